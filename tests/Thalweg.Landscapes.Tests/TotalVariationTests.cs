using FsCheck;
using FsCheck.Fluent;
using Thalweg.Landscapes.Roughness;
using Thalweg.Landscapes.Slices;

namespace Thalweg.Landscapes.Tests;

public sealed class TotalVariationTests
{
    /// <summary>Slices of 2 to 40 losses on a lattice, so that adding a lattice constant is exact.</summary>
    private static Arbitrary<double[]> Slices { get; } =
        Gen.Choose(-4096, 4096)
            .Select(k => k / 64.0)
            .ArrayOf()
            .Where(slice => slice.Length is >= 2 and <= 40)
            .ToArbitrary();

    [Fact]
    public void A_parabola_around_its_minimum_has_one_over_l()
    {
        foreach (var radius in new[] { 0.01, 0.3, 2 })
        {
            var losses = Axis.Symmetric(radius, 101).Points().Select(t => (t * t) - 2.5).ToArray();
            Assert.Equal(1 / radius, NormalizedTotalVariation.Of(losses, 2 * radius)!.Value, 1e-12 / radius);
        }
    }

    [Fact]
    public void A_monotonic_slice_has_one_over_its_length() =>
        Assert.Equal(0.25, NormalizedTotalVariation.Of([1, 2, 2, 7, 9], 4));

    [Fact]
    public void A_constant_slice_has_none()
    {
        Assert.Null(NormalizedTotalVariation.Of([3, 3, 3], 2));
        Assert.Null(NormalizedTotalVariation.Of([3], 2));
        Assert.Null(NormalizedTotalVariation.Of([0.0, -0.0], 2));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_loss_that_is_not_finite_gives_NaN(double value) =>
        Assert.Equal(double.NaN, NormalizedTotalVariation.Of([1, 2, value, 3], 2));

    [Fact]
    public void Huge_and_tiny_slices_neither_overflow_nor_vanish()
    {
        var slice = new[] { 1.0, 3, 0, 2, 2, 5 };
        var expected = NormalizedTotalVariation.Of(slice, 1000)!.Value;
        Assert.Equal(expected, NormalizedTotalVariation.Of([.. slice.Select(x => x * 1e306)], 1000)!.Value, 1e-13);
        Assert.Equal(expected, NormalizedTotalVariation.Of([.. slice.Select(x => x * 1e-306)], 1000)!.Value, 1e-13);
    }

    [Fact]
    public void Adding_a_constant_and_scaling_by_a_power_of_two_change_no_bit() =>
        Prop.ForAll(
                Slices,
                Gen.Choose(-1000, 1000).ToArbitrary(),
                Gen.Choose(-200, 200).ToArbitrary(),
                (slice, shift, exponent) =>
                {
                    var moved = slice.Select(x => Math.ScaleB(x + shift, exponent)).ToArray();
                    return NormalizedTotalVariation.Of(slice, 0.7).Equals(NormalizedTotalVariation.Of(moved, 0.7));
                }
            )
            .Holds(tests: 500);

    [Fact]
    public void Scaling_by_any_number_turning_upside_down_and_reversing_change_rounding_alone() =>
        Prop.ForAll(
                Slices,
                Gen.Choose(1, 100_000).Select(k => k / 777.0).ToArbitrary(),
                (slice, scale) =>
                {
                    var expected = NormalizedTotalVariation.Of(slice, 0.7);
                    return Near(expected, [.. slice.Select(x => x * scale)])
                        && Near(expected, [.. slice.Select(x => -x)])
                        && Near(expected, [.. slice.Reverse()]);
                }
            )
            .Holds(tests: 500);

    [Fact]
    public void It_is_at_least_that_of_a_monotonic_slice_and_refining_the_grid_cannot_lower_the_sum() =>
        Prop.ForAll(
                Slices,
                slice =>
                {
                    var t = NormalizedTotalVariation.Of(slice, 1);
                    var between = slice.Zip(slice.Skip(1), (a, b) => new[] { a, (a + b) / 2 }).SelectMany(x => x);
                    return (t is null || t >= 1 - 1e-14) && Near(t, [.. between, slice[^1]], 1);
                }
            )
            .Holds(tests: 500);

    private static bool Near(double? expected, double[] slice, double length = 0.7)
    {
        var actual = NormalizedTotalVariation.Of(slice, length);
        return expected is null ? actual is null : Math.Abs(actual!.Value - expected.Value) <= 1e-13 * expected.Value;
    }
}
