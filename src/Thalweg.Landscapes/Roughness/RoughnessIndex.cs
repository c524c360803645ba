using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The roughness index std(T)/mean(T) over random directions [Wu2021].</summary>
public static class RoughnessIndex
{
    /// <summary>Measures at one θ. Cost: M (m + 1) values and 11 of ten slices to see how they are rounded (of each, where the
    /// loss does not tell what it sums); with refinement as many more as the slices need. Where the objective has exact products with its
    /// Hessian, a gradient and M of them.</summary>
    /// <param name="centre">θ, [P], finite.</param>
    /// <param name="directions">Raw directions, two or more, to which the rule is applied; null draws them from the seed.</param>
    /// <returns>Losses that are not finite, slices that stay unresolved and directions that the rule leaves one line of are part of the
    /// result.</returns>
    /// <exception cref="ArgumentException">One direction is given, or θ or directions are not those of the objective.</exception>
    public static RoughnessResult Measure(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        RoughnessOptions options,
        WorkerTeam team,
        DirectionSet? directions = null,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var set = directions ?? DirectionSet.Random(options.Directions, objective.ParameterCount, options.Seed);
        var grid = RoughnessGrid.Of(options, options.Intervals);
        var finest = options.Refinement is { } refinement
            ? Math.Max(options.Intervals, refinement.MaximumIntervals)
            : options.Intervals;
        var total =
            (set.Count * (options.Refinement is null ? grid.Length : finest + 1L))
            + LossRounding.Cost(objective, set.Count);
        var losses = new SliceLosses(objective, centre, set, options, total, team, progress);
        if (set.Count < RoughnessOptions.LeastCount)
        {
            throw new ArgumentException(
                $"{set.Count} direction is given; give {RoughnessOptions.LeastCount} or more: one direction has no spread",
                nameof(directions)
            );
        }
        return options.Refinement is null
            ? OnOneGrid(losses, set, options, grid)
            : RefinedSlices.Measure(losses, set, options, options.Refinement);
    }

    /// <summary>Measures at every θ of a trajectory, on the same raw directions.</summary>
    public static IReadOnlyList<RoughnessResult> AlongTrajectory(
        IObjective objective,
        IReadOnlyList<double[]> centres,
        RoughnessOptions options,
        WorkerTeam team,
        DirectionSet? directions = null,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var results = new RoughnessResult[centres.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var part = progress is null ? null : new PartProgress(progress, i, results.Length);
            results[i] = Measure(objective, centres[i], options, team, directions, part);
        }
        return results;
    }

    private static RoughnessResult OnOneGrid(
        SliceLosses losses,
        DirectionSet set,
        RoughnessOptions options,
        double[] grid
    )
    {
        var sampled = losses.At(0, set.Count, grid);
        var rounding = losses.Rounding(0, sampled, grid, new ScatterPool());
        var slices = new SliceVariation[set.Count];
        for (var k = 0; k < slices.Length; k++)
        {
            slices[k] = SliceVariation.Of(sampled.LossesOf(k), grid[^1] - grid[0], rounding[k], options.Radius);
        }
        losses.Refine(slices);
        var kept = Enumerable
            .Range(0, Math.Min(options.KeptSlices, set.Count))
            .Select(k => sampled.LossesOf(k).ToArray());
        return new RoughnessResult(
            RoughnessSummary.Of(slices, options.Seed, losses.AreOneLine(set.Count)),
            slices,
            grid,
            [.. Enumerable.Repeat(options.Intervals, set.Count)],
            0,
            [.. kept],
            RankedSlice.Of(slices, Told),
            losses.Evaluations
        );

        (double[], double[]?) Told(int k) =>
            (
                sampled.LossesOf(k).ToArray(),
                FittedParabola.CoefficientsOf(sampled.LossesOf(k), grid[^1] - grid[0], options.Radius)
            );
    }
}
