using Thalweg.Studies.Analyses;

namespace Thalweg.Studies.Running;

/// <summary>How the threads of a study are used, judged without making its losses.</summary>
internal static class LaneRule
{
    // Below this many points × parameters a loss takes so few microseconds that splitting it costs more than it gains.
    private const long SplitFrom = 400_000;

    /// <remarks>By the cheapest loss: where one of them is short, whole tasks side by side use the threads best.</remarks>
    public static Parallelism Of(StudyPlan plan) =>
        plan.Chains.Sources.Min(source => source.SizeFor(1).Work) < SplitFrom
            ? Parallelism.AcrossTasks
            : Parallelism.InsideTasks;
}
