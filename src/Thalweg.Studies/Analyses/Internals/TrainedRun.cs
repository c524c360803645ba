using Thalweg.Results.Records;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>The result of a training run as analyses read it.</summary>
/// <param name="Parameters">θ at the end, [P].</param>
/// <param name="Checkpoints">θ at <see cref="TrainRecord.CheckpointSteps"/>, [P] each.</param>
internal sealed record TrainedRun(TrainRecord Record, double[] Parameters, IReadOnlyList<double[]> Checkpoints)
{
    public long FinalStep => Record.FinalStep ?? Record.StepsDone;

    public static TrainedRun Read(TaskContext context, EarlierTask train)
    {
        var stored = context.Stored(train);
        var arrays = stored.ReadArrays();
        var record = RecordJson.Read<TrainRecord>(stored.Record);
        var (rows, count) = (arrays["checkpoints"].Shape[0], arrays["checkpoints"].Shape[1]);
        return new TrainedRun(
            record,
            arrays["parameters"].Values,
            [.. Enumerable.Range(0, rows).Select(r => arrays["checkpoints"].Values[(r * count)..((r + 1) * count)])]
        );
    }

    /// <summary>θ at a declared checkpoint, or at the end for null. A run that ended before the checkpoint gives its last one
    /// before, and a warning.</summary>
    public (double[] Parameters, long Step, string? Warning) At(long? step)
    {
        if (step is not { } wanted)
        {
            return (Parameters, FinalStep, null);
        }
        var found = Record.CheckpointSteps.Count - 1;
        while (found > 0 && Record.CheckpointSteps[found] > wanted)
        {
            found--;
        }
        var reached = Record.CheckpointSteps[found];
        var warning =
            reached == wanted
                ? null
                : $"Training ended before step {wanted}; this is the checkpoint of step {reached} instead.";
        return (Checkpoints[found], reached, warning);
    }
}
