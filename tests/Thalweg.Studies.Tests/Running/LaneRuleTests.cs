using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Whether tasks stand side by side is decided once, for what is run and for the memory that it takes.</summary>
public sealed class LaneRuleTests
{
    // 57 parameters; per loss points × parameters is 212 097 for simpson:30 and 480 000 for simpson:45.
    private static StudyPlan Plan(int intervals, string formulation) =>
        StudyPlan.Expand(
            StudyReader.Read(
                $$"""
                name: lanes
                problem: poisson(dim=2)
                network: resnet(width=4, blocks=1, activation=swish)
                quadrature: simpson:{{intervals}}
                formulations: [{{formulation}}]
                seeds: 1..2
                train: {steps: 10}
                """,
                "study.yaml"
            )
        );

    [Theory]
    [InlineData(30, "ritz", Parallelism.AcrossTasks)]
    [InlineData(30, "galerkin", Parallelism.AcrossTasks)]
    [InlineData(45, "ritz", Parallelism.InsideTasks)]
    [InlineData(45, "galerkin", Parallelism.InsideTasks)]
    public void Tasks_that_run_side_by_side_are_counted_side_by_side(int intervals, string formulation, Parallelism use)
    {
        var plan = Plan(intervals, formulation);
        Assert.Equal(use, LaneRule.Of(plan));
        var alone = LeastMemory(plan, threads: 1);
        var together = LeastMemory(plan, threads: 2);
        Assert.Equal(use == Parallelism.AcrossTasks, together > 1.5 * alone);
        Assert.Equal(
            use == Parallelism.AcrossTasks,
            StudyMemory.Refusals(plan, 2, 1.2 * alone).Any(r => r.Message.Contains("2 tasks side by side"))
        );
    }

    private static double LeastMemory(StudyPlan plan, int threads)
    {
        var bytes = 1e3;
        while (StudyMemory.Refusals(plan, threads, bytes).Count > 0)
        {
            bytes *= 1.1;
        }
        return bytes;
    }
}
