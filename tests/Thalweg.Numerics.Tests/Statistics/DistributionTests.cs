using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>References computed with 30 digits.</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(-37, 5.725571222524577e-300)]
    [InlineData(-20, 2.7536241186062337e-89)]
    [InlineData(-8, 6.220960574271784e-16)]
    [InlineData(-3, 0.0013498980316300946)]
    [InlineData(-2.0001, 0.022744733391410546)]
    [InlineData(-1.9999, 0.022755531584767185)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-0.3, 0.3820885778110474)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.6914624612740131)]
    [InlineData(1.5, 0.9331927987311419)]
    [InlineData(2.5, 0.9937903346742238)]
    [InlineData(6, 0.9999999990134123)]
    public void Normal_probability(double x, double expected) =>
        Assert.InRange(NormalDistribution.Probability(x) / expected, 1 - 2e-13, 1 + 2e-13);

    [Theory]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(1e-20, -9.262340089798407)]
    [InlineData(1e-05, -4.264890793922825)]
    [InlineData(0.001, -3.0902323061678136)]
    [InlineData(0.025, -1.9599639845400543)]
    [InlineData(0.19, -0.8778962950512286)]
    [InlineData(0.21, -0.8064212470182403)]
    [InlineData(0.4, -0.2533471031357997)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.6, 0.2533471031357997)]
    [InlineData(0.975, 1.9599639845400538)]
    [InlineData(0.999, 3.090232306167813)]
    public void Normal_quantile(double probability, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(probability), 1e-13 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void Normal_quantile_inverts_the_probability()
    {
        for (var x = -8.0; x <= 8; x += 0.03125)
        {
            // Near 1 the probability itself has lost digits.
            var tolerance = x > 0 ? Math.Max(1e-13, 1e-16 / NormalDistribution.Density(x)) : 1e-13;
            Assert.Equal(x, NormalDistribution.Quantile(NormalDistribution.Probability(x)), 4 * tolerance);
        }
    }

    [Fact]
    public void Ends_of_the_normal_distribution()
    {
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.True(double.IsNaN(NormalDistribution.Quantile(-0.1)));
        Assert.True(double.IsNaN(NormalDistribution.Quantile(double.NaN)));
        Assert.Equal(0, NormalDistribution.Probability(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Probability(double.PositiveInfinity));
        Assert.True(double.IsNaN(NormalDistribution.Probability(double.NaN)));
    }

    [Theory]
    [InlineData(0.975, 1.0, 12.706204736174694)]
    [InlineData(0.975, 2.0, 4.302652729749462)]
    [InlineData(0.975, 4.0, 2.7764451051977934)]
    [InlineData(0.975, 9.0, 2.262157162798205)]
    [InlineData(0.975, 2.5, 3.5746548420036817)]
    [InlineData(0.95, 30.0, 1.6972608865939574)]
    [InlineData(0.995, 99.0, 2.626405457280827)]
    [InlineData(0.975, 100000.0, 1.9599877075346093)]
    [InlineData(0.6, 3.0, 0.27667066233268983)]
    [InlineData(0.9999, 5.0, 9.677566300882814)]
    public void Student_quantile(double probability, double degrees, double expected)
    {
        Assert.Equal(expected, StudentDistribution.Quantile(probability, degrees), 1e-11 * expected);
        Assert.Equal(-expected, StudentDistribution.Quantile(1 - probability, degrees), 1e-11 * expected);
        Assert.Equal(probability, StudentDistribution.Probability(expected, degrees), degrees < 1000 ? 1e-13 : 1e-11);
    }

    [Fact]
    public void Ends_of_the_student_distribution()
    {
        Assert.Equal(0, StudentDistribution.Quantile(0.5, 3));
        Assert.Equal(double.NegativeInfinity, StudentDistribution.Quantile(0, 3));
        Assert.Equal(double.PositiveInfinity, StudentDistribution.Quantile(1, 3));
        Assert.True(double.IsNaN(StudentDistribution.Quantile(0.9, 0)));
        Assert.True(double.IsNaN(StudentDistribution.Quantile(2, 3)));
        Assert.Equal(0.5, StudentDistribution.Probability(0, 3), 1e-15);
        Assert.Equal(1, StudentDistribution.Probability(double.PositiveInfinity, 3));
    }
}
