using Thalweg.Results.Store;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Computes the tasks of one study on one thread of tasks.</summary>
internal sealed class StudyComputation(Study study, StudyObjects objects, long saveInterval)
{
    public TaskResult Compute(StudyTask task, TaskContext context) =>
        task.Subject switch
        {
            TrainSubject train => TrainComputation.Compute(study, objects, task, train, saveInterval, context),
            ProfileSubject profile => ProfileComputation.Compute(objects, task, profile, context),
            RoughnessSubject roughness => RoughnessComputation.Index(objects, task, roughness, context),
            SweepSubject sweep => RoughnessComputation.Sweep(objects, task, sweep, context),
            SliceSubject slice when task.Kind == TaskKind.Surface => SliceComputation.Surface(
                objects,
                task,
                slice,
                context
            ),
            SliceSubject slice => SliceComputation.Lines(objects, task, slice, context),
            ComparisonSubject comparison => ComparisonComputation.Compute(task, comparison, context),
            _ => throw new ArgumentException($"task '{task.Label}' belongs to no study", nameof(task)),
        };
}
