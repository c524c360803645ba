using System.Diagnostics;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers;

namespace Thalweg.Optimization.Training;

/// <summary>The one loop of all optimizers: begin a phase, stand, record, propose, commit, stop.</summary>
/// <remarks>Each step changes the state after all evaluations that the change rests on are done.</remarks>
internal sealed partial class TrainingLoop
{
    private const int LargestOften = 1 << 20;

    private readonly TrainingOptions options;
    private readonly TrainingState state;
    private readonly BestKeeping keeping;
    private readonly WorkerTeam team;
    private readonly Pace pace;
    private readonly Measuring measuring;
    private readonly Weighing? weighing;
    private readonly double[] former;

    // The loss of the run.
    private readonly IObjective own;

    // The loss with its stated weights.
    private IObjective? stated;
    private long saved = Stopwatch.GetTimestamp();

    public TrainingLoop(
        TrainingOptions options,
        Measuring measuring,
        TrainingState state,
        BestKeeping keeping,
        WorkerTeam team,
        Pace pace
    )
    {
        (this.options, this.measuring, this.state, this.keeping) = (options, measuring, state, keeping);
        (this.team, this.pace) = (team, pace);
        former = new double[state.Parameters.Length];
        own = measuring.Objective;
        if (state.Round > 0)
        {
            Objective = Objective.As<IAdaptive>()!.Restore(state.Points);
        }
        if (options.Weighting is { } weighting)
        {
            (weighing, stated) = (new Weighing(weighting, Objective), Objective);
            Weigh();
        }
        if (options.Phases[state.Phase].Loss is { } loss)
        {
            state.Origin = state.Origin.Length > 0 ? state.Origin : [.. state.Parameters];
            Objective = loss.On(own, state.Origin, team);
        }
        if (state.Run is null)
        {
            var run = Begin(state.Phase);
            if (state.Memory.Length > 0)
            {
                var reader = new StateReader(state.Memory);
                run.Transfer(reader);
                reader.End();
            }
            state.Attach(run);
        }
    }

    /// <summary>Told of every checkpoint before it is kept.</summary>
    public Action<CheckpointView>? Watch { get; init; }

    /// <summary>What multiplied the stated weights last: of the terms, or of all points; empty where weights stay.</summary>
    public double[] Factors => weighing?.Factors(state.WeightMemory) ?? [];

    /// <summary>The same with its stated weights.</summary>
    public IObjective Stated => stated ?? Objective;

    /// <summary>What is descended on: on the points of the last round where points follow θ, with the last weights where these change.</summary>
    public IObjective Objective
    {
        get => measuring.Objective;
        private set => measuring.Objective = value;
    }

    // A state that is large beside a step would take the time of the steps, and wear out the disk.
    private bool SaveIsDue =>
        (options.SaveInterval > 0 && state.Step % options.SaveInterval == 0 && state.SavedLength <= LargestOften)
        || (options.SavePeriod > TimeSpan.Zero && Stopwatch.GetElapsedTime(saved) >= options.SavePeriod);

    public Ending ToEnd(Action<TrainingState>? save)
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
                FollowParameters();
                FollowWeights();
                if (Stand() is { } ending)
                {
                    return ending;
                }
            }
        }
        catch (OperationCanceledException) when (team.Cancellation.IsCancellationRequested)
        {
            save?.Invoke(state);
            throw;
        }
    }

    /// <summary>One record if it is due, and one step unless the run ends here.</summary>
    private Ending? Stand()
    {
        var index = NextPhase();
        if (index != state.Phase && Leave(index) is { } broken)
        {
            return broken;
        }
        var run = index == state.Phase ? state.Run! : Begin(index);
        var standing = run.Stand(Turn());
        if (!standing.IsFinite)
        {
            return Break(index, run, standing);
        }
        var last =
            state.PhaseStop?.Reason == StopReason.NonFinite || (index + 1 == options.Phases.Count && IsOver(index));
        var recorded = state.History.At(state.Step);
        var isDue = last || options.Records.Contains(state.Step);
        var row = recorded ?? (isDue ? measuring.Row(state.Step, state.Parameters, standing) : null);

        Enter(index, run, standing);
        if (row is not null && recorded is null)
        {
            state.History.Add(row);
            keeping.Note(row, state.Parameters);
        }
        StopReason? reason =
            row is not null && keeping.IsStale(state.Step) ? StopReason.EarlyStopped
            : last ? state.PhaseStop?.Reason ?? StopReason.StepsDone
            : null;
        if (reason is not null || options.Checkpoints.Contains(state.Step))
        {
            if (Watch is not null && !(state.Trajectory is [.., var newest] && newest.Step == state.Step))
            {
                // Before it is kept, so that a run that is cancelled meanwhile looks again.
                Watch(new CheckpointView(state.Step, state.Parameters, Objective, run.View(Turn())));
            }
            state.Keep(state.Step, state.Parameters, measuring.Weights);
        }
        if (reason is { } why)
        {
            pace.Report(state.Step, standing.Loss, always: true);
            return new Ending(state.Parameters, row!, Outcome(state.Phase, standing, why));
        }
        Step(run, standing, row);
        return null;
    }

    private void Step(IOptimizerRun run, Standing standing, TrainingRow? row)
    {
        var optimizer = options.Phases[state.Phase].Optimizer;
        var norm = standing.IsObjective ? standing.GradientNorm : row?.GradientNorm;
        if (norm <= optimizer.GradientTolerance)
        {
            StopPhase(StopReason.GradientSmall);
            return;
        }
        run.Propose(Turn());
        state.Parameters.CopyTo(former, 0);
        var stride = run.Commit(Turn());
        if (stride.Counts)
        {
            former.CopyTo(state.Previous, 0);
            state.Step++;
        }
        if (stride.Stop is { } stop)
        {
            StopPhase(stop, stride.Message);
        }
        else if (optimizer.StepTolerance > 0 && IsShort(optimizer.StepTolerance))
        {
            StopPhase(StopReason.StepSmall);
        }
        pace.Report(state.Step, standing.Loss, always: false);
    }

    private Turn Turn() => new(state.Parameters, state.Step, options.Schedule.Factor(state.Step), team);

    private IOptimizerRun Begin(int phase) => options.Phases[phase].Optimizer.Begin(Objective);

    private void StopPhase(StopReason reason, string message = "") =>
        state.PhaseStop = (reason, message.Length > 0 ? message : reason.Describe());

    /// <summary>Whether θ moved, and by no more than the tolerance.</summary>
    private bool IsShort(double tolerance)
    {
        Vectors.Difference(state.Parameters, former, former);
        var length = Vectors.Norm(former);
        return length > 0 && length <= tolerance * (Vectors.Norm(state.Parameters) + tolerance);
    }

    /// <summary>The phase that the next step belongs to.</summary>
    private int NextPhase()
    {
        var index = state.Phase;
        while (index + 1 < options.Phases.Count && IsOver(index) && state.PhaseStop?.Reason != StopReason.NonFinite)
        {
            index++;
        }
        return index;
    }

    private bool IsAtEnd => state.Phase + 1 == options.Phases.Count && IsOver(state.Phase);

    private bool IsOver(int index) =>
        index == state.Phase
            ? state.PhaseStop is not null || state.Step - state.PhaseStart >= options.Phases[index].Steps
            : options.Phases[index].Steps == 0;

    /// <summary>Counts, and lets the phases that were passed end.</summary>
    private void Enter(int index, IOptimizerRun run, Standing standing)
    {
        for (var passed = state.Phase; passed < index; passed++)
        {
            state.Add(Outcome(passed, left ?? standing));
        }
        if (index != state.Phase)
        {
            state.Enter(index, run);
            Arrive(index);
            pace.Begin(state.Step);
        }
        state.Counted += measuring.Take();
    }

    private PhaseOutcome Outcome(int index, Standing standing, StopReason? end = null, string? message = null)
    {
        var isCurrent = index == state.Phase;
        var stop = isCurrent ? state.PhaseStop : null;
        var reason = end ?? stop?.Reason ?? StopReason.StepsDone;
        return new PhaseOutcome(
            options.Phases[index].Optimizer.Description,
            isCurrent ? state.PhaseStart : state.Step,
            isCurrent ? state.Step - state.PhaseStart : 0,
            reason,
            message is not null ? message
                : reason == stop?.Reason ? stop.Value.Message
                : isCurrent ? state.Run!.Describe(reason, state.Step - state.PhaseStart)
                : reason.Describe(),
            standing.Loss,
            standing.GradientNorm,
            isCurrent ? state.Spent : default
        )
        {
            Stage = options.Phases[index].Loss?.Description ?? "",
            RejectedTrials = isCurrent ? state.Run!.Rejected : 0,
        };
    }

    /// <summary>The end where a loss or gradient is not finite: the row that shows it is kept, and the last θ with a finite loss is
    /// returned.</summary>
    private Ending Break(int index, IOptimizerRun run, Standing standing)
    {
        // A finite loss with a non-finite gradient is itself the last finite one; at step 0 there is nothing before.
        var goesBack = !double.IsFinite(standing.Loss) && state.Step > 0;
        var parameters = goesBack ? state.Previous : state.Parameters;
        var shown = measuring.Broken(state.Step, standing);
        var final = goesBack ? state.History.At(state.Step - 1) ?? measuring.Row(state.Step - 1, parameters) : shown;
        var message = Brokenness(standing);
        Enter(index, run, standing);
        state.History.Add(final);
        state.History.Add(shown);
        state.Keep(final.Step, parameters, measuring.Weights);
        keeping.Note(final, parameters);
        return new Ending(parameters, final, Outcome(state.Phase, standing, StopReason.NonFinite, message));
    }
}

/// <summary>Where a run ended.</summary>
/// <param name="Parameters">θ, [P]; the state's own.</param>
/// <param name="Last">How the last phase ended.</param>
internal readonly record struct Ending(double[] Parameters, TrainingRow Row, PhaseOutcome Last);
