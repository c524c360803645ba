namespace Thalweg.Optimization.Optimizers.LeastSquares;

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

    private static StateEnvelope Envelope { get; } = new("thalwegQ", 2);

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

    /// <summary>How often θ or the objective changed.</summary>
    internal long Position { get; set; }

    /// <summary>The position whose gradient and Jacobian were counted last.</summary>
    internal long CountedPosition { get; set; } = -1;

    /// <summary>What μ is multiplied by if the next step is refused.</summary>
    internal double Growth { get; set; } = 2.0;

    /// <summary>θ after the steps taken, [P].</summary>
    public ReadOnlySpan<double> CurrentParameters => Parameters;

    internal double[] Parameters { get; }

    /// <summary>The state as bytes, the same for the same state.</summary>
    public byte[] ToBytes() => Envelope.Wrap(Write);

    /// <summary>The state that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="TrainingStateException">The bytes are truncated, altered or of another format.</exception>
    public static LeastSquaresState FromBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(Envelope.Open(bytes));
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
            Position = reader.Int64(),
            CountedPosition = reader.Int64(),
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

    private void Write(BinaryWriter writer)
    {
        writer.WriteText(Method);
        writer.WriteText(Objective);
        writer.Write(Parameters.Length);
        writer.WriteAll(Parameters);
        foreach (
            var counter in (long[])
                [
                    Iteration,
                    Accepted,
                    ValueEvaluations,
                    GradientEvaluations,
                    JacobianEvaluations,
                    Position,
                    CountedPosition,
                ]
        )
        {
            writer.Write(counter);
        }
        writer.Write(Damping);
        writer.Write(Growth);
        writer.Write(history.Count);
        foreach (var row in history)
        {
            writer.Write(row.Iteration);
            writer.WriteAll([row.Loss, row.GradientNorm, row.Damping, row.StepNorm, row.GainRatio]);
        }
    }
}
