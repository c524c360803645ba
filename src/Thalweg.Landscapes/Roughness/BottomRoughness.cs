using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The roughness index about the bottom: every slice centred at its own vertex, so that the offset is gone and asymmetry and oscillation are
/// left.</summary>
/// <param name="Summary">Of the slices that have a vertex.</param>
/// <param name="Slices">By direction, centred anew; null for one without a vertex, at first or where it was centred.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record BottomRoughness(RoughnessSummary Summary, IReadOnlyList<SliceVariation?> Slices, long Evaluations)
{
    // Where a slice is no parabola, the vertex of one that was fitted beside the bottom is not yet the bottom.
    private const int MostMoves = 5;
    private const double Near = 0.01;

    /// <summary>Measures the slices of an index once more, at t* + t_i, and again where the new vertex lies more than 0.01 l from their middle, five times
    /// at most. Cost: that of <see cref="RoughnessIndex.Measure"/> for each.</summary>
    /// <param name="centre">θ of the index, [P].</param>
    /// <param name="options">Those of the index; m is not refined.</param>
    /// <param name="index">The index.</param>
    /// <param name="directions">Raw directions of the index; null draws them from the seed.</param>
    public static BottomRoughness Measure(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        RoughnessOptions options,
        RoughnessResult index,
        WorkerTeam team,
        DirectionSet? directions = null,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(team);
        var set = directions ?? DirectionSet.Random(options.Directions, objective.ParameterCount, options.Seed);
        if (index.Slices.Count != set.Count)
        {
            throw new ArgumentException(
                $"the index is of {index.Slices.Count} slices, and there are {set.Count} directions; give its own options and directions",
                nameof(index)
            );
        }
        var grid = RoughnessGrid.Of(options, options.Intervals);
        var moved = index.Slices.Count(slice => slice.Parts?.Offset is not null);
        var total = (moved * (long)grid.Length) + LossRounding.Cost(objective, moved);
        var losses = new SliceLosses(objective, centre, set, options, total, team, progress);
        var pool = new ScatterPool();
        var slices = new SliceVariation?[set.Count];
        for (var k = 0; k < slices.Length; k++)
        {
            slices[k] = Centred(index.Slices[k], k);
        }
        SliceVariation[] known = [.. slices.OfType<SliceVariation>()];
        return new BottomRoughness(
            RoughnessSummary.Of(known, options.Seed, index.Summary.IsOneLine),
            slices,
            losses.Evaluations
        );

        SliceVariation? Centred(SliceVariation slice, int k)
        {
            var shift = 0.0;
            for (var move = 0; move < MostMoves && slice.Parts?.Offset is { } offset; move++)
            {
                if (move > 0 && Math.Abs(offset) <= Near)
                {
                    break;
                }
                shift += options.Radius * offset;
                double[] points = [.. grid.Select(t => shift + t)];
                var sampled = losses.At(k, 1, points);
                slice = SliceVariation.Of(
                    sampled.Losses,
                    grid[^1] - grid[0],
                    losses.Rounding(k, sampled, points, pool)[0],
                    options.Radius
                );
            }
            return slice.Parts?.Offset is null ? null : slice;
        }
    }
}
