using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers;

namespace Thalweg.Optimization.Training;

/// <summary>
/// All that a run remembers between two steps: saved and restored to the same bits, a run continues as if it had never
/// stopped.
/// </summary>
public sealed class TrainingState
{
    private readonly List<Checkpoint> trajectory = [];
    private readonly List<PhaseOutcome> outcomes = [];
    private Evaluations counted;

    internal TrainingState(
        string method,
        string objective,
        TrainingHistory history,
        double[] parameters,
        IReadOnlyList<string> keepBest
    )
    {
        Method = method;
        Objective = objective;
        History = history;
        Parameters = parameters;
        Previous = new double[parameters.Length];
        Best = new double[parameters.Length];
        Bests = [.. keepBest.Select(quantity => new BestSoFar(quantity, parameters.Length))];
    }

    /// <summary>Description of the phases the state belongs to.</summary>
    public string Method { get; }

    /// <summary>Name of the objective the state belongs to.</summary>
    public string Objective { get; }

    public TrainingHistory History { get; }

    public IReadOnlyList<Checkpoint> Trajectory => trajectory;

    /// <summary>The phases that have ended.</summary>
    public IReadOnlyList<PhaseOutcome> Outcomes => outcomes;

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>All evaluations of the training objective, and the values of monitored ones.</summary>
    public Evaluations Evaluations => counted + (Run?.Spent ?? SpentBefore);

    /// <summary>How often the points followed θ.</summary>
    public long Round { get; internal set; }

    /// <summary>θ after <see cref="Step"/> steps, [P].</summary>
    internal double[] Parameters { get; }

    /// <summary>θ one step earlier, whose loss was finite; meaningless at step 0.</summary>
    internal double[] Previous { get; }

    /// <summary>θ of the best record of the watched quantity; meaningless while <see cref="BestStep"/> is −1.</summary>
    internal double[] Best { get; }

    /// <summary>Of <see cref="TrainingOptions.KeepBest"/>, in its order.</summary>
    internal IReadOnlyList<BestSoFar> Bests { get; }

    internal long BestStep { get; set; } = -1;

    internal double BestValue { get; set; } = double.PositiveInfinity;

    /// <summary>The phase that the last step belonged to, and the steps done before it.</summary>
    internal int Phase { get; private set; }

    internal long PhaseStart { get; private set; }

    /// <summary>Why the phase ended before its steps were done; null while it goes on.</summary>
    internal (StopReason Reason, string Message)? PhaseStop { get; set; }

    /// <summary>The optimizer at work; null before the first step of this process.</summary>
    internal IOptimizerRun? Run { get; private set; }

    /// <summary>What the optimizer saved and counted, until it is at work again; empty before the first step of all.</summary>
    internal byte[] Memory { get; private set; } = [];

    internal Evaluations SpentBefore { get; private set; }

    /// <summary>Evaluations beside those of the optimizer at work.</summary>
    internal Evaluations Counted => counted;

    /// <summary>Points that follow θ; empty before the first round.</summary>
    internal double[] Points { get; set; } = [];

    /// <summary>The step before which the points last followed θ.</summary>
    internal long RoundStep { get; set; }

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

    internal void Add(PhaseOutcome outcome) => outcomes.Add(outcome);

    internal void Count(Evaluations more) => counted += more;

    /// <summary>The optimizer of the phase goes to work.</summary>
    internal void Attach(IOptimizerRun run)
    {
        Run = run;
        (Memory, SpentBefore) = ([], default);
    }

    /// <summary>The next phase takes over.</summary>
    internal void Enter(int phase, IOptimizerRun run)
    {
        counted += Run?.Spent ?? default;
        (Phase, PhaseStart, PhaseStop) = (phase, Step, null);
        Attach(run);
    }

    internal void Restore(int phase, long start, byte[] memory, Evaluations spent, Evaluations beside)
    {
        (Phase, PhaseStart, Memory, SpentBefore, counted) = (phase, start, memory, spent, beside);
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

    /// <summary>What was best of a quantity no longer counts.</summary>
    internal void ForgetBest(string quantity, bool watched)
    {
        foreach (var best in Bests.Where(b => b.Quantity == quantity))
        {
            (best.Step, best.Value) = (-1, double.PositiveInfinity);
        }
        if (watched)
        {
            (BestStep, BestValue) = (-1, double.PositiveInfinity);
        }
    }

    internal void KeepBest(double value)
    {
        BestValue = value;
        BestStep = Step;
        Parameters.CopyTo(Best, 0);
    }

    internal TrainingResult Result(
        StopReason reason,
        string message,
        double[] parameters,
        TrainingRow final,
        PhaseOutcome last,
        IObjective objective
    ) =>
        new(
            reason,
            message,
            [.. parameters],
            final,
            Step,
            History,
            Trajectory,
            Evaluations,
            [
                .. Bests
                    .Where(b => b.Step >= 0)
                    .Select(b => new BestParameters(b.Quantity, [.. b.Parameters], History.At(b.Step)!)),
            ],
            [.. Outcomes, last],
            objective
        );
}
