using System.Globalization;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Tests.Quadrature;

namespace Thalweg.Pde.Tests.Geometry;

/// <summary>Domains of the plane against closed forms.</summary>
public sealed class PlanarDomainTests
{
    private static readonly (string Name, Domain Domain, double Area, double Perimeter)[] Known =
    [
        ("triangle", new Polygon((0, 0), (3, 0), (0, 4)), 6, 12),
        ("clockwise", new Polygon((0, 4), (3, 0), (0, 0)), 6, 12),
        ("l-shape", Polygon.LShape(), 3, 8),
        ("slit", new Slit(), 4, 10),
        (
            "comb",
            new Polygon((0, 0), (5, 0), (5, 2), (4, 2), (4, 1), (3, 1), (3, 2), (2, 2), (2, 1), (1, 1), (1, 2), (0, 2)),
            8,
            18
        ),
        ("disc", new Annulus((0.5, -1), 0, 2), 4 * Math.PI, 4 * Math.PI),
        ("annulus", new Annulus((0, 0), 1, 3), 8 * Math.PI, 8 * Math.PI),
        ("cylinder", new Cylinder(Polygon.LShape(), 2), 6, 16),
    ];

    public static TheoryData<string> Names => [.. Known.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Measures_are_those_of_the_shape_and_of_every_rule(string name)
    {
        var (_, domain, area, perimeter) = Known.Single(k => k.Name == name);
        Assert.Equal(area, domain.Volume, 1e-13 * area);
        Assert.Equal(perimeter, domain.BoundaryMeasure, 1e-13 * perimeter);
        foreach (
            QuadratureRule rule in (QuadratureRule[])
                [new GaussRule(6), new SimpsonRule(4), new TrapezoidRule(5), new SobolRule(64)]
        )
        {
            const double slack = 1e-12;
            Assert.Equal(area, rule.Interior(domain).Weights.Sum(), slack * area);
            Assert.Equal(perimeter, rule.Boundary(domain).Weights.Sum(), 1e-12 * perimeter);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_are_where_they_belong_and_uniform(string name)
    {
        var domain = Known.Single(k => k.Name == name).Domain;
        foreach (
            QuadratureRule rule in (QuadratureRule[])[new GaussRule(5), new MonteCarloRule(200), new SobolRule(4096)]
        )
        {
            var (inside, edge) = (rule.Interior(domain), rule.Boundary(domain));
            Assert.All(DomainChecks.Points(inside), p => Assert.True(domain.SignedDistance(p) <= 1e-12));
            Assert.All(DomainChecks.Points(edge), p => Assert.Equal(0, domain.BoundaryDistance(p), 1e-12));
        }
        // Uniform points have the moments that the Gauss rule has.
        var (exact, drawn) = (new GaussRule(8), new SobolRule(1 << 14));
        for (var k = 0; k < 2; k++)
        {
            double Moment(PointSet points) => Integral.Of(points, x => x[k] * x[k] + x[0] * x[1]);
            Assert.Equal(Moment(exact.Interior(domain)), Moment(drawn.Interior(domain)), 0.01 * domain.Volume);
            Assert.Equal(Moment(exact.Boundary(domain)), Moment(drawn.Boundary(domain)), 0.01 * domain.BoundaryMeasure);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Normals_point_outwards_and_have_length_one(string name)
    {
        var domain = Known.Single(k => k.Name == name).Domain;
        DomainChecks.DivergenceTheorem(domain, new GaussRule(12), 1e-11);
    }

    [Fact]
    public void Rules_are_exact_for_polynomials_and_converge_fast_where_a_corner_turns_inwards()
    {
        var square = new Polygon((0, 0), (1, 0), (1, 1), (0, 1));
        Assert.Equal(
            1.0 / 5 / 4,
            Integral.Of(new GaussRule(6).Interior(square), x => Math.Pow(x[0], 4) * Math.Pow(x[1], 3)),
            1e-15
        );
        // ∫ r^(2/3) over the three squares around the corner, r^(1/2) over the four around the tip, by one panel of each of two rules.
        foreach (var (domain, power) in ((Domain, double)[])[(Polygon.LShape(), 2.0 / 3), (new Slit(), 0.5)])
        {
            double Value(int nodes) =>
                Integral.Of(new GaussRule(nodes).Interior(domain), x => Math.Pow(x[0] * x[0] + x[1] * x[1], power / 2));
            var best = Value(40);
            var (coarse, fine) = (Math.Abs(Value(6) - best), Math.Abs(Value(12) - best));
            Assert.True(coarse < 1e-5, $"{domain}: {coarse}");
            Assert.True(fine < 1e-9, $"{domain}: {fine}");
        }
    }

    [Fact]
    public void Edges_are_numbered_as_they_were_given()
    {
        foreach (var polygon in (Polygon[])[new((0, 0), (3, 0), (0, 4)), new((0, 4), (3, 0), (0, 0))])
        {
            Assert.Equal(["arc 1", "arc 2", "arc 3"], polygon.Pieces);
        }
        var turned = new Polygon((0, 4), (3, 0), (0, 0));
        Assert.Equal(5, turned.Only([0]).BoundaryMeasure, 1e-14);
        Assert.Equal(3, turned.Only([1]).BoundaryMeasure, 1e-14);
        Assert.Equal(4, turned.Only([2]).BoundaryMeasure, 1e-14);
        Assert.Equal("arc 3", turned.Only([1, 2]).Only([1]).Pieces[0]);
    }

    [Theory]
    [InlineData("two corners", "0 0 1 0")]
    [InlineData("no area", "0 0 1 0 2 0")]
    [InlineData("crossing", "0 0 1 1 1 0 0 1")]
    [InlineData("touching", "0 0 2 0 2 2 1 0 0 2")]
    [InlineData("repeated", "0 0 1 0 1 0 0 1")]
    [InlineData("closed twice", "0 0 1 0 0 1 0 0")]
    [InlineData("not finite", "0 0 1 0 NaN 1")]
    public void What_is_no_polygon_is_refused(string why, string coordinates)
    {
        Assert.NotEmpty(why);
        double[] numbers = [.. coordinates.Split(' ').Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
        var corners = Enumerable
            .Range(0, numbers.Length / 2)
            .Select(i => (numbers[2 * i], numbers[2 * i + 1]))
            .ToList();
        var fault = Assert.Throws<ArgumentException>(() => new Polygon(corners));
        Assert.Contains("expected", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_vanish_on_the_boundary_and_nowhere_else()
    {
        foreach (var (_, domain, _, _) in Known)
        {
            var factor = domain.Factor()!;
            var edge = CoordinateValues.Of([factor], new SobolRule(128).Boundary(domain));
            var inside = CoordinateValues.Of([factor], new SobolRule(512).Interior(domain));
            Assert.All(edge, value => Assert.Equal(0, value, 1e-12));
            Assert.All(inside, value => Assert.True(value > 0));
        }
    }
}
