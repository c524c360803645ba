using Thalweg.Optimization.Methods;

namespace Thalweg.Optimization.Trajectories;

/// <summary>
/// All that a run remembers between two steps: saved and restored to the same bits, a run continues as if it had never
/// stopped.
/// </summary>
public sealed class TrainingState
{
    private readonly List<Checkpoint> trajectory = [];

    internal TrainingState(
        string method,
        string objective,
        MethodState methodState,
        TrainingHistory history,
        double[] parameters,
        IReadOnlyList<string> keepBest
    )
    {
        Method = method;
        Objective = objective;
        MethodState = methodState;
        History = history;
        Parameters = parameters;
        Previous = new double[parameters.Length];
        Best = new double[parameters.Length];
        Bests = [.. keepBest.Select(quantity => new BestSoFar(quantity, parameters.Length))];
    }

    /// <summary>Description of the methods the state belongs to.</summary>
    public string Method { get; }

    /// <summary>Name of the objective the state belongs to.</summary>
    public string Objective { get; }

    /// <summary>Memory of the phase that the last step belonged to.</summary>
    public MethodState MethodState { get; private set; }

    public TrainingHistory History { get; }

    public IReadOnlyList<Checkpoint> Trajectory => trajectory;

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    public long GradientEvaluations { get; internal set; }

    public long ValueEvaluations { get; internal set; }

    /// <summary>θ after <see cref="Step"/> steps, [P].</summary>
    internal double[] Parameters { get; }

    /// <summary>θ one step earlier, whose loss was finite; meaningless at step 0.</summary>
    internal double[] Previous { get; }

    /// <summary>θ of the best record of the watched quantity; meaningless while <see cref="BestStep"/> is −1.</summary>
    internal double[] Best { get; }

    /// <summary>Of <see cref="TrainingOptions.KeepBest"/>, in its order.</summary>
    internal IReadOnlyList<BestSoFar> Bests { get; }

    /// <summary>The phase that the last step belonged to.</summary>
    internal PhasePlace Place { get; set; }

    internal long BestStep { get; set; } = -1;

    internal double BestValue { get; set; } = double.PositiveInfinity;

    /// <summary>The state as bytes, the same for the same state. Cost: O(size of history and trajectory).</summary>
    public byte[] ToBytes() => TrainingStateFormat.Write(this);

    /// <summary>The state that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="TrainingStateException">The bytes are truncated, altered or of another format.</exception>
    public static TrainingState FromBytes(ReadOnlySpan<byte> bytes) => TrainingStateFormat.Read(bytes);

    internal void Keep(long step, ReadOnlySpan<double> parameters)
    {
        if (trajectory.Count == 0 || trajectory[^1].Step < step)
        {
            trajectory.Add(new Checkpoint(step, parameters.ToArray()));
        }
    }

    internal void Enter(PhasePlace place, MethodState memory)
    {
        Place = place;
        MethodState = memory;
    }

    /// <summary>Takes a recorded row into the bests.</summary>
    /// <param name="parameters">θ of the row, [P].</param>
    internal void Consider(TrainingRow row, ReadOnlySpan<double> parameters, Quantities quantities)
    {
        foreach (var best in Bests)
        {
            best.Consider(quantities.Of(row, best.Quantity), row.Step, parameters);
        }
    }

    internal TrainingResult Result(StopReason reason, double[] parameters, TrainingRow final) =>
        new(
            reason,
            [.. parameters],
            final,
            Step,
            History,
            Trajectory,
            GradientEvaluations,
            ValueEvaluations,
            [
                .. Bests
                    .Where(b => b.Step >= 0)
                    .Select(b => new BestParameters(b.Quantity, [.. b.Parameters], History.At(b.Step)!)),
            ]
        );

    internal void KeepBest(double value)
    {
        BestValue = value;
        BestStep = Step;
        Parameters.CopyTo(Best, 0);
    }
}

/// <summary>Bytes that are not a training state: truncated, altered, or of another version.</summary>
public sealed class TrainingStateException(string message) : Exception(message);
