using Thalweg.Pde.Engine;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Joined distances are zero where values are prescribed and nowhere else, of slope 1 there, and blend the values.</summary>
public sealed class JoinedDistanceTests
{
    private const string Square = "box((0, 0), (1, 1))";

    private static readonly Dictionary<string, (string Domain, string[] Conditions)> Cases = new(StringComparer.Ordinal)
    {
        ["square"] = (Square, ["u = 0 on boundary"]),
        ["square with values"] = (Square, ["u = x*y on x=1", "u = y^2 on y=1"]),
        ["triangle"] = ("triangle((0,0), (1,0), (0.25,1))", ["u = x on boundary"]),
        ["polygon with values"] = (
            "polygon((0,0), (2,0), (2,1), (1,0.5), (0,1))",
            ["u = 1 on arc 1", "u = 3 on arc 3"]
        ),
        ["l-shape"] = ("polygon((-1,-1), (0,-1), (0,0), (1,0), (1,1), (-1,1))", ["u = 0 on boundary"]),
        ["disc"] = ("disc((0.5,0), 2)", ["u = x on boundary"]),
        ["annulus"] = ("annulus((0,0), 1, 2)", ["u = 1 on arc 1", "u = 2 on arc 2"]),
        ["star"] = ("star((0,0), 1, (0,0), (0.2,-0.1))", ["u = x on boundary"]),
        ["ball"] = ("ball((1,0,0), 2)", ["u = x*y on boundary"]),
        ["half disc"] = ("intersection(disc((0,0), 1), box((-2,0), (2,2)))", ["u = 1 on boundary"]),
        ["plate with a hole"] = (
            "difference(box((0,0), (2,1)), disc((0,0), 0.5), disc((1.5,0.5), 0.25))",
            ["u = 1 on arc 5", "u = y on x=2", "u = 0 on arc 6"]
        ),
        ["interval"] = ("interval(-1, 3)", ["u = 2 on x=-1", "u = 5 on x=3"]),
    };

    public static TheoryData<string, DistanceKind> All =>
        new MatrixTheoryData<string, DistanceKind>(Cases.Keys, [DistanceKind.Joined, DistanceKind.JoinedSquares]);

    [Theory]
    [MemberData(nameof(All))]
    public void Values_hold_and_the_factor_is_a_distance(string name, DistanceKind kind)
    {
        var problem = ProblemOf(name);
        var trial = HeldValues.Trial(problem, kind);
        Assert.Equal($"hard(distance={HeldValues.NameOf(kind)})", trial.Name);
        var (factor, lift) = (trial.Factors[0]!, trial.Lifts[0] ?? 0.0);
        // So that no formulation asks for a penalty.
        Assert.All(problem.Conditions, condition => Assert.True(trial.Holds(condition)));
        foreach (var condition in problem.Conditions)
        {
            var points = new SobolRule(64).PointsOn(condition.Region.Domain, condition.Region.Part, 0);
            var values = CoordinateValues.Of([factor, lift - condition.Prescribed!.Value.Value], points);
            Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, 1e-9));
            // A step inwards along the normal is a distance to rounding of second order.
            const double step = 1e-5;
            var (moved, normal) = (new double[points.Count * problem.Dimension], new double[problem.Dimension]);
            for (var n = 0; n < points.Count; n++)
            {
                double[] at = [.. Enumerable.Range(0, problem.Dimension).Select(k => points.Axis(k)[n])];
                problem.Domain.Normal(at, normal);
                for (var k = 0; k < normal.Length; k++)
                {
                    moved[(k * points.Count) + n] = at[k] - (step * normal[k]);
                }
            }
            var slopes = CoordinateValues.Of([factor], new PointSet(points.Dimension, moved, points.Weights));
            // At corners another part is as near.
            Assert.All(slopes, value => Assert.InRange(value / step, 0, 1.01));
            Assert.InRange(slopes.Count(value => value > 0.9 * step), 0.85 * points.Count, points.Count);
        }
        var inside = new SobolRule(256).PointsOn(problem.Domain, DomainPart.Interior, 0);
        Assert.All(CoordinateValues.Of([factor], inside), value => Assert.True(value > 0));
    }

    [Fact]
    public void Order_and_domain_decide_how_smooth_it_is()
    {
        Assert.Equal(1, HeldValues.Trial(ProblemOf("square"), DistanceKind.Joined).FactorSmoothness);
        Assert.Equal(int.MaxValue, HeldValues.Trial(ProblemOf("interval"), DistanceKind.Joined).FactorSmoothness);
        Assert.Equal(int.MaxValue, HeldValues.Trial(ProblemOf("annulus"), DistanceKind.JoinedSquares).FactorSmoothness);
        Assert.Equal(int.MaxValue, HeldValues.Trial(ProblemOf("square"), DistanceKind.Polynomial).FactorSmoothness);
    }

    [Fact]
    public void One_edge_of_a_polygon_ends_and_one_component_speaks_for_all()
    {
        Problem Of(string domain, string[] unknowns, string[] residuals, string[] conditions) =>
            new ProblemText(domain, unknowns, residuals, conditions).Build("p");
        var edge = Of("triangle((0,0), (1,0), (0,1))", ["u"], ["-laplacian(u)"], ["u = 0 on arc 1"]);
        Assert.Equal(1, HeldValues.Trial(edge, DistanceKind.Joined).FactorSmoothness);
        var face = Of(Square, ["u"], ["-laplacian(u)"], ["u = 0 on x=0"]);
        Assert.Equal(int.MaxValue, HeldValues.Trial(face, DistanceKind.Joined).FactorSmoothness);
        var two = Of(
            Square,
            ["u", "v"],
            ["-laplacian(u) - v", "-laplacian(v) - u"],
            ["u = 0 on boundary", "v = 0 on x=0"]
        );
        Assert.Equal(1, HeldValues.Trial(two, DistanceKind.Joined).FactorSmoothness);
    }

    [Fact]
    public void Polynomials_and_blends_are_those_of_the_standard_on_boxes()
    {
        var problem = ProblemOf("square with values");
        var standard = HeldValues.Trial(problem, DistanceKind.Standard);
        foreach (var kind in (DistanceKind[])[DistanceKind.Polynomial, DistanceKind.Transfinite])
        {
            var other = HeldValues.Trial(problem, kind);
            Assert.Equal(standard.Factors[0]!.ToString(), other.Factors[0]!.ToString());
            Assert.Equal(standard.Lifts[0]!.ToString(), other.Lifts[0]!.ToString());
        }
    }

    [Theory]
    [InlineData("l-shape", DistanceKind.Polynomial, "no polynomial is zero on the sides alone")]
    [InlineData("disc", DistanceKind.Transfinite, "of a box alone")]
    [InlineData("polygon with values", DistanceKind.Standard, "one value all around")]
    public void What_a_domain_has_not_is_refused(string name, DistanceKind kind, string told)
    {
        var fault = Assert.Throws<PartsRefusedException>(() => HeldValues.Trial(ProblemOf(name), kind));
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    private static Problem ProblemOf(string name)
    {
        var (domain, conditions) = Cases[name];
        return new ProblemText(domain, ["u"], ["-laplacian(u) - 1"], conditions)
        {
            Energy = "0.5*dot(grad(u), grad(u)) - u",
        }.Build(name);
    }
}
