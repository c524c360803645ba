using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;

namespace Thalweg.Landscapes.Roughness;

/// <summary>Doubles m slice by slice until T changes no more, or until it may be rounding that it changes by; every loss of a coarser
/// grid is part of the finer one.</summary>
internal static class RefinedSlices
{
    /// <summary>Intervals of a ranked slice: more are not seen in a figure.</summary>
    private const int MostRanked = 400;

    public static RoughnessResult Measure(
        SliceLosses losses,
        DirectionSet set,
        RoughnessOptions options,
        Refinement refinement
    )
    {
        if (options.Published)
        {
            throw new ArgumentException(
                "the published grid cannot be refined: its points are not those of a finer one; leave out one of the two",
                nameof(options)
            );
        }
        var slices = new SliceVariation[set.Count];
        var intervals = new int[set.Count];
        var kept = new List<double[]>();
        var told = new (double[] Losses, double[]? Parabola)[set.Count];
        var unresolved = 0;
        var pool = new ScatterPool();
        for (var k = 0; k < set.Count; k++)
        {
            var (values, slice, resolved) = Refine(losses, k, options, refinement, pool);
            slices[k] = slice;
            intervals[k] = values.Length - 1;
            told[k] = (
                Thinned(values, options.Intervals),
                FittedParabola.CoefficientsOf(values, 2 * options.Radius, options.Radius)
            );
            unresolved += resolved ? 0 : 1;
            if (k < options.KeptSlices)
            {
                kept.Add(values);
            }
        }
        losses.Refine(slices);
        return new RoughnessResult(
            RoughnessSummary.Of(slices, options.Seed, losses.AreOneLine(set.Count)),
            slices,
            RoughnessGrid.Exact(options.Radius, options.Intervals),
            intervals,
            unresolved,
            kept,
            RankedSlice.Of(slices, k => told[k]),
            losses.Evaluations
        );
    }

    private static (double[] Losses, SliceVariation Slice, bool IsSettled) Refine(
        SliceLosses losses,
        int k,
        RoughnessOptions options,
        Refinement refinement,
        ScatterPool pool
    )
    {
        var m = options.Intervals;
        var grid = RoughnessGrid.Exact(options.Radius, m);
        var sampled = losses.At(k, 1, grid);
        var rounding = losses.Rounding(k, sampled, grid, pool)[0];
        var values = sampled.Losses;
        var coarse = SliceVariation.Of(values, 2 * options.Radius, rounding);
        // A loss that is not finite stays so on every finer grid, and rounding adds the more the finer it is.
        while (coarse.IsConstant || (coarse.IsResolved && double.IsFinite(coarse.Computed!.Value)))
        {
            if (m > refinement.MaximumIntervals / 2)
            {
                return (values, coarse, false);
            }
            m *= 2;
            var between = losses.At(k, 1, Midpoints(options.Radius, m));
            values = Interleave(values, between.Losses);
            if (coarse.IsConstant)
            {
                // Where all losses were equal there was no bottom to measure at.
                var all = new SampledSlices(values.Length, values, Interleave(sampled.Magnitudes, between.Magnitudes));
                rounding = losses.Rounding(k, all, RoughnessGrid.Exact(options.Radius, m), pool)[0];
            }
            var fine = SliceVariation.Of(values, 2 * options.Radius, rounding);
            if (coarse.IsConstant && fine.IsConstant)
            {
                return (values, fine, true);
            }
            if (
                coarse.Computed is { } before
                && fine.Computed is { } now
                && Math.Abs(now - before) <= refinement.Tolerance * now
            )
            {
                return (values, fine, true);
            }
            coarse = fine;
        }
        return (values, coarse, true);
    }

    private static double[] Thinned(double[] losses, int least)
    {
        var m = losses.Length - 1;
        var stride = 1;
        while (m / stride > MostRanked && m / stride > least)
        {
            stride *= 2;
        }
        return [.. Enumerable.Range(0, (m / stride) + 1).Select(i => losses[i * stride])];
    }

    /// <summary>The points of the grid of m intervals that the one of m/2 lacks.</summary>
    private static double[] Midpoints(double radius, int intervals)
    {
        var grid = RoughnessGrid.Exact(radius, intervals);
        var points = new double[intervals / 2];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = grid[(2 * i) + 1];
        }
        return points;
    }

    private static double[] Interleave(double[] coarse, double[] between)
    {
        var fine = new double[coarse.Length + between.Length];
        for (var i = 0; i < coarse.Length; i++)
        {
            fine[2 * i] = coarse[i];
        }
        for (var i = 0; i < between.Length; i++)
        {
            fine[(2 * i) + 1] = between[i];
        }
        return fine;
    }
}
