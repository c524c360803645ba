using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Powers of corners are zero on the boundary and nowhere else, and solutions over them are bounded.</summary>
public sealed class CornerFactorTests
{
    private const string LShape = "polygon((-1,-1), (0,-1), (0,0), (1,0), (1,1), (-1,1))";

    private const string Plus =
        "polygon((1,0), (2,0), (2,1), (3,1), (3,2), (2,2), (2,3), (1,3), (1,2), (0,2), (0,1), (1,1))";

    private static readonly double[][] Inside =
    [
        [-0.5, 0.25],
        [0.3, 0.7],
        [-0.2, -0.6],
        [1e-6, 2e-6],
        [-3e-7, -1e-9],
    ];

    [Fact]
    public void On_the_L_shape_it_is_the_power_times_four_distances()
    {
        var factor = FactorOf(LShape);
        foreach (var point in Inside)
        {
            var (x, y) = (point[0], point[1]);
            var angle = Math.Atan2(y, x);
            angle = angle < 0 ? angle + (2 * Math.PI) : angle;
            var power = Math.Pow((x * x) + (y * y), 1.0 / 3) * Math.Sin(2 * angle / 3);
            var expected = power * (1 - (x * x)) * (1 - (y * y));
            Assert.Equal(expected, At(factor, point), 1e-14 * expected);
        }
    }

    [Fact]
    public void On_the_slit_it_is_the_root()
    {
        var factor = Factor(ProblemOf("slit"));
        foreach (
            var point in (double[][])
                [
                    [-0.5, 0.25],
                    [0.3, 1e-3],
                    [0.3, -1e-3],
                    [-0.4, 1e-9],
                    [-0.4, -1e-9],
                ]
        )
        {
            var (x, y) = (point[0], point[1]);
            // Im √z with the cut along the slit.
            var root = Math.Sqrt(0.5 * (Math.Sqrt((x * x) + (y * y)) - x));
            var expected = root * (1 - (x * x)) * (1 - (y * y));
            Assert.Equal(expected, At(factor, point), 1e-9 * expected);
        }
    }

    [Theory]
    [InlineData(LShape)]
    [InlineData(Plus)]
    [InlineData("polygon((0,0), (4,0), (4,4), (3,1), (0,1))")]
    [InlineData("polygon((0,1), (3,1), (4,4), (4,0), (0,0))")]
    public void It_is_zero_on_the_boundary_and_positive_inside(string domain)
    {
        var problem = TextOf(domain);
        var factor = Factor(problem);
        var rim = new SobolRule(512).PointsOn(problem.Domain, DomainPart.Boundary, 0);
        Assert.All(CoordinateValues.Of([factor], rim), value => Assert.InRange(Math.Abs(value), 0, 1e-12));
        var inside = new SobolRule(2048).PointsOn(problem.Domain, DomainPart.Interior, 0);
        Assert.All(CoordinateValues.Of([factor], inside), value => Assert.True(value > 0));
        var trial = HeldValues.Trial(problem, DistanceKind.Corner);
        Assert.Equal("hard(distance=corner)", trial.Name);
        Assert.Equal(1, trial.FactorSmoothness);
        Assert.All(problem.Conditions, condition => Assert.True(trial.Holds(condition)));
    }

    [Fact]
    public void Its_derivatives_are_those_of_differences()
    {
        var factor = FactorOf("polygon((0,0), (4,0), (4,4), (3,1), (0,1))");
        double[] point = [2.7, 0.6];
        const double step = 1e-4;
        for (var axis = 0; axis < 2; axis++)
        {
            var slope = Differentiation.AlongAxis(factor, axis);
            for (var other = 0; other < 2; other++)
            {
                var second = Differentiation.AlongAxis(slope, other);
                Assert.Equal(Difference(slope, point, other, step), At(second, point), 1e-6);
            }
            Assert.Equal(Difference(factor, point, axis, step), At(slope, point), 1e-6);
        }
    }

    // −Δu = 1 on the L-shape: u over distances that are joined grows as r^(−1/3).
    [Fact]
    public void Solutions_over_it_are_bounded_at_the_corner()
    {
        var problem = ProblemOf("l-shape");
        var ratio = problem.Exact![0] / Factor(problem);
        var joined = problem.Exact[0] / HeldValues.Trial(problem, DistanceKind.Joined).Factors[0]!;
        double[] near = [-1e-9, 1e-9];
        double[] far = [-1e-6, 1e-6];
        Assert.Equal(1, At(ratio, near) / At(ratio, far), 1e-3);
        Assert.Equal(10, At(joined, near) / At(joined, far), 1e-2);
    }

    [Theory]
    [InlineData("polygon((0,0), (2,0), (2,1), (0,1))", "no corner of which turns inwards")]
    [InlineData(
        "polygon((0,0), (3,0), (3,2), (2,2), (2,1), (1,1), (1,2), (0,2))",
        "two neighbouring corners of which turn inwards"
    )]
    [InlineData(
        "polygon((0,0), (2,0), (2,0.5), (4,3), (3.5,3.4), (2,1.5), (2,2), (0,2))",
        "through which the line of a side runs"
    )]
    [InlineData("disc((0,0), 1)", "which is no polygon")]
    public void Where_there_is_none_it_says_why(string domain, string told)
    {
        var fault = Assert.Throws<PartsRefusedException>(() => HeldValues.Trial(TextOf(domain), DistanceKind.Corner));
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_time_it_is_that_of_space()
    {
        var problem = new ProblemText(
            $"{LShape} x time(1)",
            ["u"],
            ["D(u, t) - laplacian(u)"],
            ["u = 0 on boundary", "u = 0 at t=0"]
        ).Build("heat");
        Assert.Equal(0.5 * At(FactorOf(LShape), Inside[0]), At(Factor(problem), [.. Inside[0], 0.5]), 1e-15);
    }

    private static Expression FactorOf(string domain) => Factor(TextOf(domain));

    private static Expression Factor(Problem problem) => HeldValues.Trial(problem, DistanceKind.Corner).Factors[0]!;

    private static Problem TextOf(string domain) =>
        new ProblemText(domain, ["u"], ["-laplacian(u) - 1"], ["u = 0 on boundary"])
        {
            Energy = "0.5*dot(grad(u), grad(u)) - u",
        }.Build("torsion");

    private static Problem ProblemOf(string name) => name == "slit" ? TorsionProblem.Slit() : TorsionProblem.LShape();

    private static double Difference(Expression e, double[] point, int axis, double step)
    {
        double[] Moved(double by) => [.. point.Select((x, k) => k == axis ? x + by : x)];
        return (At(e, Moved(step)) - At(e, Moved(-step))) / (2 * step);
    }

    private static double At(Expression e, double[] point) =>
        CoordinateValues.Of([e], new PointSet(point.Length, point, [1.0]))[0];
}
