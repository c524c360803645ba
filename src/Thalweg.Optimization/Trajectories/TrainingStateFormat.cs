using System.Security.Cryptography;
using System.Text;
using Thalweg.Optimization.Methods;

namespace Thalweg.Optimization.Trajectories;

/// <summary>
/// The bytes of a <see cref="TrainingState"/>: magic, version, length of the payload, payload, SHA-256 of all before it.
/// Numbers are little-endian, texts UTF-8 behind their length.
/// </summary>
internal static class TrainingStateFormat
{
    private const int Version = 2;
    private const int HeaderLength = 8 + sizeof(int) + sizeof(long);

    private static ReadOnlySpan<byte> Magic => "thalwegT"u8;

    public static byte[] Write(TrainingState state)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(0L);
        WritePayload(writer, state);
        writer.Seek(Magic.Length + sizeof(int), SeekOrigin.Begin);
        writer.Write(stream.Length - HeaderLength);
        writer.Seek(0, SeekOrigin.End);
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    public static TrainingState Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Magic))
        {
            throw new TrainingStateException(
                $"the {bytes.Length} bytes do not begin as a training state does; delete the file to start the run again"
            );
        }
        var version = BitConverter.ToInt32(bytes[Magic.Length..]);
        if (version != Version)
        {
            throw new TrainingStateException(
                $"the training state has format version {version}, this program reads {Version}; delete the file to start "
                    + "the run again"
            );
        }
        var length = BitConverter.ToInt64(bytes[(Magic.Length + sizeof(int))..]);
        if (length != bytes.Length - HeaderLength - SHA256.HashSizeInBytes)
        {
            throw new TrainingStateException(
                $"the training state is truncated: {bytes.Length} bytes where {HeaderLength} + {length} + "
                    + $"{SHA256.HashSizeInBytes} are expected; delete the file to start the run again"
            );
        }
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^SHA256.HashSizeInBytes], checksum);
        if (!checksum.SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
        {
            throw new TrainingStateException(
                "the training state is damaged: its checksum does not match; delete the file to start the run again"
            );
        }
        var reader = new TrainingStateReader(bytes[HeaderLength..^SHA256.HashSizeInBytes]);
        var state = ReadPayload(ref reader);
        reader.End();
        return state;
    }

    private static void WritePayload(BinaryWriter writer, TrainingState state)
    {
        Write(writer, state.Method);
        Write(writer, state.Objective);
        Write(writer, state.History.TermNames);
        Write(writer, state.History.MetricNames);
        Write(writer, state.History.MonitorLabels);
        Write(writer, [.. state.Bests.Select(b => b.Quantity)]);
        Write(writer, state.MethodState.Names);
        writer.Write(state.Parameters.Length);
        writer.Write(state.Step);
        writer.Write(state.GradientEvaluations);
        writer.Write(state.ValueEvaluations);
        writer.Write(state.BestStep);
        writer.Write(state.BestValue);
        writer.Write((long)state.Place.Index);
        writer.Write(state.Place.Start);
        Write(writer, state.Parameters);
        Write(writer, state.Previous);
        Write(writer, state.Best);
        foreach (var best in state.Bests)
        {
            writer.Write(best.Step);
            writer.Write(best.Value);
            Write(writer, best.Parameters);
        }
        writer.Write(state.MethodState.Steps);
        for (var i = 0; i < state.MethodState.Names.Count; i++)
        {
            Write(writer, state.MethodState[i]);
        }
        writer.Write(state.History.Rows.Count);
        foreach (var row in state.History.Rows)
        {
            writer.Write(row.Step);
            writer.Write(row.Loss);
            writer.Write(row.GradientNorm);
            Write(writer, [.. row.Terms]);
            Write(writer, [.. row.Metrics]);
            Write(writer, [.. row.MonitoredLosses]);
        }
        writer.Write(state.Trajectory.Count);
        foreach (var checkpoint in state.Trajectory)
        {
            writer.Write(checkpoint.Step);
            Write(writer, checkpoint.Parameters);
        }
    }

    private static TrainingState ReadPayload(ref TrainingStateReader reader)
    {
        var method = reader.Text();
        var objective = reader.Text();
        var terms = reader.Texts();
        var metrics = reader.Texts();
        var monitors = reader.Texts();
        var keepBest = reader.Texts();
        var methodNames = reader.Texts();
        var count = reader.Count(sizeof(double));
        var history = new TrainingHistory(terms, metrics, monitors);
        var state = new TrainingState(
            method,
            objective,
            new MethodState(methodNames, count),
            history,
            new double[count],
            keepBest
        )
        {
            Step = reader.Int64(),
            GradientEvaluations = reader.Int64(),
            ValueEvaluations = reader.Int64(),
            BestStep = reader.Int64(),
            BestValue = reader.Double(),
            Place = new PhasePlace(reader.Index(), reader.Int64()),
        };
        reader.Doubles(state.Parameters);
        reader.Doubles(state.Previous);
        reader.Doubles(state.Best);
        foreach (var best in state.Bests)
        {
            (best.Step, best.Value) = (reader.Int64(), reader.Double());
            reader.Doubles(best.Parameters);
        }
        state.MethodState.Steps = reader.Int64();
        for (var i = 0; i < methodNames.Length; i++)
        {
            reader.Doubles(state.MethodState[i]);
        }
        for (var rows = reader.Count(3 * sizeof(double)); rows > 0; rows--)
        {
            history.Add(
                new TrainingRow(
                    reader.Int64(),
                    reader.Double(),
                    reader.Double(),
                    reader.Doubles(terms.Length),
                    reader.Doubles(metrics.Length),
                    reader.Doubles(monitors.Length)
                )
            );
        }
        for (var checkpoints = reader.Count(sizeof(long)); checkpoints > 0; checkpoints--)
        {
            state.Keep(reader.Int64(), reader.Doubles(count));
        }
        return state;
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            Write(writer, text);
        }
    }

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }
}
