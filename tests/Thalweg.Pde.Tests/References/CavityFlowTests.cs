using Thalweg.Pde.References;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.References;

/// <summary>The flow in the cavity: its equations, walls and certificate, and under a lid of 1 what was published.</summary>
public sealed class CavityFlowTests
{
    private const double Step = 1e-3;

    [Fact]
    public void Momentum_and_mass_are_balanced_and_walls_are_at_rest()
    {
        var flow = CavityReference.Solution;
        double[] At(double x, double y)
        {
            var values = new double[9];
            flow.At(x, y, values);
            return values;
        }
        foreach (var (x, y) in new[] { (0.5, 0.5), (0.3, 0.8), (0.81, 0.2), (0.1, 0.6), (0.6, 0.93) })
        {
            var here = At(x, y);
            double Second(int c, bool alongX)
            {
                double Slope(int k) => alongX ? At(x + k * Step, y)[c + 1] : At(x, y + k * Step)[c + 2];
                return (Slope(-2) - 8 * Slope(-1) + 8 * Slope(1) - Slope(2)) / (12 * Step);
            }
            double Value(int c, int k, bool alongX) => alongX ? At(x + k * Step, y)[c] : At(x, y + k * Step)[c];
            double Difference(int c, bool alongX) =>
                (Value(c, -2, alongX) - 8 * Value(c, -1, alongX) + 8 * Value(c, 1, alongX) - Value(c, 2, alongX))
                / (12 * Step);
            for (var c = 0; c < 9; c += 3)
            {
                Assert.Equal(Difference(c, alongX: true), here[c + 1], 1e-7);
                Assert.Equal(Difference(c, alongX: false), here[c + 2], 1e-7);
            }
            Assert.Equal(0, here[1] + here[5], 1e-13);
            for (var c = 0; c < 6; c += 3)
            {
                var viscous = CavityReference.Viscosity * (Second(c, alongX: true) + Second(c, alongX: false));
                Assert.Equal(viscous, here[0] * here[c + 1] + here[3] * here[c + 2] + here[c == 0 ? 7 : 8], 2e-4);
            }
        }
        for (var s = 0.0; s <= 1; s += 0.125)
        {
            Assert.Equal(16 * s * s * (1 - s) * (1 - s), At(s, 1)[0], 1e-13);
            Assert.Equal(0, At(s, 1)[3], 1e-13);
            foreach (var wall in new[] { At(0, s), At(1, s), At(s, 0) })
            {
                Assert.Equal(0, wall[0], 1e-13);
                Assert.Equal(0, wall[3], 1e-13);
            }
        }
        Assert.Equal(0, At(0, 0)[6], 1e-13);
    }

    [Fact]
    public void The_certificate_is_above_what_more_polynomials_change()
    {
        var (velocity, pressure) = CavityReference.Difference();
        Assert.InRange(CavityReference.Error, 1.5 * Math.Max(velocity, pressure), 40 * Math.Max(velocity, pressure));
        Assert.InRange(velocity, 0, 0.1 * CavityReference.Error);
        var certificate = Thalweg.Pde.References.Reference.Of(CavityProblem.Create())!.Certificate!;
        Assert.Equal(CavityReference.Error, certificate.Error);
    }

    /// <summary>u on the vertical line through the middle, Re = 100 [Ghia1982, Table I]: a lid of (1 − ξ³²)² is not quite 1 at its ends.</summary>
    [Fact]
    public void Under_a_lid_of_one_the_velocities_are_those_of_Ghia_and_others()
    {
        (double Y, double U)[] published =
        [
            (0.9531, 0.68717),
            (0.8516, 0.23151),
            (0.7344, 0.00332),
            (0.6172, -0.13641),
            (0.5000, -0.20581),
            (0.4531, -0.21090),
            (0.2813, -0.15662),
            (0.1719, -0.10150),
            (0.1016, -0.06434),
            (0.0547, -0.03717),
        ];
        var flow = new CavityFlow(0.01, 32, 28);
        var values = new double[9];
        foreach (var (y, u) in published)
        {
            flow.At(0.5, y, values);
            Assert.Equal(u, values[0], 0.01);
        }
    }
}
