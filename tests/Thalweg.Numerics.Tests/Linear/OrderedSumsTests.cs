using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Linear;

/// <summary>Norms and what is made of squares, far from 1: a power of two changes no digit of them.</summary>
public sealed class OrderedSumsTests
{
    private static readonly double[] X = [0.3, -1.7, 2.5, 0.011, -0.4];

    public static TheoryData<int> Exponents { get; } = [0, 1, -30, 465, -465, 500, -500, 600, -600, 1000, -1000];

    [Theory]
    [MemberData(nameof(Exponents))]
    public void Norms(int exponent)
    {
        var scaled = Scaled(exponent);
        Assert.Equal(Math.ScaleB(OrderedSums.Norm(X), exponent), OrderedSums.Norm(scaled));
        Assert.Equal(Math.ScaleB(OrderedSums.FusedNorm(X), exponent), OrderedSums.FusedNorm(scaled));
        Assert.Equal(Math.ScaleB(Vectors.Norm(X), exponent), Vectors.Norm(scaled), Math.ScaleB(1e-15, exponent));
    }

    [Fact]
    public void Norms_at_the_edges()
    {
        Assert.Equal(0, OrderedSums.Norm([0, -0.0]));
        Assert.Equal(0, OrderedSums.Norm([]));
        Assert.Equal(double.PositiveInfinity, OrderedSums.Norm([1, double.NegativeInfinity]));
        Assert.Equal(double.NaN, OrderedSums.FusedNorm([1, double.NaN]));
        Assert.Equal(5e-324 * 5, OrderedSums.Norm([5e-324 * 3, 5e-324 * 4]));
        Assert.Equal(double.MaxValue, OrderedSums.FusedNorm([double.MaxValue]));
        Assert.Equal(1e155, OrderedSums.Norm([1e155, 1e-155]), 1e140);
    }

    [Theory]
    [MemberData(nameof(Exponents))]
    public void Standard_deviations_and_intervals_of_spreads(int exponent)
    {
        double[] sample = [.. X.Select(x => x + 3), 2.2, 3.1, 4.7];
        double[] scaled = [.. sample.Select(x => Math.ScaleB(x, exponent))];
        Assert.Equal(
            Math.ScaleB(Descriptive.StandardDeviation(sample), exponent),
            Descriptive.StandardDeviation(scaled)
        );
        Assert.Equal(Descriptive.RelativeSpread(sample), Descriptive.RelativeSpread(scaled));
        Assert.Equal(
            BootstrapInterval.OfRelativeSpread(sample, new RandomStream(1, "test")),
            BootstrapInterval.OfRelativeSpread(scaled, new RandomStream(1, "test"))
        );
    }

    private static double[] Scaled(int exponent) => [.. X.Select(x => Math.ScaleB(x, exponent))];
}
