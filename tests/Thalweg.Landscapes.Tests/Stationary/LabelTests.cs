using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Stationary;

/// <summary>What is no stationary point, or none whose index is known, is said to be so.</summary>
public sealed class LabelTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void The_pass_of_a_chain_of_three_has_a_height_and_no_index(double start)
    {
        // ½ (w1 w2 w3 − 1)²: the Hessian at 0 is 0.
        var chain = new Polynomial("chain", 3, [new(0.5, 2, 2, 2), new(-1, 1, 1, 1), new(0.5, 0, 0, 0)]);
        var point = new Refinement(chain).From([start, start, start], WorkerTeam.Sequential);
        Assert.Equal(PointLabel.IndexUndecidable, point.Label);
        Assert.Equal(0.5, point.Value, 1e-12);
        Assert.Equal(3, point.ZeroModes);
    }

    [Fact]
    public void A_chain_of_two_has_a_saddle()
    {
        var chain = new Polynomial("chain", 2, [new(0.5, 2, 2), new(-1, 1, 1), new(0.5, 0, 0)]);
        var point = new Refinement(chain).From([0.1, -0.05], WorkerTeam.Sequential);
        Assert.Equal((PointLabel.Regular, 1), (point.Label, point.Index));
        Assert.Equal(-1, point.Eigenvalues[0], 1e-9);
        Assert.Equal(1, point.Eigenvalues[1], 1e-9);
    }

    /// <summary>|x| sin √|x| and |x|^{3/2}: the gradient is 0 at 0, and the curvature has no bound.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Curvature_without_bound_is_no_point(bool isSchwefel)
    {
        var kink = new Separable(
            "kink",
            1,
            [
                (
                    "kink",
                    (_, x) =>
                    {
                        var r = Math.Sqrt(Math.Abs(x));
                        return isSchwefel
                            ? (x * Math.Sin(r), Math.Sin(r) + (0.5 * r * Math.Cos(r)), Bend(x, r))
                            : (r * Math.Abs(x), 1.5 * r * Math.Sign(x), 0.75 / r);
                    }
                ),
            ]
        );
        var point = new Refinement(kink).From([0.013], WorkerTeam.Sequential);
        Assert.Equal(PointLabel.NotDifferentiable, point.Label);

        static double Bend(double x, double r) => Math.Sign(x) * ((0.75 * Math.Cos(r) / r) - (0.25 * Math.Sin(r)));
    }

    [Theory]
    [InlineData(3.0, 1.0)]
    [InlineData(-2.0, 6.0)]
    public void The_tail_of_a_gaussian_runs_to_infinity(double x, double y)
    {
        var bump = new ExponentialSum("bump", [new(1, -1, 0, -1, 0, 0)]);
        var point = new Refinement(bump).From([x, y], WorkerTeam.Sequential, 0);
        Assert.Equal(PointLabel.RunningToInfinity, point.Label);
    }

    [Fact]
    public void A_refinement_of_each_index_ends_in_a_point_of_that_index()
    {
        var cube = Separable.Cube(3);
        for (var k = 0; k <= 3; k++)
        {
            var point = new Refinement(cube).From([0.3, -0.4, 0.6], WorkerTeam.Sequential, k);
            Assert.Equal((PointLabel.Regular, k), (point.Label, point.Index));
            Assert.True(point.NewtonStep < 1e-14);
        }
    }

    [Fact]
    public void Differences_of_gradients_find_the_same_point()
    {
        var exact = new Refinement(ExponentialSum.MullerBrown()).From([-0.8, 0.6], WorkerTeam.Sequential, 1);
        var differences = new Refinement(new ValuesAlone(ExponentialSum.MullerBrown())).From(
            [-0.8, 0.6],
            WorkerTeam.Sequential,
            1
        );
        Assert.Equal((PointLabel.Regular, 1), (differences.Label, differences.Index));
        Assert.Equal(exact.Parameters[0], differences.Parameters[0], 1e-9);
        Assert.Equal(exact.Parameters[1], differences.Parameters[1], 1e-9);
    }

    [Fact]
    public void A_descent_stays_in_its_valley()
    {
        // A Newton step from here leaps into another valley; the way down leads to the deepest.
        var end = new Descent(ExponentialSum.MullerBrown()).From([-0.9, 0.75], WorkerTeam.Sequential);
        Assert.Equal(-146.699517209954, end.Value, 1e-9);
        Assert.Equal(
            -108.166724116852,
            new Descent(ExponentialSum.MullerBrown()).From([0.25, 0.2], WorkerTeam.Sequential).Value,
            1e-9
        );
    }

    /// <summary>A loss without second derivatives.</summary>
    private sealed class ValuesAlone(IObjective inner) : IObjective
    {
        public string Name => inner.Name;

        public int ParameterCount => inner.ParameterCount;

        public IReadOnlyList<string> TermNames => [];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => null;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => inner.Values(parameters, losses, default, default, team);

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => inner.Gradient(parameters, gradient, default, team);
    }
}
