using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>The optimizer that takes the next step from a checkpoint.</summary>
/// <param name="Name">In the catalogue.</param>
/// <param name="Rate">Learning rate of that step; null where the optimizer has none.</param>
internal readonly record struct OptimizerAt(string Name, double? Rate)
{
    /// <summary>Null where the run does not tell its phases.</summary>
    /// <param name="step">Steps done; at the end of a run its last phase would go on.</param>
    public static OptimizerAt? Of(TrainedRun run, OptimizerPhases phases, ResolvedCall schedule, long step)
    {
        // A phase that stopped early makes place for the next one before the step where it was to end.
        var begun = run.Record.Phases?.Count(phase => phase.FirstStep <= step) ?? 0;
        if (begun == 0)
        {
            return null;
        }
        var rate = phases.Create()[begun - 1].Optimizer is StepOptimizer { Method: var method }
            ? method.Rate * Schedules.Create(schedule).Factor(step)
            : (double?)null;
        return new OptimizerAt(phases.Calls.ElementAt(begun - 1).Name, rate);
    }
}
