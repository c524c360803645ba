using System.Security.Cryptography;
using System.Text;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.LeastSquares;

/// <summary>All that a run remembers between two steps. The Jacobian is no part of it: it follows from θ.</summary>
public sealed class LeastSquaresState
{
    private readonly List<LeastSquaresRow> history = [];

    internal LeastSquaresState(string method, string objective, double[] parameters)
    {
        Method = method;
        Objective = objective;
        Parameters = parameters;
    }

    private static ReadOnlySpan<byte> Magic => "thalwegQ\u0001"u8;

    public string Method { get; }

    /// <summary>Name of the objective the state belongs to.</summary>
    public string Objective { get; }

    public IReadOnlyList<LeastSquaresRow> History => history;

    /// <summary>Steps tried.</summary>
    public long Iteration { get; internal set; }

    /// <summary>Steps taken.</summary>
    public long Accepted { get; internal set; }

    public long ValueEvaluations { get; internal set; }

    public long GradientEvaluations { get; internal set; }

    public long JacobianEvaluations { get; internal set; }

    /// <summary>μ; 0 before the first Jacobian.</summary>
    public double Damping { get; internal set; }

    /// <summary>What μ is multiplied by if the next step is refused.</summary>
    internal double Growth { get; set; } = 2.0;

    /// <summary>θ after the steps taken, [P].</summary>
    internal double[] Parameters { get; }

    /// <summary>The state as bytes, the same for the same state.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        foreach (var text in (string[])[Method, Objective])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
        writer.Write(Parameters.Length);
        foreach (var value in Parameters)
        {
            writer.Write(value);
        }
        foreach (var counter in Counters)
        {
            writer.Write(counter);
        }
        writer.Write(Damping);
        writer.Write(Growth);
        writer.Write(history.Count);
        foreach (var row in history)
        {
            writer.Write(row.Iteration);
            writer.Write(row.Loss);
            writer.Write(row.GradientNorm);
            writer.Write(row.Damping);
            writer.Write(row.StepNorm);
            writer.Write(row.GainRatio);
        }
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>The state that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="TrainingStateException">The bytes are truncated, altered or of another format.</exception>
    public static LeastSquaresState FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Magic.Length + SHA256.HashSizeInBytes || !bytes.StartsWith(Magic))
        {
            throw new TrainingStateException(
                $"the {bytes.Length} bytes do not begin as a state of this version does; start the run again"
            );
        }
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^SHA256.HashSizeInBytes], checksum);
        if (!checksum.SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
        {
            throw new TrainingStateException("the state is damaged: its checksum does not match; start the run again");
        }
        var reader = new TrainingStateReader(bytes[Magic.Length..^SHA256.HashSizeInBytes]);
        var method = reader.Text();
        var objective = reader.Text();
        var parameters = new double[reader.Count(sizeof(double))];
        reader.Doubles(parameters);
        var state = new LeastSquaresState(method, objective, parameters)
        {
            Iteration = reader.Int64(),
            Accepted = reader.Int64(),
            ValueEvaluations = reader.Int64(),
            GradientEvaluations = reader.Int64(),
            JacobianEvaluations = reader.Int64(),
            Damping = reader.Double(),
            Growth = reader.Double(),
        };
        for (var rows = reader.Count(6 * sizeof(double)); rows > 0; rows--)
        {
            state.Add(
                new LeastSquaresRow(
                    reader.Int64(),
                    reader.Double(),
                    reader.Double(),
                    reader.Double(),
                    reader.Double(),
                    reader.Double()
                )
            );
        }
        reader.End();
        return state;
    }

    internal void Add(LeastSquaresRow row) => history.Add(row);

    private long[] Counters => [Iteration, Accepted, ValueEvaluations, GradientEvaluations, JacobianEvaluations];
}
