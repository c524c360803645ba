using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The settings of a sweep that share l: what must be evaluated, and what is part of a finer grid.</summary>
internal sealed class SweptRadius
{
    private readonly RoughnessOptions options;
    private readonly SweepSetting[] settings;
    private readonly List<SweptGrid> grids = [];

    public SweptRadius(RoughnessOptions options, SweepSetting[] settings)
    {
        this.options = options;
        this.settings = settings;
        foreach (var sharing in settings.GroupBy(s => s.Intervals).OrderByDescending(group => group.Key))
        {
            var points = RoughnessGrid.Of(options, sharing.Key);
            var finer = grids
                .Where(grid => IsPart(points, sharing.Key, grid.Points, grid.Intervals))
                .MaxBy(grid => grid.Losses.Length);
            var count = sharing.Max(s => s.Directions);
            grids.Add(new SweptGrid(sharing.Key, points, finer, new double[count][], new double[count]));
        }
    }

    /// <summary>Values this radius costs.</summary>
    public long Evaluations(IObjective objective) =>
        grids.Sum(grid => grid.Own * (long)grid.Points.Length)
        + LossRounding.Cost(objective, grids.Sum(grid => grid.Own));

    public void Measure(SliceLosses losses, Dictionary<SweepSetting, RoughnessSummary> summaries)
    {
        var pool = new ScatterPool();
        foreach (var grid in grids)
        {
            grid.Fill(losses, pool);
            var length = grid.Points[^1] - grid.Points[0];
            SliceVariation[] slices =
            [
                .. grid.Losses.Select((slice, k) => SliceVariation.Of(slice, length, grid.Rounding[k], options.Radius)),
            ];
            foreach (var setting in settings.Where(s => s.Intervals == grid.Intervals))
            {
                summaries[setting] = RoughnessSummary.Of(
                    slices.AsSpan(0, setting.Directions),
                    options.Seed,
                    losses.AreOneLine(setting.Directions)
                );
            }
        }
    }

    private static bool IsPart(double[] coarse, int coarseIntervals, double[] fine, int fineIntervals)
    {
        var stride = fineIntervals / coarseIntervals;
        if (fineIntervals % coarseIntervals != 0 || (coarse.Length - 1) * stride >= fine.Length)
        {
            return false;
        }
        for (var i = 0; i < coarse.Length; i++)
        {
            if (coarse[i] != fine[i * stride])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>One m: the losses of its slices with their rounding, the first ones taken from a finer grid where there is one.</summary>
    private sealed record SweptGrid(
        int Intervals,
        double[] Points,
        SweptGrid? Finer,
        double[][] Losses,
        double[] Rounding
    )
    {
        public int Shared => Math.Min(Losses.Length, Finer?.Losses.Length ?? 0);

        public int Own => Losses.Length - Shared;

        public void Fill(SliceLosses losses, ScatterPool pool)
        {
            for (var k = 0; k < Shared; k++)
            {
                var stride = Finer!.Intervals / Intervals;
                Rounding[k] = Finer.Rounding[k];
                Losses[k] = new double[Points.Length];
                for (var i = 0; i < Points.Length; i++)
                {
                    Losses[k][i] = Finer.Losses[k][i * stride];
                }
            }
            if (Own > 0)
            {
                var own = losses.At(Shared, Own, Points);
                var rounding = losses.Rounding(Shared, own, Points, pool);
                for (var k = Shared; k < Losses.Length; k++)
                {
                    Losses[k] = own.LossesOf(k - Shared).ToArray();
                    Rounding[k] = rounding[k - Shared];
                }
            }
        }
    }
}
