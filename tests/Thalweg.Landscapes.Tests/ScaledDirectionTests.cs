using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Tests;

/// <summary>Directions, parameters and losses far from 1: nothing vanishes, nothing overflows.</summary>
public sealed class ScaledDirectionTests
{
    private static readonly double[] Centre = [0.31, -0.72, 0.53, 1.24, 0.2, -0.4, 0.8, 0.9, -1.1, 0.6, 0.7, -0.3];

    public static TheoryData<Normalization, BiasRule, int> Rules { get; } =
        new MatrixTheoryData<Normalization, BiasRule, int>(
            [Normalization.Filter, Normalization.Layer, Normalization.UnitFilter, Normalization.UnitLayer],
            [BiasRule.Zero, BiasRule.Normalize],
            [-565, -1000, -470, 470, 565, 1000]
        );

    [Theory]
    [MemberData(nameof(Rules))]
    public void Where_a_rule_scales_the_size_of_a_raw_direction_does_not_matter(
        Normalization normalization,
        BiasRule bias,
        int exponent
    )
    {
        var rule = new DirectionRule(normalization, bias);
        var (plain, scaled) = (new double[12], new double[12]);
        DirectionSet.Random(1, 12, 4).Write(0, plain);
        plain.CopyTo(scaled, 0);
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = Math.ScaleB(scaled[i], exponent);
        }
        rule.Apply(Layouts.Small, Centre, plain);
        rule.Apply(Layouts.Small, Centre, scaled);
        Assert.All(plain.Zip(scaled), pair => Assert.Equal(pair.First, pair.Second, 4e-16 * Math.Abs(pair.First)));
        Assert.Contains(plain, x => x != 0);
    }

    [Theory]
    [InlineData(-560)]
    [InlineData(560)]
    public void A_direction_follows_parameters_of_any_size(int exponent)
    {
        double[] far = [.. Centre.Select(x => Math.ScaleB(x, exponent))];
        var (plain, scaled) = (new double[12], new double[12]);
        DirectionSet.Random(1, 12, 4).Write(0, plain);
        plain.CopyTo(scaled, 0);
        DirectionRule.Default.Apply(Layouts.Small, Centre, plain);
        DirectionRule.Default.Apply(Layouts.Small, far, scaled);
        Assert.Equal(plain.Select(x => Math.ScaleB(x, exponent)), scaled);
    }

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e170)]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void An_index_is_the_same_along_directions_of_any_size(double size)
    {
        var loss = Formula.Of(12, x => x.Sum(y => Elementary.Sin(5 * y)), Layouts.Small);
        var rows = new double[6 * 12];
        for (var k = 0; k < 6; k++)
        {
            DirectionSet.Random(6, 12, 9).Write(k, rows.AsSpan(k * 12, 12));
        }
        var options = new RoughnessOptions { Radius = 0.5 };
        RoughnessResult Along(double factor) =>
            RoughnessIndex.Measure(
                loss,
                Centre,
                options,
                WorkerTeam.Sequential,
                DirectionSet.Given([.. rows.Select(x => factor * x)], 12)
            );
        var (plain, scaled) = (Along(1), Along(size));
        Assert.Equal((0, 0), (scaled.Summary.ConstantSlices, scaled.Summary.NonFiniteSlices));
        Assert.Equal(plain.Summary.Roughness, scaled.Summary.Roughness, 1e-9);
        Assert.Equal(plain.Summary.Interval.Lower, scaled.Summary.Interval.Lower, 1e-9);
    }

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e160)]
    public void An_index_has_its_spread_at_any_radius_and_size_of_losses(double radius)
    {
        // Along x, from 0, a cubic of t/l: the same T by direction, up to 1/l, whatever l is.
        var rule = new DirectionRule(Normalization.None, BiasRule.Keep);
        double[] rows = [1, 0, 0, 0.5, 0, 0, -1, 0.3, 0, 0.2, 0.9, 0, 1, 1, 0, 0.1, -0.7, 0];
        RoughnessSummary At(double l)
        {
            var loss = Formula.Of(
                3,
                x => (x[0] / l * (x[0] / l) * (x[0] / l)) + (x[1] / l * (x[1] / l)) - (0.3 * x[0] / l)
            );
            var options = new RoughnessOptions { Radius = l, Rule = rule };
            var set = DirectionSet.Given(rows, 3);
            return RoughnessIndex.Measure(loss, new double[3], options, WorkerTeam.Sequential, set).Summary;
        }
        var (plain, far) = (At(1), At(radius));
        Assert.Equal(0, far.NotResolvedSlices);
        Assert.True(plain.Roughness > 0.05);
        Assert.Equal(plain.Roughness, far.Roughness, 1e-9);
        Assert.Equal(plain.Interval.Upper, far.Interval.Upper, 1e-9);
    }

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e170)]
    public void A_plane_has_coordinates_whatever_its_directions_measure(double size)
    {
        double[] first = [2 * size, 0, size];
        double[] second = [size, size, size];
        double[] point = [3 * size, -2 * size, 5 * size];
        var found = PlaneProjection.Of(new double[3], first, second, [point]);
        var plain = PlaneProjection.Of(
            new double[3],
            [2, 0, 1],
            [1, 1, 1],
            [
                [3, -2, 5],
            ]
        );
        Assert.Equal(plain[0], found[0], 1e-14);
        Assert.Equal(plain[1], found[1], 1e-14);
        Assert.Equal(plain[2], found[2] / size, 1e-14);
        Assert.True(plain[2] > 1);
    }

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void A_rise_of_rounding_is_none_however_large_the_losses(double size)
    {
        // Falls by 1e-4 from sample to sample; what rises is a grain of up to 2e-3.
        var loss = Formula.Of(1, x => size * (3 - x[0] + (2e-3 * Grain(x[0]))));
        var line = Segment.Measure(
            [new("a", loss)],
            new[] { 0.1 },
            new[] { 0.11 },
            new SegmentOptions(),
            WorkerTeam.Sequential
        );
        Assert.NotNull(line.Losses[0].LargestRise);
        Assert.True(line.Losses[0].IsFalling);
    }

    private static double Grain(double x) =>
        ((BitConverter.DoubleToUInt64Bits(x) * 0x9E3779B97F4A7C15UL) >> 40) / (double)(1 << 24);
}
