using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Landscapes.Slices;
using Thalweg.Landscapes.Topology;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>The two everyday analyses of the smallest network, and the level sets of a large grid, in process.</summary>
internal sealed class LandscapeSection : ISection
{
    private const double GoalSeconds = 0.05;
    private const int Directions = 100;
    private const int Intervals = 100;
    private const int Count = 101;
    private const int GridCount = 2001;
    private const double GridGoalSeconds = 5;

    public string Name => "landscapes";

    public string Title => "Roughness and surface of the network of 53 parameters, in process";

    public IEnumerable<string> Measure(Session session)
    {
        var workload = Workloads.ResidualLine(1);
        var objective = new LossOnly(workload.Objective);
        var options = new RoughnessOptions { Directions = Directions, Intervals = Intervals };
        var layout = workload.Objective.Layout;
        var directions = DirectionSet
            .Random(2, layout.Count, seed: 1)
            .At(workload.Parameters, DirectionRule.Default, layout);
        var axis = Axis.Symmetric(1.0, Count);
        LabelledObjective[] labelled = [new("galerkin", objective)];
        using var two = new WorkerTeam(2);

        Contestant Roughness(WorkerTeam team) =>
            Contestant.Of(
                $"Roughness index, M = {Directions}, m = {Intervals}, {team.Threads} thread(s)",
                () => RoughnessIndex.Measure(objective, workload.Parameters, options, team)
            );
        Contestant Surface(WorkerTeam team) =>
            Contestant.Of(
                $"{Count}×{Count} surface, loss only, {team.Threads} thread(s)",
                () =>
                    Slice.Surface(
                        labelled,
                        workload.Parameters,
                        directions.AsMemory(0, layout.Count),
                        directions.AsMemory(layout.Count),
                        axis,
                        axis,
                        team
                    )
            );

        var grid = Grid(two);
        var topology = Contestant.Of(
            $"Persistence of a {GridCount}×{GridCount} grid, 8 neighbours, H0 and H1",
            () => Persistence.Of(grid, GridNeighbours.All)
        );
        var peak = Contestant.Peak();
        Contestant[] contestants =
        [
            Roughness(WorkerTeam.Sequential),
            Roughness(two),
            Surface(WorkerTeam.Sequential),
            Surface(two),
            topology,
        ];
        var race = Race.Run(session.Rounds, [peak, .. contestants]);
        var table = new Table("analysis", "time");
        foreach (var contestant in contestants)
        {
            table.Add(contestant.Name, Quantity.Seconds(race[contestant]));
        }
        foreach (var contestant in (Contestant[])[contestants[1], contestants[3]])
        {
            session.Add(
                new Target(
                    $"{contestant.Name}, network of 53 parameters, 401 points",
                    "< 50 ms",
                    Quantity.Seconds(race[contestant]),
                    race[contestant].Median < GoalSeconds
                )
            );
        }
        session.Add(
            new Target(
                topology.Name,
                "< 5 s",
                Quantity.Seconds(race[topology]),
                race[topology].Median < GridGoalSeconds
            )
        );
        yield return $"{workload.Name}, Galerkin; peak of one core {race.PeakRate(peak).Median:F1} GFLOP/s.\n\n{table}";
    }

    /// <summary>The two wells between two bumps.</summary>
    private static LossGrid Grid(WorkerTeam team)
    {
        var axis = Axis.Symmetric(1.0, GridCount);
        var losses = Slice
            .Surface(
                [new("wells", ExponentialSum.TwoGaussian())],
                new double[2],
                new double[] { 1, 0 },
                new double[] { 0, 1 },
                axis,
                axis,
                team
            )
            .Objectives[0]
            .Losses;
        return new LossGrid(losses, [GridCount, GridCount]);
    }
}
