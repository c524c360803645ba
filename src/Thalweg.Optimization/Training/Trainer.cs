using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Training;

/// <summary>
/// Trains in one phase or several, each with an optimizer of its own, with records, a trajectory, points that follow θ, early
/// stopping and a state that can be saved.
/// </summary>
/// <remarks>
/// <para>A phase may descend on a loss of its own (<see cref="Phase.Loss"/>); rows belong to the loss of their phase, the row at a change to
/// the one after, and metrics and monitored losses are always those of the run.</para>
/// <para>A phase ends when its steps are done or its optimizer stops; the next one begins at the θ it reached, with an empty
/// memory. The run ends with its last phase, at a loss that is not finite, or by early stopping.</para>
/// <para>An <see cref="IDrawable"/> objective is drawn anew for each step of a first-order method; records, the gradient tolerance
/// and early stopping look at the objective itself.</para>
/// <para>Cost: the steps of the optimizers, and per record one value if there are metrics, one per monitored objective, and one
/// gradient more if the objective is drawn anew.</para>
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingOptions options;
    private readonly IObjective objective;
    private readonly IReadOnlyList<MonitoredObjective> monitors;
    private readonly Quantities quantities;

    /// <exception cref="ArgumentException">A monitored objective has another P, early stopping watches a quantity that is not
    /// recorded, or the objective lacks what an optimizer needs of it.</exception>
    public Trainer(
        TrainingOptions options,
        IObjective objective,
        IReadOnlyList<MonitoredObjective>? monitoredObjectives = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(objective);
        this.options = options;
        this.objective = objective;
        monitors = monitoredObjectives ?? [];
        foreach (var monitor in monitors)
        {
            if (monitor.Objective.ParameterCount != objective.ParameterCount)
            {
                throw new ArgumentException(
                    $"monitored objective '{monitor.Label}' has {monitor.Objective.ParameterCount} parameters, "
                        + $"'{objective.Name}' has {objective.ParameterCount}; they must be of the same network",
                    nameof(monitoredObjectives)
                );
            }
        }
        quantities = new Quantities(objective, monitors);
        if (options.EarlyStopping is { } stopping)
        {
            quantities.Check(stopping.Quantity, "early stopping watches", nameof(options));
        }
        if (options.PointsInterval > 0 && objective.As<IAdaptive>() is null)
        {
            throw new ArgumentException(
                $"the points of '{objective.Name}' are to follow the parameters every {options.PointsInterval} steps, and it has "
                    + "no sampler; give it one, or PointsInterval 0",
                nameof(options)
            );
        }
        if (options.Weighting is { } weighting)
        {
            Check(weighting);
        }
        foreach (var phase in options.Phases)
        {
            phase.Optimizer.Check(objective);
            phase.Loss?.Check(objective);
        }
        if (
            options.Phases.Any(p => p.Loss is not null) && (options.Weighting is not null || options.PointsInterval > 0)
        )
        {
            throw new ArgumentException(
                "phases with losses of their own have the stated weights and points that stay; leave out the weighting and PointsInterval, or the losses of the phases",
                nameof(options)
            );
        }
        foreach (var quantity in options.KeepBest)
        {
            quantities.Check(quantity, "the best is to be kept of", nameof(options));
        }
    }

    private void Check(Weighting weighting)
    {
        weighting.Check(objective);
        if (weighting.IsByPoint && (options.PointsInterval > 0 || objective.As<IDrawable>() is not null))
        {
            throw new WeightingRefusedException(
                $"{weighting.Description} gives every point a weight of its own, and the points of '{objective.Name}' do not stay; take a quadrature and a sampler that leave them, or weights of terms"
            );
        }
        if (options.EarlyStopping is { Quantity: Quantities.Loss })
        {
            throw new WeightingRefusedException(
                $"early stopping watches the loss, whose weights change by {weighting.Description}; let it watch a metric or a monitored objective"
            );
        }
    }

    private string Method =>
        options.Weighting is { } weighting
            ? $"{Phase.Describe(options.Phases)}; {weighting.Description}"
            : Phase.Describe(options.Phases);

    internal bool KeepsBest(string quantity) => options.KeepBest.Contains(quantity, StringComparer.Ordinal);

    internal double Value(BestParameters best) => quantities.Of(best.Row, best.Quantity);

    /// <summary>The state before the first step.</summary>
    /// <param name="start">θ_0, [P], finite.</param>
    public TrainingState Begin(ReadOnlySpan<double> start)
    {
        if (start.Length != objective.ParameterCount)
        {
            throw new ArgumentException(
                $"start has {start.Length} entries; '{objective.Name}' has {objective.ParameterCount} parameters",
                nameof(start)
            );
        }
        for (var i = 0; i < start.Length; i++)
        {
            if (!double.IsFinite(start[i]))
            {
                throw new ArgumentException($"start[{i}] is {start[i]}; give finite parameters", nameof(start));
            }
        }
        return new TrainingState(
            Method,
            objective.Name,
            new TrainingHistory(objective.TermNames, objective.MetricNames, [.. monitors.Select(m => m.Label)]),
            start.ToArray(),
            start.ToArray(),
            options.KeepBest
        );
    }

    /// <summary>Runs from <paramref name="state"/> to the end; the state is changed.</summary>
    /// <param name="save">Called between steps, as <see cref="TrainingOptions.SaveInterval"/> and
    /// <see cref="TrainingOptions.SavePeriod"/> say, and when cancelled; the state goes on changing after it returns.</param>
    /// <param name="watch">Called at every checkpoint with what the optimizer that stands there makes of the loss, before its step; once
    /// for each, also where a run is continued.</param>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>; the state was saved.</exception>
    /// <exception cref="ArgumentException">The state belongs to another method or objective.</exception>
    /// <remarks>Going on costs one value of each objective beforehand: that at the start, which must be what it was.</remarks>
    public TrainingResult Run(
        TrainingState state,
        WorkerTeam team,
        Action<TrainingState>? save = null,
        IProgress<TrainingProgress>? progress = null,
        Action<CheckpointView>? watch = null
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
        CheckBelongs(state);
        CheckLosses(state, team);
        var keeping = new BestKeeping(state, quantities, options.EarlyStopping);
        var measuring = new Measuring(objective, monitors, team);
        var pace = new Pace(progress, state.Step, options.Steps);
        var loop = new TrainingLoop(options, measuring, state, keeping, team, pace) { Watch = watch };
        var ending = loop.ToEnd(save);
        var goesBack = ending.Last.Stop == StopReason.EarlyStopped;
        return new TrainingResult(
            ending.Last.Stop,
            ending.Last.Message,
            [.. goesBack ? state.Watched.Parameters : ending.Parameters],
            goesBack ? state.History.At(state.Watched.Step)! : ending.Row,
            state.Step,
            state.History,
            state.Trajectory,
            state.Evaluations,
            keeping.Results(),
            [.. state.Outcomes, ending.Last],
            loop.Objective
        )
        {
            Factors = loop.Factors,
            Stated = loop.Stated,
        };
    }

    /// <summary>Names are shared by objectives of other points, weights or penalties: what tells them apart is their values.</summary>
    private void CheckLosses(TrainingState state, WorkerTeam team)
    {
        if (state.History.At(0) is not { } begun)
        {
            return;
        }
        var first = options.Phases[0].Loss?.On(objective, state.Start, team);
        Check(objective.Name, first ?? Weighed(state, team), begun.Loss);
        foreach (var (monitor, loss) in monitors.Zip(begun.MonitoredLosses))
        {
            Check(monitor.Label, monitor.Objective, loss);
        }

        void Check(string name, IObjective evaluated, double expected)
        {
            if (!double.IsFinite(expected))
            {
                return;
            }
            var loss = new double[1];
            evaluated.Values(state.Start, loss, default, default, team);
            if (!SameLoss.Holds(evaluated, state.Start, expected, loss[0], team))
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"the state was begun with the loss {expected} of '{name}', which this objective gives as {loss[0]} at the same parameters; continue it on the objective it was begun with, or begin again"
                    ),
                    nameof(state)
                );
            }
        }
    }

    /// <summary>The loss at the first row, whose weights follow from the start.</summary>
    private IObjective Weighed(TrainingState state, WorkerTeam team)
    {
        if (options.Weighting is not { } weighting || state.WeightStep < 0)
        {
            return objective;
        }
        var weighing = new Weighing(weighting, objective);
        return weighing.At(weighing.Next([], state.Start, 0, team).Memory);
    }

    private void CheckBelongs(TrainingState state)
    {
        Check("method", state.Method, Method);
        Check("phase", $"{state.Phase}", $"{Math.Min(state.Phase, options.Phases.Count - 1)}");
        Check("objective", state.Objective, objective.Name);
        Check("parameter count", $"{state.Parameters.Length}", $"{objective.ParameterCount}");
        Check("terms", string.Join(", ", state.History.TermNames), string.Join(", ", objective.TermNames));
        Check("metrics", string.Join(", ", state.History.MetricNames), string.Join(", ", objective.MetricNames));
        Check("best of", string.Join(", ", state.Bests.Select(b => b.Quantity)), string.Join(", ", options.KeepBest));
        Check(
            "monitors",
            string.Join(", ", state.History.MonitorLabels),
            string.Join(", ", monitors.Select(m => m.Label))
        );

        static void Check(string what, string received, string expected)
        {
            if (received != expected)
            {
                throw new ArgumentException(
                    $"the state has {what} '{received}', this run has '{expected}'; continue it with the settings it was "
                        + "begun with, or begin again",
                    nameof(state)
                );
            }
        }
    }
}
