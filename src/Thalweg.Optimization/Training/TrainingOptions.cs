using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Training;

/// <summary>How to train.</summary>
public sealed record TrainingOptions
{
    /// <summary>Several optimizers one after the other; each begins at the θ that the one before it reached, with an empty
    /// memory.</summary>
    /// <param name="phases">At least one.</param>
    public TrainingOptions(IReadOnlyList<Phase> phases)
    {
        ArgumentNullException.ThrowIfNull(phases);
        Phases =
            phases.Count > 0
                ? [.. phases]
                : throw new ArgumentException("there is no phase; give at least one optimizer", nameof(phases));
        Steps = phases.Sum(p => p.Steps);
    }

    /// <summary>One optimizer.</summary>
    /// <param name="steps">Number of steps at most, 0 or more.</param>
    public TrainingOptions(Optimizer optimizer, long steps)
        : this([new Phase(optimizer ?? throw new ArgumentNullException(nameof(optimizer)), steps)]) { }

    /// <summary>One first-order method.</summary>
    /// <param name="steps">Number of steps, 0 or more.</param>
    public TrainingOptions(IMethod method, long steps)
        : this(new StepOptimizer(method ?? throw new ArgumentNullException(nameof(method))), steps) { }

    /// <summary>Number of steps of all phases.</summary>
    public long Steps { get; }

    /// <summary>The stretches of the run, in their order.</summary>
    public IReadOnlyList<Phase> Phases { get; }

    /// <summary>How the learning rate of every first-order phase changes; it counts the steps of the whole run.</summary>
    public Schedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Steps whose loss, terms, gradient norm, metrics and monitored losses enter the history.</summary>
    public StepPlan Records { get; init; } = StepPlan.Every(100);

    /// <summary>Steps whose parameters enter the trajectory.</summary>
    public StepPlan Checkpoints { get; init; } = StepPlan.Ends;

    /// <summary>Steps between two saves of the whole state, counted while it takes no more than a mebibyte: a larger one, such as a matrix
    /// of P² numbers, is saved by time alone. 0 for none. No result depends on it.</summary>
    public long SaveInterval
    {
        get;
        init => field = OptionRange.CountOrNone(value, nameof(SaveInterval));
    } = 500;

    /// <summary>Time between two saves of the whole state; zero for none. No result depends on it.</summary>
    public TimeSpan SavePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Steps after which the points of an <see cref="IAdaptive"/> objective follow θ, again and again; 0 keeps them.</summary>
    /// <remarks>An optimizer keeps its memory; losses before and after are of other points, so that the best loss is that since the
    /// points last moved.</remarks>
    public long PointsInterval
    {
        get;
        init => field = OptionRange.CountOrNone(value, nameof(PointsInterval));
    }

    /// <summary>How often the points follow θ at most; they stay after that. Null for as often as there are intervals.</summary>
    public long? PointsRounds { get; init; }

    /// <summary>How the weights of an <see cref="IWeightable"/> objective change; null keeps those it states.</summary>
    /// <remarks>An optimizer keeps its memory; losses before and after have other weights, so that the best loss is that since weights last
    /// changed, and the terms of a row have the weights of that row.</remarks>
    public Weighting? Weighting { get; init; }

    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Quantities (<c>loss</c>, names of metrics, labels of monitored objectives) whose best recorded parameters the
    /// result holds beside those it returns, for example <c>loss</c> and a held-out loss. Cost: P numbers each.</summary>
    public IReadOnlyList<string> KeepBest { get; init; } = ["loss"];
}

/// <summary>Stops when no record of the last <paramref name="Patience"/> steps lowered the best value b by more than
/// max(<paramref name="MinimumImprovement"/>, <paramref name="RelativeImprovement"/> · |b|).</summary>
/// <param name="Quantity"><c>loss</c>, the name of a metric, or the label of a monitored objective.</param>
/// <param name="Patience">Steps, at least 1; looked at on recorded steps.</param>
/// <param name="MinimumImprovement">In units of the quantity, 0 or more.</param>
/// <param name="RelativeImprovement">As a fraction of the best value, in [0, 1).</param>
public sealed record EarlyStopping(
    string Quantity,
    long Patience,
    double MinimumImprovement = 0,
    double RelativeImprovement = 0
)
{
    public string Quantity { get; init; } = Quantity ?? throw new ArgumentNullException(nameof(Quantity));

    public long Patience { get; } = OptionRange.Count(Patience, nameof(Patience));

    public double MinimumImprovement { get; } = OptionRange.NotNegative(MinimumImprovement, nameof(MinimumImprovement));

    public double RelativeImprovement { get; } = OptionRange.BelowOne(RelativeImprovement, nameof(RelativeImprovement));

    internal bool Improves(double value, double best) =>
        double.IsFinite(best)
            ? value < best - Math.Max(MinimumImprovement, RelativeImprovement * Math.Abs(best))
            : value < best;
}

/// <summary>Another objective whose loss is recorded at the same θ.</summary>
/// <param name="Label">Its column in the history, for example <c>ritz</c>.</param>
public sealed record MonitoredObjective(string Label, IObjective Objective)
{
    public string Label { get; init; } = Label ?? throw new ArgumentNullException(nameof(Label));

    public IObjective Objective { get; init; } = Objective ?? throw new ArgumentNullException(nameof(Objective));
}
