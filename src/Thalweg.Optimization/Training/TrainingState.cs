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

    internal TrainingState(
        string method,
        string objective,
        TrainingHistory history,
        double[] start,
        double[] parameters,
        IReadOnlyList<string> keepBest
    )
    {
        Method = method;
        Objective = objective;
        History = history;
        Start = start;
        Parameters = parameters;
        Previous = new double[parameters.Length];
        Bests = [.. keepBest.Select(quantity => new BestSoFar(quantity, parameters.Length))];
        Watched = new BestSoFar("watched", parameters.Length);
    }

    /// <summary>Description of the phases the state belongs to.</summary>
    public string Method { get; }

    /// <summary>Name of the objective the state belongs to.</summary>
    public string Objective { get; }

    public TrainingHistory History { get; }

    public IReadOnlyList<Checkpoint> Trajectory => trajectory;

    /// <summary>The phases that have ended.</summary>
    public IReadOnlyList<PhaseOutcome> Outcomes => outcomes;

    /// <summary>θ before the first step, [P]: its losses tell the objectives from others of the same names.</summary>
    internal double[] Start { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>All evaluations of the training objective, and the values of monitored ones.</summary>
    public Evaluations Evaluations => Counted + Spent;

    /// <summary>How often the points followed θ.</summary>
    public long Round { get; internal set; }

    /// <summary>θ after <see cref="Step"/> steps, [P].</summary>
    internal double[] Parameters { get; }

    /// <summary>θ one step earlier, whose loss was finite; meaningless at step 0.</summary>
    internal double[] Previous { get; }

    /// <summary>Of <see cref="TrainingOptions.KeepBest"/>, in its order.</summary>
    internal IReadOnlyList<BestSoFar> Bests { get; }

    /// <summary>Of the quantity that early stopping watches.</summary>
    internal BestSoFar Watched { get; }

    /// <summary>The phase that the last step belonged to, and the steps done before it.</summary>
    internal int Phase { get; set; }

    internal long PhaseStart { get; set; }

    /// <summary>θ where the phase began, [P]; empty where it descends on the loss of the run.</summary>
    internal double[] Origin { get; set; } = [];

    /// <summary>Why the phase ended before its steps were done; null while it goes on.</summary>
    internal (StopReason Reason, string Message)? PhaseStop { get; set; }

    /// <summary>The optimizer at work; null before the first step of this process.</summary>
    internal IOptimizerRun? Run { get; private set; }

    /// <summary>What the optimizer saved and counted, until it is at work again; empty before the first step of all.</summary>
    internal byte[] Memory { get; set; } = [];

    internal Evaluations SpentBefore { get; set; }

    /// <summary>Evaluations of the optimizer at work.</summary>
    internal Evaluations Spent => Run?.Spent ?? SpentBefore;

    /// <summary>Evaluations beside those of the optimizer at work.</summary>
    internal Evaluations Counted { get; set; }

    /// <summary>Points that follow θ; empty before the first round.</summary>
    internal double[] Points { get; set; } = [];

    /// <summary>The step before which the points last followed θ.</summary>
    internal long RoundStep { get; set; }

    /// <summary>What the rule of the weights remembers; empty before their first change.</summary>
    internal double[] WeightMemory { get; set; } = [];

    /// <summary>The step before which weights last changed; −1 before the first change.</summary>
    internal long WeightStep { get; set; } = -1;

    /// <summary>Bytes that the state took when it was saved last; 0 before.</summary>
    internal int SavedLength { get; private set; }

    /// <summary>The state as bytes, the same for the same state. Cost: O(size of history, trajectory and the optimizer's
    /// memory).</summary>
    public byte[] ToBytes()
    {
        var bytes = TrainingStateFormat.Write(this);
        SavedLength = bytes.Length;
        return bytes;
    }

    /// <summary>The state that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="TrainingStateException">The bytes are truncated, altered or of another format.</exception>
    public static TrainingState FromBytes(ReadOnlySpan<byte> bytes)
    {
        var state = TrainingStateFormat.Read(bytes);
        state.SavedLength = bytes.Length;
        return state;
    }

    internal void Keep(long step, ReadOnlySpan<double> parameters, double[] weights)
    {
        if (trajectory.Count == 0 || trajectory[^1].Step < step)
        {
            trajectory.Add(new Checkpoint(step, parameters.ToArray()) { Weights = weights });
        }
    }

    internal void Add(PhaseOutcome outcome) => outcomes.Add(outcome);

    /// <summary>The optimizer of the phase goes to work.</summary>
    internal void Attach(IOptimizerRun run)
    {
        Run = run;
        (Memory, SpentBefore) = ([], default);
    }

    /// <summary>The next phase takes over.</summary>
    internal void Enter(int phase, IOptimizerRun run)
    {
        Counted += Spent;
        (Phase, PhaseStart, PhaseStop) = (phase, Step, null);
        Attach(run);
    }
}
