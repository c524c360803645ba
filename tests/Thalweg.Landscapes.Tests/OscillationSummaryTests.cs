using FsCheck;
using FsCheck.Fluent;
using Thalweg.Landscapes.Roughness;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Tests;

public sealed class OscillationSummaryTests
{
    /// <summary>Between 5 and 40 slices of 30 intervals, some of which oscillate, by a seed.</summary>
    private static Arbitrary<double[][]> Sets { get; } =
        Gen.Choose(1, 1_000_000).SelectMany(seed => Gen.Choose(5, 40).Select(count => Set(seed, count))).ToArbitrary();

    [Fact]
    public void Shares_are_covariances_with_T_and_sum_to_1() =>
        Prop.ForAll(
                Sets,
                set =>
                {
                    var slices = Slices(set);
                    if (RoughnessSummary.Of(slices, 1).Shares is not { } shares)
                    {
                        return slices.Count(s => s.Parts?.TwinValley is not null) < 2;
                    }
                    SliceParts[] parts = [.. slices.Select(s => s.Parts!).Where(p => p.TwinValley is not null)];
                    double[] t = [.. parts.Select(p => p.Valley + p.Oscillation)];
                    return shares.Slices == parts.Length
                        && Math.Abs(shares.Offset + shares.Asymmetry + shares.Oscillation - 1) <= 1e-12
                        && Near(shares.Offset, [.. parts.Select(p => p.TwinValley!.Value)], t)
                        && Near(shares.Asymmetry, [.. parts.Select(p => p.Asymmetry!.Value)], t)
                        && Near(shares.Oscillation, [.. parts.Select(p => p.Oscillation)], t);
                }
            )
            .Holds(tests: 300);

    [Fact]
    public void The_index_without_each_direction_is_that_of_the_others() =>
        Prop.ForAll(
                Sets,
                set =>
                {
                    var slices = Slices(set);
                    var influence = RoughnessSummary.Of(slices, 1).Influence!;
                    double[] t = [.. slices.Select(s => s.Resolved!.Value)];
                    double[] without =
                    [
                        .. t.Select((_, k) => Descriptive.RelativeSpread([.. t.Where((_, i) => i != k)])),
                    ];
                    var mean = t.Average();
                    double[] shares = [.. t.Select(x => (x - mean) * (x - mean))];
                    return Math.Abs(influence.Lowest - without.Min()) <= 1e-9
                        && Math.Abs(influence.Highest - without.Max()) <= 1e-9
                        && Math.Abs(influence.LargestShare - (shares.Max() / shares.Sum())) <= 1e-12
                        && shares[influence.Direction] == shares.Max();
                }
            )
            .Holds(tests: 100);

    [Fact]
    public void Oscillation_is_counted_where_it_is_and_humps_apart()
    {
        double[] valley = [4, 1, 0, 1, 4];
        double[] hump = [0, 3, 4, 3, 1];
        double[] rough = [4, 1, 2, 0, 4];
        var slices = Slices([valley, valley, hump, rough, valley, valley, rough, hump, valley, [2, 2, 2, 2, 2]]);
        var summary = RoughnessSummary.Of(slices, 7).Oscillation;
        // 1 up and down again, of a range of 4.
        Assert.Equal(2 * 0.5 / 7, summary.Index, 1e-15);
        Assert.Equal((2, 7, 2), (summary.Oscillating, summary.Slices, summary.Humps));
        Assert.Equal(2 / 7.0, summary.Share);
        Assert.Equal(BinomialInterval.OfShare(2, 7), summary.ShareInterval);
        Assert.InRange(summary.Index, summary.Interval.Lower, summary.Interval.Upper);
        Assert.InRange(summary.Interval.Upper, 0.15, 0.5);
    }

    [Fact]
    public void Where_none_oscillates_the_index_is_0_and_the_share_has_an_upper_limit()
    {
        var x = Axis.Symmetric(1, 41).Points();
        double[][] set =
        [
            .. Enumerable.Range(0, 100).Select(k => x.Select(t => Squared(t - (0.01 * k) + 0.5)).ToArray()),
        ];
        var summary = RoughnessSummary.Of(Slices(set), 1);
        var oscillation = summary.Oscillation;
        Assert.Equal(
            (0, 0, 0, 100),
            (oscillation.Index, oscillation.Share, oscillation.Oscillating, oscillation.Slices)
        );
        Assert.Equal((0, double.NaN), (oscillation.Interval.Lower, oscillation.Interval.Upper));
        Assert.Equal(0, oscillation.ShareInterval.Lower);
        Assert.Equal(0.03621669264517641, oscillation.ShareInterval.Upper, 1e-12);
        // Parabolas are their own twins.
        Assert.Equal(summary.Roughness, summary.TwinRoughness, 1e-12);
        Assert.Equal(
            (1, 0, 0),
            (Math.Round(summary.Shares!.Offset, 9), Math.Round(summary.Shares.Asymmetry, 9), summary.Shares.Oscillation)
        );
    }

    [Fact]
    public void Oscillation_below_its_rounding_bound_is_none()
    {
        double[] slice = [4, 1, 1.001, 0, 4];
        SliceVariation[] Rounded(double rounding) => [.. Enumerable.Repeat(SliceVariation.Of(slice, 2, rounding), 6)];
        Assert.Equal(0, RoughnessSummary.Of(Rounded(1e-3), 1).Oscillation.Index);
        var seen = RoughnessSummary.Of(Rounded(1e-5), 1);
        Assert.Equal(0.0005, seen.Oscillation.Index, 1e-15);
        // All oscillate alike: in doubt is only whether all would, and nothing varies.
        Assert.Equal(0.0005, seen.Oscillation.Interval.Upper, 1e-15);
        Assert.Equal(0.0005 * BinomialInterval.OfShare(6, 6).Lower, seen.Oscillation.Interval.Lower, 1e-15);
        Assert.Equal((0, null, null), (seen.Roughness, seen.Shares, seen.Influence));
    }

    [Fact]
    public void What_intervals_rest_on_is_known_where_it_is_little()
    {
        double[] valley = [4, 1, 0, 1, 4];
        double[] Rough(double height) => [4, 1, 1 + height, 0, 4];
        double[][] Set(int rough, int smooth, double highest) =>
            [
                .. Enumerable.Repeat(valley, smooth),
                .. Enumerable.Range(0, rough).Select(k => Rough(k == 0 ? highest : 0.1)),
            ];
        OscillationSummary Of(int rough, int smooth, double highest) =>
            RoughnessSummary.Of(Slices(Set(rough, smooth, highest)), 1).Oscillation;
        Assert.False(Of(0, 30, 1).IsOfFew);
        Assert.True(Of(9, 30, 0.1).IsOfFew);
        Assert.False(Of(10, 30, 0.1).IsOfFew);
        Assert.Equal(10, Of(10, 30, 0.1).EffectiveSlices, 1e-12);
        // One of ten is as large as thirty others: (30 + 9)² / (900 + 9).
        Assert.Equal(39 * 39 / 909.0, Of(10, 30, 3).EffectiveSlices, 1e-12);
        Assert.True(Of(10, 30, 3).IsOfFew);
        Assert.Equal((0, double.NaN), (Of(1, 30, 1).Interval.Lower, Of(1, 30, 1).Interval.Upper));
    }

    [Fact]
    public void Long_tails_of_T_are_known_by_their_kurtosis()
    {
        double[] Slice(double height) => [4, 1, 1 + height, 0, 4];
        RoughnessSummary Of(IEnumerable<double> heights) => RoughnessSummary.Of(Slices([.. heights.Select(Slice)]), 1);
        var even = Of(Enumerable.Range(0, 100).Select(k => 0.02 * k));
        Assert.Equal(1.8, even.Kurtosis, 0.01);
        Assert.False(even.IsHeavyTailed);
        // Of 100 the limit is 7: two far ones among 98 that hardly differ have 49.
        Assert.True(Of(Enumerable.Range(0, 100).Select(k => k < 2 ? 2 : 0.001 * k)).IsHeavyTailed);
        Assert.False(Of(Enumerable.Range(0, 100).Select(k => k < 25 ? 2 : 0.001 * k)).IsHeavyTailed);
        // All alike: nothing to doubt.
        Assert.False(Of(Enumerable.Repeat(0.5, 100)).IsHeavyTailed);
    }

    [Fact]
    public void What_is_hardly_resolved_has_no_index_of_oscillation()
    {
        double[] slice = [4, 1, 2, 0, 4];
        SliceVariation[] slices =
        [
            .. Enumerable.Range(0, 20).Select(k => SliceVariation.Of(slice, 2, k < 17 ? 1e-6 : 0.1)),
        ];
        var many = RoughnessSummary.Of(slices, 1);
        Assert.Equal(
            (double.NaN, double.NaN, double.NaN),
            (many.Oscillation.Index, many.Oscillation.Share, many.TwinRoughness)
        );
        Assert.Equal(double.NaN, many.Oscillation.ShareInterval.Upper);
        Assert.Equal((null, null), (many.Shares, many.Influence));
        slices[17] = slices[0];
        Assert.Equal(
            (0.5, 18),
            (RoughnessSummary.Of(slices, 1).Oscillation.Index, RoughnessSummary.Of(slices, 1).Oscillation.Slices)
        );
        Assert.Equal(double.NaN, RoughnessSummary.Of([], 1).Oscillation.Index);
    }

    private static bool Near(double share, double[] part, double[] total)
    {
        var (p, t) = (part.Average(), total.Average());
        var covariance = part.Zip(total, (a, b) => (a - p) * (b - t)).Sum();
        return Math.Abs(share - (covariance / total.Sum(b => (b - t) * (b - t)))) <= 1e-9;
    }

    private static SliceVariation[] Slices(double[][] set) => [.. set.Select(slice => SliceVariation.Of(slice, 2, 0))];

    private static double[][] Set(int seed, int count)
    {
        var x = Axis.Symmetric(1, 31).Points();
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(k =>
                {
                    var phase = (seed * 0.37) + (k * 1.7);
                    var waves = k % 3 == 0 ? 0.3 : 0;
                    return x.Select(t =>
                            Squared(t - (0.8 * Elementary.Sin(phase)))
                            + (0.2 * Elementary.Sin(3 * phase) * t * t * t)
                            + (waves * Elementary.Sin((20 * t) + phase))
                        )
                        .ToArray();
                }),
        ];
    }

    private static double Squared(double x) => x * x;
}
