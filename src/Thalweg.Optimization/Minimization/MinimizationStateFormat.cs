using System.Security.Cryptography;
using System.Text;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.Minimization;

/// <summary>
/// The bytes of a <see cref="MinimizationState"/>: magic and version, payload, SHA-256 of all before it. Numbers are
/// little-endian, texts UTF-8 behind their length. Lengths of arrays are those of the method, so a damaged length cannot ask for
/// memory.
/// </summary>
internal static class MinimizationStateFormat
{
    private static ReadOnlySpan<byte> Magic => "thalwegM\u0001"u8;

    public static byte[] Write(MinimizationState state)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        Write(writer, state.Method);
        Write(writer, state.Objective);
        writer.Write(state.Parameters.Length);
        foreach (var counter in state.Counters)
        {
            writer.Write(counter);
        }
        Write(writer, state.Numbers);
        Write(writer, state.Parameters);
        Write(writer, state.Gradient);
        Write(writer, state.Best);
        foreach (var counter in state.Descent.Counters)
        {
            writer.Write(counter);
        }
        foreach (var array in state.Descent.Arrays)
        {
            Write(writer, array);
        }
        writer.Write(state.History.Count);
        foreach (var row in state.History)
        {
            writer.Write(row.Iteration);
            writer.Write(row.Loss);
            writer.Write(row.GradientNorm);
            writer.Write(row.Step);
            writer.Write(row.StepNorm);
            writer.Write(row.ValueEvaluations);
            writer.Write(row.GradientEvaluations);
        }
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Fills a state that was begun by the same method on the same objective.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, MinimizationState state)
    {
        if (bytes.Length < Magic.Length + SHA256.HashSizeInBytes || !bytes.StartsWith(Magic))
        {
            throw new TrainingStateException(
                $"the {bytes.Length} bytes do not begin as a minimization state of this version does; start the run again"
            );
        }
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^SHA256.HashSizeInBytes], checksum);
        if (!checksum.SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
        {
            throw new TrainingStateException(
                "the minimization state is damaged: its checksum does not match; start the run again"
            );
        }
        var reader = new TrainingStateReader(bytes[Magic.Length..^SHA256.HashSizeInBytes]);
        Require(reader.Text(), state.Method, "method");
        Require(reader.Text(), state.Objective, "objective");
        var count = reader.Count(sizeof(double));
        Require(
            count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            state.Parameters.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "number of parameters"
        );
        state.Counters = Counters(ref reader, state.Counters.Length);
        state.Numbers = reader.Doubles(state.Numbers.Length);
        reader.Doubles(state.Parameters);
        reader.Doubles(state.Gradient);
        reader.Doubles(state.Best);
        Counters(ref reader, state.Descent.Counters.Length).CopyTo(state.Descent.Counters, 0);
        foreach (var array in state.Descent.Arrays)
        {
            reader.Doubles(array);
        }
        for (var rows = reader.Count(7 * sizeof(double)); rows > 0; rows--)
        {
            state.Add(
                new MinimizationRow(
                    reader.Int64(),
                    reader.Double(),
                    reader.Double(),
                    reader.Double(),
                    reader.Double(),
                    reader.Int64(),
                    reader.Int64()
                )
            );
        }
        reader.End();
    }

    private static long[] Counters(ref TrainingStateReader reader, int count)
    {
        var counters = new long[count];
        for (var i = 0; i < count; i++)
        {
            counters[i] = reader.Int64();
        }
        return counters;
    }

    private static void Require(string found, string expected, string what)
    {
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"the state belongs to the {what} {found}, this minimizer has {expected}; continue with the same {what}",
                nameof(found)
            );
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
