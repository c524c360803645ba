using System.Diagnostics;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers;

namespace Thalweg.Optimization.Training;

/// <summary>A run at work: each call changes the state after all evaluations that the change rests on are done.</summary>
internal sealed class TrainingRun
{
    private readonly TrainingOptions options;
    private readonly Quantities quantities;
    private readonly TrainingState state;
    private readonly WorkerTeam team;
    private readonly Pace pace;
    private readonly Measuring measuring;
    private readonly double[] former;
    private IObjective objective;
    private long saved = Stopwatch.GetTimestamp();

    public TrainingRun(
        TrainingOptions options,
        IObjective objective,
        IReadOnlyList<MonitoredObjective> monitors,
        Quantities quantities,
        TrainingState state,
        WorkerTeam team,
        IProgress<TrainingProgress>? progress
    )
    {
        (this.options, this.quantities, this.state, this.team) = (options, quantities, state, team);
        this.objective = state.Round > 0 ? objective.As<IAdaptive>()!.Restore(state.Points) : objective;
        former = new double[state.Parameters.Length];
        measuring = new Measuring(this.objective, monitors, team);
        pace = new Pace(progress, state.Step, options.Steps);
        var optimizer = options.Phases[state.Phase].Optimizer;
        if (state.Run is null)
        {
            state.Attach(
                state.Memory.Length == 0
                    ? optimizer.Begin(this.objective, state.Parameters)
                    : optimizer.Restore(this.objective, state.Memory)
            );
        }
    }

    private bool SaveIsDue =>
        (options.SaveInterval > 0 && state.Step % options.SaveInterval == 0)
        || (options.SavePeriod > TimeSpan.Zero && Stopwatch.GetElapsedTime(saved) >= options.SavePeriod);

    public TrainingResult ToEnd(Action<TrainingState>? save)
    {
        try
        {
            for (var first = true; ; first = false)
            {
                team.Cancellation.ThrowIfCancellationRequested();
                if (!first && save is not null && SaveIsDue)
                {
                    save(state);
                    saved = Stopwatch.GetTimestamp();
                }
                if (Advance() is { } result)
                {
                    return result;
                }
            }
        }
        catch (OperationCanceledException) when (team.Cancellation.IsCancellationRequested)
        {
            save?.Invoke(state);
            throw;
        }
    }

    /// <summary>One record if it is due, and one step.</summary>
    private TrainingResult? Advance()
    {
        FollowParameters();
        var index = Turn();
        var isNew = index != state.Phase;
        var run = isNew ? options.Phases[index].Optimizer.Begin(objective, state.Parameters) : state.Run!;
        var standing = run.Stand(state.Parameters, state.Step, team);
        if (!standing.IsFinite)
        {
            return EndBroken(index, run, standing);
        }
        var last =
            state.PhaseStop?.Reason == StopReason.NonFinite || (index + 1 == options.Phases.Count && IsOver(index));
        var recorded = state.History.At(state.Step);
        var due =
            last
            || options.Records.Contains(state.Step)
            || (standing.IsObjective && standing.GradientNorm <= options.GradientTolerance);
        var row = recorded ?? (due ? measuring.Row(state.Step, state.Parameters, standing) : null);

        Commit(index, run, standing.Loss, standing.GradientNorm);
        if (row is not null && recorded is null)
        {
            state.History.Add(row);
            state.Consider(row, state.Parameters, quantities);
        }
        var reason = row is null ? null : Judge(row, last);
        if (reason is not null || options.Checkpoints.Contains(state.Step))
        {
            state.Keep(state.Step, state.Parameters);
        }
        if (reason is { } why)
        {
            pace.Report(state.Step, standing.Loss, always: true);
            return End(why, row!, standing);
        }
        Step(run, standing.Loss);
        return null;
    }

    private void Step(IOptimizerRun run, double loss)
    {
        state.Parameters.CopyTo(former, 0);
        var stride = run.Advance(options.Schedule.Factor(state.Step), state.Parameters, team);
        if (stride.Counts)
        {
            former.CopyTo(state.Previous, 0);
            state.Step++;
        }
        if (stride.Stop is { } stop)
        {
            state.PhaseStop = (stop, stride.Message);
        }
        pace.Report(state.Step, loss, always: false);
    }

    /// <summary>The phase that the next step belongs to.</summary>
    private int Turn()
    {
        var index = state.Phase;
        while (index + 1 < options.Phases.Count && IsOver(index) && state.PhaseStop?.Reason != StopReason.NonFinite)
        {
            index++;
        }
        return index;
    }

    private bool IsOver(int index) =>
        index == state.Phase
            ? state.PhaseStop is not null || state.Step - state.PhaseStart >= options.Phases[index].Steps
            : options.Phases[index].Steps == 0;

    /// <summary>The points follow θ where that is due.</summary>
    private void FollowParameters()
    {
        var isDue =
            options.PointsInterval > 0
            && state.Step > 0
            && state.Step % options.PointsInterval == 0
            && state.RoundStep != state.Step
            && !(state.Round >= options.PointsRounds)
            && !(state.Phase + 1 == options.Phases.Count && IsOver(state.Phase));
        if (!isDue)
        {
            return;
        }
        var next = objective.As<IAdaptive>()!.Adapt(state.Parameters, state.Round + 1, team);
        (objective, measuring.Objective) = (next, next);
        state.Points = next.As<IAdaptive>()!.SavePoints();
        state.Round++;
        state.RoundStep = state.Step;
        state.Run!.Move(next);
        // Losses on other points are another quantity.
        state.ForgetBest(Quantities.Loss, options.EarlyStopping?.Quantity == Quantities.Loss);
    }

    /// <summary>Counts, and lets the phases that were passed end.</summary>
    private void Commit(int index, IOptimizerRun run, double loss, double norm)
    {
        for (var passed = state.Phase; passed < index; passed++)
        {
            state.Add(Outcome(passed, loss, norm));
        }
        if (index != state.Phase)
        {
            state.Enter(index, run);
            pace.Begin(state.Step);
        }
        run.Commit();
        measuring.CountInto(state);
    }

    private PhaseOutcome Outcome(int index, double loss, double norm)
    {
        var isCurrent = index == state.Phase;
        var (reason, message) = isCurrent && state.PhaseStop is { } stop ? stop : (StopReason.StepsDone, Done);
        return new PhaseOutcome(
            options.Phases[index].Optimizer.Description,
            isCurrent ? state.PhaseStart : state.Step,
            isCurrent ? state.Step - state.PhaseStart : 0,
            reason,
            message,
            loss,
            norm,
            isCurrent ? state.Run!.Spent : default
        );
    }

    private static string Done => StopReason.StepsDone.Describe();

    private StopReason? Judge(TrainingRow row, bool last)
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
            : last ? state.PhaseStop?.Reason ?? StopReason.StepsDone
            : null;
    }

    private TrainingResult End(StopReason reason, TrainingRow row, Standing standing)
    {
        var own = state.PhaseStop is { } stop && stop.Reason == reason ? stop.Message : reason.Describe();
        var outcome = Outcome(state.Phase, standing.Loss, standing.GradientNorm) with { Stop = reason, Message = own };
        var best = reason == StopReason.EarlyStopped;
        return state.Result(
            reason,
            own,
            best ? state.Best : state.Parameters,
            best ? state.History.At(state.BestStep)! : row,
            outcome,
            objective
        );
    }

    /// <summary>The end where a loss or gradient is not finite: the row that shows it is kept, and the last θ with a finite loss is
    /// returned.</summary>
    private TrainingResult EndBroken(int index, IOptimizerRun run, Standing standing)
    {
        // A finite loss with a non-finite gradient is itself the last finite one; at step 0 there is nothing before.
        var goBack = !double.IsFinite(standing.Loss) && state.Step > 0;
        var parameters = goBack ? state.Previous : state.Parameters;
        var shown = measuring.Broken(state.Step, standing);
        var final = goBack ? state.History.At(state.Step - 1) ?? measuring.Row(state.Step - 1, parameters) : shown;
        Commit(index, run, standing.Loss, standing.GradientNorm);
        state.History.Add(final);
        state.History.Add(shown);
        state.Keep(final.Step, parameters);
        state.Consider(final, parameters, quantities);
        var message = StopReason.NonFinite.Describe();
        var outcome = Outcome(state.Phase, standing.Loss, standing.GradientNorm) with
        {
            Stop = StopReason.NonFinite,
            Message = message,
        };
        return state.Result(StopReason.NonFinite, message, parameters, final, outcome, objective);
    }
}
