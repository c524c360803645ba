using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Trajectories;

/// <summary>
/// Trains: θ_{k+1} = method(θ_k, ∇L(θ_k)), in one phase or several, with records, a trajectory, early stopping and a state that can be saved.
/// </summary>
/// <remarks>
/// An <see cref="IDrawable"/> objective is drawn anew for each step: step k descends on <c>At(k)</c>; records, the gradient
/// tolerance and early stopping look at the objective itself. Between records a step allocates nothing of its own.
/// Cost: one gradient per step, and per record one value if there are metrics, one per monitored objective, and one gradient
/// more if the objective is drawn anew.
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingOptions options;
    private readonly IObjective objective;
    private readonly IReadOnlyList<MonitoredObjective> monitors;
    private readonly Quantities quantities;

    /// <exception cref="ArgumentException">A monitored objective has another P, or early stopping watches a quantity that is
    /// not recorded.</exception>
    public Trainer(
        TrainingOptions options,
        IObjective objective,
        IReadOnlyList<MonitoredObjective>? monitoredObjectives = null
    )
    {
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
        foreach (var quantity in options.KeepBest)
        {
            quantities.Check(quantity, "the best is to be kept of", nameof(options));
        }
    }

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
            PhasePlace.Describe(options.Phases),
            objective.Name,
            options.Method.Begin(start.Length),
            new TrainingHistory(objective.TermNames, objective.MetricNames, [.. monitors.Select(m => m.Label)]),
            start.ToArray(),
            options.KeepBest
        );
    }

    /// <summary>Runs from <paramref name="state"/> to the end; the state is changed.</summary>
    /// <param name="save">Called between steps, every <see cref="TrainingOptions.SaveInterval"/> steps and when cancelled;
    /// the state goes on changing after it returns.</param>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>; the state was saved.</exception>
    /// <exception cref="ArgumentException">The state belongs to another method or objective.</exception>
    public TrainingResult Run(
        TrainingState state,
        WorkerTeam team,
        Action<TrainingState>? save = null,
        IProgress<TrainingProgress>? progress = null
    )
    {
        CheckBelongs(state);
        var measuring = new Measuring(objective, monitors, team);
        var gradient = new double[objective.ParameterCount];
        var terms = new double[objective.TermNames.Count];
        var pace = new Pace(progress, state.Step, options.Steps);
        try
        {
            for (var first = true; ; first = false)
            {
                team.Cancellation.ThrowIfCancellationRequested();
                if (!first && options.SaveInterval > 0 && state.Step % options.SaveInterval == 0)
                {
                    save?.Invoke(state);
                }
                if (Advance(state, measuring, gradient, terms, team, pace) is { } result)
                {
                    return result;
                }
            }
        }
        catch (OperationCanceledException) when (team.Cancellation.IsCancellationRequested)
        {
            // Every evaluation of a step precedes its first change of the state, so the state is one between two steps.
            save?.Invoke(state);
            throw;
        }
    }

    private TrainingResult? Advance(
        TrainingState state,
        Measuring measuring,
        double[] gradient,
        double[] terms,
        WorkerTeam team,
        Pace pace
    )
    {
        var step = state.Step;
        var drawn = objective is IDrawable drawable ? drawable.At(step) : objective;
        var isFixed = ReferenceEquals(drawn, objective);
        var loss = drawn.Gradient(state.Parameters, gradient, terms, team);
        var norm = EuclideanNorm.Of(gradient);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            return NonFiniteStop.End(
                state,
                measuring,
                quantities,
                new TrainingRow(step, loss, norm, [.. terms], [], [])
            );
        }
        var place = state.Place.At(step, options.Phases);
        var last = place.IsEnd(step, options.Phases);
        var due = last || options.Records.Contains(step) || (isFixed && norm <= options.GradientTolerance);
        var row =
            !due ? null
            : isFixed ? measuring.Row(state, loss, norm, terms)
            : measuring.Row(step, state.Parameters);

        state.GradientEvaluations++;
        measuring.CountInto(state);
        StopReason? reason = row is null ? null : Judge(state, row, last);
        if (row is not null)
        {
            state.History.Add(row);
            state.Consider(row, state.Parameters, quantities);
        }
        if (reason is not null || options.Checkpoints.Contains(step))
        {
            state.Keep(step, state.Parameters);
        }
        if (reason is { } why)
        {
            pace.Report(step, loss, always: true);
            var best = why == StopReason.EarlyStopped;
            return state.Result(
                why,
                best ? state.Best : state.Parameters,
                best ? state.History.At(state.BestStep)! : row!
            );
        }
        state.Parameters.CopyTo(state.Previous, 0);
        var method = options.Phases[place.Index].Method;
        if (place.Index != state.Place.Index)
        {
            state.Enter(place, method.Begin(state.Parameters.Length));
        }
        method.Step(method.Rate * options.Schedule.Factor(step), state.Parameters, gradient, state.MethodState);
        state.Step++;
        pace.Report(state.Step, loss, always: false);
        return null;
    }

    private StopReason? Judge(TrainingState state, TrainingRow row, bool last)
    {
        var stale = false;
        if (options.EarlyStopping is { } stopping)
        {
            var value = quantities.Of(row, stopping.Quantity);
            // A NaN never counts as an improvement, and the first number always does.
            if (stopping.Improves(value, state.BestValue) || state.BestStep < 0)
            {
                state.KeepBest(double.IsNaN(value) ? double.PositiveInfinity : value);
            }
            stale = state.Step - state.BestStep >= stopping.Patience;
        }
        return row.GradientNorm <= options.GradientTolerance ? StopReason.GradientSmall
            : stale ? StopReason.EarlyStopped
            : last ? StopReason.StepsDone
            : null;
    }

    private void CheckBelongs(TrainingState state)
    {
        Check("method", state.Method, PhasePlace.Describe(options.Phases));
        Check("phase", $"{state.Place.Index}", $"{Math.Min(state.Place.Index, options.Phases.Count - 1)}");
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
