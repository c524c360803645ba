using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>PACMANN: points climb the squared residual; and the differences that they climb by.</summary>
public sealed class PointAscentTests
{
    private static readonly Box Square = Box.UnitCube(2);

    [Fact]
    public void Plain_ascent_multiplies_the_distance_along_the_slope()
    {
        // r² = (x + 2y)²: each step multiplies s = x + 2y by 1 + 10η, and the point moves by (1, 2)/5 of the change of s.
        var sampler = new PointAscent
        {
            Method = AscentMethod.Plain,
            Steps = 3,
            Rate = 0.01,
            Seed = 4,
        };
        var before = Still.Objective(Square, X(0) + 2.0 * X(1), new GaussRule(9), sampler);
        var after = Still.Round(before, 2);
        var growth = Math.Pow(1.1, 3) - 1;
        var replaced = 0;
        var fresh = Still.Uniform(Square, 81, new RandomStream(4, "sampling/pacmann/2"));
        for (var i = 0; i < 81; i++)
        {
            var from = Still.Point(before.InteriorPoints, i);
            var change = (from[0] + 2 * from[1]) * growth / 5;
            double[] expected = [from[0] + change, from[1] + 2 * change];
            if (expected.Max() > 1)
            {
                expected = fresh[replaced++];
            }
            Assert.Equal(expected[0], after.Axis(0)[i], 1e-9);
            Assert.Equal(expected[1], after.Axis(1)[i], 1e-9);
        }
        Assert.InRange(replaced, 5, 60);
        Assert.All(after.Weights, w => Assert.Equal(1.0 / 81, w));
    }

    [Fact]
    public void Momentum_averages_the_slopes()
    {
        var sampler = new PointAscent
        {
            Method = AscentMethod.Momentum,
            Steps = 4,
            Rate = 0.05,
        };
        var before = Still.Objective(Box.UnitCube(1), X(0) + 1.0, new GaussRule(8), sampler);
        var after = Still.Round(before, 1);
        for (var i = 0; i < 8; i++)
        {
            // ∇r² = 2(x + 1).
            var (x, v) = (before.InteriorPoints.Coordinates[i], 0.0);
            for (var step = 0; step < 4; step++)
            {
                v = 0.9 * v + 0.1 * 2 * (x + 1);
                x += 0.05 * v;
            }
            if (x < 1)
            {
                Assert.Equal(x, after.Coordinates[i], 1e-10);
            }
        }
    }

    [Fact]
    public void Adam_moves_by_the_rate_uphill()
    {
        // r² = (x − ½)²: away from the middle, by η each step while the slope stays alike.
        var sampler = new PointAscent { Steps = 1, Rate = 1e-3 };
        var before = Still.Objective(Box.UnitCube(1), X(0) - 0.5, new GaussRule(8), sampler);
        var after = Still.Round(before, 1);
        for (var i = 0; i < 8; i++)
        {
            var x = before.InteriorPoints.Coordinates[i];
            var slope = 2 * (x - 0.5);
            Assert.Equal(x + 1e-3 * slope / (Math.Abs(slope) + 1e-7), after.Coordinates[i], 1e-12);
        }
    }

    [Fact]
    public void Differences_agree_with_the_closed_form()
    {
        var objective = Still.Objective(Square, Sin(3.0 * X(0)) * Exp(X(1)), new GaussRule(5), new PointAscent());
        const double step = ResidualField.RelativeStep;
        double[] xs = [0.1, 0.4, 0.77, 0.0, 1.0];
        double[] ys = [0.2, 0.9, 0.5, 0.3, 1.0];
        var field = new CompiledLoss(
            objective.Problem,
            objective.Network,
            objective.Trial,
            objective.Formulation,
            objective.Quadrature,
            default,
            null
        ).ResidualAt(new double[objective.ParameterCount], WorkerTeam.Sequential);
        var gradient = field.SquareGradient(new PointSet(2, [.. xs, .. ys], new double[5]));
        for (var i = 0; i < 5; i++)
        {
            var (s, c, e) = (Math.Sin(3 * xs[i]), Math.Cos(3 * xs[i]), Math.Exp(2 * ys[i]));
            // h²/6 of the third derivative and rounding; on the edge h/2 of the second.
            var alongX = i < 3 ? step * step / 6 * Math.Abs(216 * s * c * e) : step / 2 * 18 * e;
            var alongY = i < 4 ? step * step / 6 * 8 * s * s * e : step / 2 * 4 * s * s * e;
            var rounding = 1e-10 * (s * s * e + 0.1);
            Assert.Equal(6 * s * c * e, gradient[i], 1.01 * alongX + rounding);
            Assert.Equal(2 * s * s * e, gradient[5 + i], 1.01 * alongY + rounding);
        }
    }
}
