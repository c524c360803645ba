using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Formulations;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Computes a training run, from its last checkpoint where there is one.</summary>
internal static class TrainComputation
{
    /// <param name="saveInterval">Steps between checkpoints of the state; no result depends on it.</param>
    public static TaskResult Compute(
        Study study,
        StudyObjects objects,
        StudyTask task,
        TrainSubject subject,
        long saveInterval,
        TaskContext context
    )
    {
        var objective = objects.Training(subject.Formulation);
        var counted = new CountingObjective(
            objective,
            (kind, number) =>
            {
                if (kind == EvaluationKind.Gradient)
                {
                    context.Spent.Add(number);
                }
            }
        );
        var others = subject.Others.Select(o => new MonitoredObjective(o.Brief, objects.Objective(o))).ToList();
        if (objects.CreateHeldOut is { } heldOut)
        {
            others.Add(new MonitoredObjective(Stops.HeldOut, heldOut(subject.Formulation)));
        }
        var trainer = new Trainer(Options(study.Train, saveInterval), counted, others);
        var state = Resume(context.Partial) ?? trainer.Begin(objects.Start(subject.Seed));
        var steps = (double)study.Train.Steps;
        var run = trainer.Run(
            state,
            context.Team,
            saved => context.Partial.Save(saved.ToBytes()),
            new Listener<TrainingProgress>(p => context.Progress(p.Step / steps))
        );
        var result = run.AtBest(study.Train.Keep);
        var errors = objects.Errors(objective, result.Parameters, context.Team);
        var last = (result.Objective as CountingObjective)?.Inner as PdeObjective;
        var record = Record(task, subject, objective, result, errors, Warnings(result, last, context.Team));
        return new TaskResult(RecordJson.Write(record), Arrays(result));
    }

    private static TrainingOptions Options(TrainSettings train, long saveInterval)
    {
        return new TrainingOptions(train.Optimizer.Create())
        {
            Schedule = Schedules.Create(train.Schedule),
            Records = StepPlan.Every(train.Record),
            Checkpoints = StepPlan.At([.. train.Checkpoints]),
            SaveInterval = saveInterval,
            EarlyStopping = Stops.Create(train.Stop),
            PointsInterval = Samplers.Interval(train.Sampler),
            PointsRounds = Samplers.MostRounds(train.Sampler),
            KeepBest = train.HeldOut is null ? [Stops.Loss] : [Stops.Loss, Stops.HeldOut],
        };
    }

    private static TrainingState? Resume(PartialState partial)
    {
        if (partial.Load() is not { } bytes)
        {
            return null;
        }
        try
        {
            return TrainingState.FromBytes(bytes);
        }
        catch (TrainingStateException)
        {
            // A state of another format is as good as none: the run starts over.
            return null;
        }
    }

    private static TrainRecord Record(
        StudyTask task,
        TrainSubject subject,
        IObjective objective,
        TrainingResult result,
        IReadOnlyList<double> errors,
        IReadOnlyList<string> warnings
    )
    {
        var history = result.History;
        IReadOnlyDictionary<string, IReadOnlyList<double>> Columns(
            IReadOnlyList<string> names,
            Func<TrainingRow, IReadOnlyList<double>> row
        ) => Named(names, i => (IReadOnlyList<double>)[.. history.Rows.Select(r => row(r)[i])]);
        return new TrainRecord(
            RecordProvenance.Of(task, warnings),
            subject.Formulation.Brief,
            subject.Seed,
            objective.ParameterCount,
            result.StopReason.Describe(),
            result.StepsDone,
            result.Evaluations.Gradients,
            objective.LowerBound,
            new Evaluation(
                result.Final.Loss,
                Named(history.TermNames, i => result.Final.Terms[i]),
                result.Final.GradientNorm,
                Named(objective.MetricNames, i => errors[i])
            ),
            new Results.Records.TrainingHistory(
                [.. history.Rows.Select(r => r.Step)],
                [.. history.Rows.Select(r => r.Loss)],
                Columns(history.TermNames, r => r.Terms),
                [.. history.Rows.Select(r => r.GradientNorm)],
                Columns(history.MetricNames, r => r.Metrics),
                Columns(history.MonitorLabels, r => r.MonitoredLosses)
            ),
            [.. result.Trajectory.Select(c => c.Step)],
            result.Final.Step,
            result.Evaluations.Values,
            result.Evaluations.Jacobians,
            [.. result.Phases.Select(Phase)]
        );
    }

    private static PhaseRecord Phase(PhaseOutcome phase) =>
        new(
            phase.Optimizer,
            phase.FirstStep,
            phase.Steps,
            phase.Stop.Describe(),
            phase.Message,
            phase.Loss,
            phase.GradientNorm,
            phase.Evaluations.Gradients,
            phase.Evaluations.Values,
            phase.Evaluations.Jacobians
        );

    private static List<string> Warnings(TrainingResult result, PdeObjective? objective, WorkerTeam team)
    {
        var warnings = new List<string>();
        if (result.StopReason is StopReason.NonFinite or StopReason.LineSearchFailed or StopReason.PrecisionStall)
        {
            warnings.Add($"Training stopped at step {result.StepsDone}: {result.Message}");
        }
        if (objective is not null && result.StopReason != StopReason.NonFinite)
        {
            warnings.AddRange(FailureWarnings.Of(objective, result.Parameters, team).Select(w => w.Message));
        }
        return warnings;
    }

    private static List<KeyValuePair<string, NpyArray>> Arrays(TrainingResult result)
    {
        var count = result.Parameters.Length;
        var checkpoints = new double[result.Trajectory.Count * count];
        for (var c = 0; c < result.Trajectory.Count; c++)
        {
            result.Trajectory[c].Parameters.CopyTo(checkpoints, c * count);
        }
        return
        [
            new("parameters", new NpyArray([count], result.Parameters)),
            new("checkpoints", new NpyArray([result.Trajectory.Count, count], checkpoints)),
        ];
    }

    private static OrderedDictionary<string, T> Named<T>(IReadOnlyList<string> names, Func<int, T> value)
    {
        var named = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            named.Add(names[i], value(i));
        }
        return named;
    }
}
