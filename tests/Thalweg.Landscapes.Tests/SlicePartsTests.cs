using FsCheck;
using FsCheck.Fluent;
using Thalweg.Landscapes.Roughness;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Tests;

public sealed class SlicePartsTests
{
    /// <summary>Slices of 2 to 60 losses of any size, some of them equal.</summary>
    private static Arbitrary<double[]> Slices { get; } =
        Gen.Choose(-60, 60)
            .SelectMany(k => Gen.Choose(1, 9999).Select(scale => k * (scale / 777.0)))
            .ArrayOf()
            .Where(slice => slice.Length is >= 2 and <= 60)
            .ToArbitrary();

    [Fact]
    public void Valley_and_oscillation_make_up_the_total_variation() =>
        Prop.ForAll(
                Slices,
                Gen.Choose(1, 5000).Select(k => k / 333.0).ToArbitrary(),
                (slice, length) =>
                {
                    var t = NormalizedTotalVariation.Of(slice, length);
                    var parts = SliceParts.Of(slice, length, 0);
                    return t is null
                        ? parts is null
                        : Math.Abs(parts!.Valley + parts.Oscillation - (length * t.Value)) <= 1e-13 * length * t.Value
                            && parts is { Oscillation: >= 0, Valley: >= 0 and <= 2 };
                }
            )
            .Holds(tests: 1000);

    [Fact]
    public void Oscillation_is_0_to_the_bit_exactly_where_a_slice_falls_to_its_minimum_and_rises_from_it() =>
        Prop.ForAll(
                Slices,
                slice =>
                {
                    var falling = slice.Where((_, i) => i % 2 == 0).OrderDescending().ToArray();
                    double[] valley =
                    [
                        .. falling,
                        .. slice.Where((_, i) => i % 2 == 1).Select(x => Math.Max(x, falling[^1])).Order(),
                    ];
                    var bottom = Array.IndexOf(slice, slice.Min());
                    var falls = slice[..bottom].Zip(slice[1..]).All(p => p.Second <= p.First);
                    var rises = slice[bottom..].Zip(slice[(bottom + 1)..]).All(p => p.Second >= p.First);
                    return SliceParts.Of(valley, 2, 0) is null or { Oscillation: 0, Maxima: 0, Minima: 0 or 1 }
                        && (
                            SliceParts.Of(slice, 2, 0) is not { } parts || (parts.Oscillation == 0) == (falls && rises)
                        );
                }
            )
            .Holds(tests: 1000);

    [Fact]
    public void A_slice_upside_down_a_fall_a_rise_and_a_valley_have_the_parts_that_their_shape_has()
    {
        var x = Points(100);
        var hump = Of([.. x.Select(t => 3 - (t * t))]);
        Assert.Equal((0, 2, 1, 0), (hump.Valley, hump.Oscillation, hump.Maxima, hump.Minima));
        Assert.Equal((true, false, true), (hump.IsHump, hump.IsOscillating, hump.IsCurvedDown));
        Assert.Equal((null, null, null, null), (hump.Offset, hump.PredictedOffset, hump.TwinValley, hump.Asymmetry));
        foreach (var sign in (double[])[1, -1])
        {
            var slope = Of([.. x.Select(t => sign * Elementary.Exp(t))]);
            Assert.Equal((1, 0, true), (slope.Valley, slope.Oscillation, slope.IsMonotone));
        }
        var straight = Of(x);
        Assert.Equal(
            (1, 0, true, false),
            (straight.Valley, straight.Oscillation, straight.IsMonotone, straight.IsCurvedDown)
        );
        Assert.Equal((null, null), (straight.Offset, straight.PredictedOffset));
        var valley = Of([.. x.Select(t => (t * t) - 7)]);
        Assert.Equal((2, 0, 0, 1), (valley.Valley, valley.Oscillation, valley.Maxima, valley.Minima));
        Assert.Equal((2, 0), (valley.TwinValley, valley.Asymmetry));
        Assert.False(valley.IsMonotone || valley.IsHump || valley.IsOscillating || valley.IsCurvedDown);
        // 3 down, 1 up, 2 down, 3 up, 1 down, 3 up: 13, of which a valley takes 4 and 5.
        var rough = Of([4, 1, 2, 0, 3, 2, 5]);
        Assert.Equal((1.8, 0.8), (rough.Valley, rough.Oscillation));
        Assert.Equal((2, 3, true), (rough.Maxima, rough.Minima, rough.IsOscillating));
    }

    [Fact]
    public void With_ever_more_points_a_parabola_has_the_closed_form()
    {
        foreach (var vertex in (double[])[0, 0.013, -0.2, 0.5, 0.77, -0.99, 1, 1.3, -25])
        {
            var ratio = (1 - Math.Abs(vertex)) / (1 + Math.Abs(vertex));
            var limit = Math.Abs(vertex) <= 1 ? 1 + (ratio * ratio) : 1;
            var coarse = Of([.. Points(100).Select(t => (t - vertex) * (t - vertex))]);
            Assert.Equal(limit, coarse.Valley, 1e-4);
            Assert.Equal(coarse.Valley, coarse.TwinValley!.Value, 1e-12);
            Assert.Equal(limit, Of([.. Points(100_000).Select(t => (t - vertex) * (t - vertex))]).Valley, 1e-9);
        }
        Assert.InRange(
            Of([.. Points(100).Select(t => (t - 0.013) * (t - 0.013))]).Valley - (1 + Squared(0.987 / 1.013)),
            -1e-4,
            -1e-6
        );
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(37)]
    [InlineData(5)]
    [InlineData(4)]
    public void A_vertex_is_found_where_it_is_inside_and_outside_of_the_slice(int m)
    {
        foreach (var radius in (double[])[1e-4, 0.01, 3])
        {
            foreach (var vertex in (double[])[0, 0.31, -0.72, 1, 2.5, -40])
            {
                var slice = Points(m).Select(x => 0.3 + (2.7 * Squared((radius * x) - (radius * vertex)))).ToArray();
                var parts = SliceParts.Of(slice, 2 * radius, 0)!;
                Assert.Equal(vertex, parts.Offset!.Value, radius < 1e-3 ? 1e-5 : 1e-9 * Math.Max(1, Math.Abs(vertex)));
                if (radius > 0.1)
                {
                    Assert.Equal(vertex, parts.Offset.Value, 1e-10 * Math.Max(1, Math.Abs(vertex)));
                    Assert.Equal(vertex, parts.PredictedOffset!.Value, 1e-10 * Math.Max(1, Math.Abs(vertex)));
                }
            }
        }
    }

    [Fact]
    public void The_grid_of_the_published_code_has_its_centre_beside_its_middle()
    {
        var grid = RoughnessGrid.Accumulated(0.01, 100);
        Assert.Equal(102, grid.Length);
        var slice = grid.Select(t => Squared((100 * t) - 0.4)).ToArray();
        var parts = SliceParts.Of(slice, grid[^1] - grid[0], 0, 0.01)!;
        Assert.Equal(0.4, parts.Offset!.Value, 1e-10);
        Assert.Equal(0.4, parts.PredictedOffset!.Value, 1e-10);
        Assert.Equal(parts.Valley, parts.TwinValley!.Value, 1e-10);
    }

    [Fact]
    public void Offset_cubic_term_and_ripple_are_given_back()
    {
        foreach (
            var (vertex, cubic) in (IEnumerable<(double, double)>)
                [(0.2, 0), (0, 0.15), (-0.4, -0.1), (0.6, 0.3), (1.7, 0.2)]
        )
        {
            var x = Points(100);
            double[] smooth = [.. x.Select(t => Squared(t - vertex) + (cubic * t * t * t))];
            // The part of t³ that a straight line fits tilts the parabola.
            var tilt = x.Sum(t => t * t * t * t) / x.Sum(t => t * t);
            var bottom = vertex - (0.5 * cubic * tilt);
            double[] twin = [.. x.Select(t => Squared(t - bottom))];
            var parts = Of(smooth);
            Assert.Equal(bottom, parts.Offset!.Value, 1e-10);
            Assert.Equal(ValleyOf(twin), parts.TwinValley!.Value, 1e-10);
            Assert.Equal(ValleyOf(smooth) - ValleyOf(twin), parts.Asymmetry!.Value, 1e-10);
            Assert.Equal(0, parts.Oscillation);
            // Slope and curvature at the centre know of no cubic term.
            Assert.Equal(vertex, parts.PredictedOffset!.Value, 1e-10);

            // Third differences have no part that a parabola could fit.
            double[] rough = [.. smooth];
            foreach (var at in (int[])[7, 22, 30, 61, 90])
            {
                (rough[at], rough[at + 1], rough[at + 2], rough[at + 3]) = (
                    rough[at] + 0.05,
                    rough[at + 1] - 0.15,
                    rough[at + 2] + 0.15,
                    rough[at + 3] - 0.05
                );
            }
            var rippled = Of(rough);
            Assert.Equal(bottom, rippled.Offset!.Value, 1e-10);
            Assert.Equal(parts.TwinValley.Value, rippled.TwinValley!.Value, 1e-10);
            var added = rough.Zip(rough.Skip(1), (a, b) => Math.Abs(b - a)).Sum() / (rough.Max() - rough.Min());
            Assert.Equal(added - ValleyOf(rough), rippled.Oscillation, 1e-10);
            Assert.InRange(rippled.Oscillation, 0.3, 3);
            Assert.Equal(ValleyOf(rough) - ValleyOf(twin), rippled.Asymmetry!.Value, 1e-10);
            Assert.True(rippled is { IsOscillating: true, Maxima: >= 5, Minima: >= 5 });
        }
    }

    [Fact]
    public void The_predicted_offset_is_that_of_the_derivatives_and_rounding_decides_no_sign()
    {
        foreach (var m in (int[])[100, 99, 64])
        {
            double[] slice = [.. Points(m).Select(x => Elementary.Exp(0.5 * x) - (0.4 * x))];
            Assert.Equal(-0.1 / 0.25, Of(slice).PredictedOffset!.Value, 1e-5);
            Assert.Equal(0.1 / 0.25, Of([.. slice.Reverse()]).PredictedOffset!.Value, 1e-5);
            Assert.True(Of([.. slice.Select(loss => -loss)]).IsCurvedDown);
        }
        var nearlyStraight = Points(100).Select((x, i) => x + (1e-6 * (i % 3))).ToArray();
        var parts = SliceParts.Of(nearlyStraight, 2, 1e-6)!;
        Assert.Equal((null, null, false), (parts.Offset, parts.PredictedOffset, parts.IsCurvedDown));
        // Of fourth order at the bottom: nothing is known of a curvature.
        Assert.Null(Of([.. Points(100).Select(x => x * x * x * x)]).PredictedOffset);
        // Too short for a difference of fourth order, and for a parabola.
        Assert.Null(Of([1, 0, 1, 2]).PredictedOffset);
        Assert.Equal(-4.0 / 15, Of([1, 0, 1, 2]).Offset!.Value, 1e-15);
        Assert.Equal((null, 1), (Of([1, 0]).Offset, Of([1, 0]).Valley));
    }

    [Fact]
    public void What_rounding_can_do_is_neither_a_turn_nor_oscillation()
    {
        double[] slice = [.. Points(100).Select((x, i) => (x * x) + (5e-3 * (i % 2)))];
        var exact = SliceParts.Of(slice, 2, 0)!;
        Assert.True(exact is { IsOscillating: true, Maxima: > 1, Minima: > 1 });
        Assert.Equal(exact.Oscillation, exact.CountedOscillation);
        var rounded = SliceParts.Of(slice, 2, 5e-3)!;
        Assert.Equal(
            (exact.Oscillation, 0, 0, 1),
            (rounded.Oscillation, rounded.CountedOscillation, rounded.Maxima, rounded.Minima)
        );
        Assert.Equal(2 * 100 * 5e-3 / rounded.Range, rounded.RoundingBound, 1e-15);
        Assert.False(rounded.IsOscillating || rounded.IsHump);
        // A turn counts from 2ρ on, and the ends are none.
        Assert.Equal((1, 0), Turns([0, 3, 1], 0.99));
        Assert.Equal((0, 0), Turns([0, 3, 1], 1));
        Assert.Equal((1, 2), Turns([3, 0, 2, 0, 3], 0.9));
        Assert.Equal((0, 1), Turns([3, 0, 2, 0, 3], 1.1));
        Assert.Equal((0, 0), Turns([0, 1, 0.5, 2, 1.5, 3], 0.3));
        Assert.Equal((0, 0), Turns([3, 1.5, 2, 1, 1.2, 0], 0.3));

        static (int, int) Turns(double[] losses, double rounding)
        {
            var parts = SliceParts.Of(losses, 2, rounding)!;
            return (parts.Maxima, parts.Minima);
        }
    }

    [Fact]
    public void A_slice_without_a_total_variation_has_no_parts()
    {
        Assert.Null(SliceParts.Of([2, 2, 2], 2, 0));
        Assert.Null(SliceParts.Of([2, double.NaN, 3], 2, 0));
        Assert.Null(SliceParts.Of([2, double.PositiveInfinity, 3], 2, 0));
        Assert.Null(SliceVariation.Of([1, 3, 2, 5], 2, 0.1).Parts);
        Assert.Equal(SliceParts.Of([1, 3, 2, 5], 2, 0.001), SliceVariation.Of([1, 3, 2, 5], 2, 0.001).Parts);
    }

    [Fact]
    public void Adding_a_constant_and_scaling_by_a_power_of_two_change_no_bit()
    {
        double[] slice = [.. Points(64).Select(x => Math.Round(1024 * (x * x * (1 + x))) / 1024)];
        var expected = Of(slice);
        Assert.Equal(
            expected with
            {
                Range = 0,
            },
            Of([.. slice.Select(x => Math.ScaleB(x + 3, -90))]) with
            {
                Range = 0,
            }
        );
    }

    private static SliceParts Of(double[] losses) => SliceParts.Of(losses, 2, 0)!;

    private static double[] Points(int m) => Axis.Symmetric(1, m + 1).Points();

    private static double ValleyOf(double[] losses) =>
        (losses[0] + losses[^1] - (2 * losses.Min())) / (losses.Max() - losses.Min());

    private static double Squared(double x) => x * x;
}
