using Thalweg.Pde.Engine;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Tests.Quadrature;

namespace Thalweg.Pde.Tests.Geometry;

/// <summary>Star shapes, balls and what set operations make, against closed forms.</summary>
public sealed class CurvedDomainTests
{
    private static readonly Box Square = new([new Interval(0, 2), new Interval(0, 2)]);

    private static readonly double Lens = 2 * Math.PI / 3 - Math.Sqrt(3) / 2;

    private static readonly (string Name, Func<Domain> Domain, double Volume, double Boundary)[] Known =
    [
        // The length by 25-digit quadrature.
        (
            "star",
            () => new StarShape((0.3, -0.2), 1, (0, 0), (0, 0), (0.2, 0), (0, 0), (0, -0.1)),
            Math.PI * 1.025,
            7.133442113995989509302388
        ),
        ("circular star", () => new StarShape((0.3, -0.2), 1.5), 2.25 * Math.PI, 3 * Math.PI),
        ("disc as a ball", () => new Ball([1, -1], 2), 4 * Math.PI, 4 * Math.PI),
        ("ball", () => new Ball([1, 0, -1], 2), 32 * Math.PI / 3, 16 * Math.PI),
        ("ball of 4", () => new Ball([0, 0, 0.5, 0], 1), Math.PI * Math.PI / 2, 2 * Math.PI * Math.PI),
        ("ball of 5", () => new Ball([0, 0, 0.5, 0, 1], 1), 8 * Math.PI * Math.PI / 15, 8 * Math.PI * Math.PI / 3),
        ("two discs", () => CombinedDomain.Union(Disc(0, 0, 1), Disc(1, 0, 1)), 2 * Math.PI - Lens, 8 * Math.PI / 3),
        ("lens", () => CombinedDomain.Intersection(Disc(0, 0, 1), Disc(1, 0, 1)), Lens, 4 * Math.PI / 3),
        ("crescent", () => CombinedDomain.Difference(Disc(0, 0, 1), Disc(1, 0, 1)), Math.PI - Lens, 2 * Math.PI),
        ("upright lens", () => CombinedDomain.Intersection(Disc(0, 0, 1), Disc(0, 1, 1)), Lens, 4 * Math.PI / 3),
        ("plate with a hole", () => CombinedDomain.Difference(Square, Disc(1, 1, 0.5)), 4 - Math.PI / 4, 8 + Math.PI),
        (
            "plate with a quarter hole",
            () => CombinedDomain.Difference(Square, Disc(0, 0, 1)),
            4 - Math.PI / 4,
            6 + Math.PI / 2
        ),
        (
            "half disc",
            () => CombinedDomain.Intersection(Disc(0, 0, 1), new Box([new Interval(-2, 2), new Interval(0, 3)])),
            Math.PI / 2,
            2 + Math.PI
        ),
        (
            "two boxes that overlap",
            () =>
                CombinedDomain.Union(
                    new Box([new Interval(-1, 0), new Interval(-1, 1)]),
                    new Box([new Interval(-1, 1), new Interval(0, 1)])
                ),
            3,
            8
        ),
        (
            "two boxes with a side in common",
            () => CombinedDomain.Union(Square, new Box([new Interval(2, 3), new Interval(0, 1)])),
            5,
            10
        ),
        (
            "triangle without a square",
            () =>
                CombinedDomain.Difference(
                    new Polygon((0, 0), (4, 0), (0, 4)),
                    new Box([new Interval(0.5, 1), new Interval(0.5, 1)])
                ),
            7.75,
            8 + Math.Sqrt(32) + 2
        ),
        (
            "square without a wedge",
            () => CombinedDomain.Difference(Square, new Polygon((-1, 0.75), (1, 1), (-1, 1.25))),
            4 - 0.125,
            8 - 0.25 + 2 * Math.Sqrt(1 + 1.0 / 64)
        ),
        // They touch from inside: an end of angle 2π.
        (
            "disc without a disc that touches",
            () => CombinedDomain.Difference(Disc(0, 0, 1), Disc(0.5, 0, 0.5)),
            0.75 * Math.PI,
            3 * Math.PI
        ),
        (
            "keyhole",
            () =>
                CombinedDomain.Difference(
                    CombinedDomain.Union(Square, Disc(2, 1, 0.5)),
                    CombinedDomain.Intersection(Disc(0.5, 1, 0.25), new Annulus((0.5, 1), 0.125, 1)),
                    Disc(1.5, 0, 0.25)
                ),
            4 + Math.PI / 8 - Math.PI * (0.0625 - 0.015625) - Math.PI / 32,
            8 - 1 + Math.PI / 2 + 2 * Math.PI * 0.375 - 0.5 + Math.PI / 4
        ),
        (
            "two parts",
            () => CombinedDomain.Difference(Square, new Box([new Interval(0.5, 1), new Interval(-1, 3)])),
            3,
            5 + 6
        ),
    ];

    public static TheoryData<string> Names => [.. Known.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Measures_are_those_of_closed_forms_and_of_product_rules(string name)
    {
        var (domain, volume, boundary) = Of(name);
        Assert.Equal(volume, domain.Volume, 1e-13 * volume);
        Assert.Equal(boundary, domain.BoundaryMeasure, 1e-13 * boundary);
        var nodes = domain.Dimension > 3 ? 14 : 24;
        Assert.Equal(volume, DomainChecks.MeasureOfCells(domain, DomainPart.Interior, nodes), 1e-11 * volume);
        Assert.Equal(boundary, DomainChecks.MeasureOfCells(domain, DomainPart.Boundary, nodes), 1e-11 * boundary);
        Assert.Equal(volume, new SobolRule(64).Interior(domain).Weights.Sum(), 1e-12 * volume);
        // Rules of few points miss the measure of bent cells, and are scaled to it.
        foreach (
            QuadratureRule few in domain.Dimension > 3
                ? (QuadratureRule[])[new GaussRule(6)]
                : [new GaussRule(4), new SimpsonRule(4), new TrapezoidRule(16)]
        )
        {
            Assert.Equal(volume, few.Interior(domain).Weights.Sum(), 1e-12 * volume);
            Assert.Equal(boundary, few.Boundary(domain).Weights.Sum(), 1e-12 * boundary);
        }
    }

    /// <summary>∫ |x|² = d/(d + 2) R² V.</summary>
    [Theory]
    [InlineData(2, 8)]
    [InlineData(3, 8)]
    [InlineData(4, 10)]
    [InlineData(5, 10)]
    public void Balls_have_the_second_moment_of_balls(int dimension, int nodes)
    {
        var ball = new Ball(new double[dimension], 1.5);
        var moment = Integral.Of(new GaussRule(nodes).Interior(ball), x => x.Sum(c => c * c));
        Assert.Equal(dimension / (dimension + 2.0) * 2.25 * ball.Volume, moment, 1e-9 * ball.Volume);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_are_where_they_belong_and_uniform(string name)
    {
        var domain = Of(name).Domain;
        foreach (
            QuadratureRule rule in (QuadratureRule[])
                [new GaussRule(5), new SimpsonRule(4), new MonteCarloRule(200), new SobolRule(4096)]
        )
        {
            var (inside, edge) = (rule.Interior(domain), rule.Boundary(domain));
            Assert.All(
                DomainChecks.Points(inside),
                p => Assert.True(domain.SignedDistance(p) <= 1e-12, $"{domain.SignedDistance(p)}")
            );
            Assert.All(DomainChecks.Points(edge), p => Assert.Equal(0, domain.BoundaryDistance(p), 1e-12));
            Assert.All(
                DomainChecks.Points(inside).Concat(DomainChecks.Points(edge)),
                p => Assert.All(p, (x, k) => Assert.InRange(x, domain.Lower(k) - 1e-9, domain.Upper(k) + 1e-9))
            );
        }
        // Uniform points have the moments that the Gauss rule has.
        var (exact, drawn) = (new GaussRule(domain.Dimension > 3 ? 8 : 16), new SobolRule(1 << 14));
        for (var k = 0; k < domain.Dimension; k++)
        {
            double Moment(PointSet points) => Integral.Of(points, x => x[k] * x[k] + x[0] * x[1] + x[k]);
            Assert.Equal(Moment(exact.Interior(domain)), Moment(drawn.Interior(domain)), 0.01 * domain.Volume);
            Assert.Equal(Moment(exact.Boundary(domain)), Moment(drawn.Boundary(domain)), 0.01 * domain.BoundaryMeasure);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Normals_point_outwards_and_have_length_one(string name)
    {
        var domain = Of(name).Domain;
        DomainChecks.DivergenceTheorem(domain, new GaussRule(domain.Dimension > 3 ? 16 : 24), 1e-10);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Factors_and_distances_vanish_on_the_boundary_and_nowhere_else(string name)
    {
        var domain = Of(name).Domain;
        var inside = new SobolRule(512).Interior(domain);
        Assert.All(CoordinateValues.Of([domain.Factor()!], inside), value => Assert.True(value > 0));
        Assert.All(
            CoordinateValues.Of([domain.Factor()!], new SobolRule(128).Boundary(domain)),
            value => Assert.Equal(0, value, 1e-9)
        );
        foreach (var piece in Enumerable.Range(0, domain.Pieces.Count))
        {
            var alone = domain.Only([piece]);
            var distance = JoinedDistance.Of(alone.PieceDistances()!, order: 1);
            Assert.All(
                CoordinateValues.Of([distance], new SobolRule(128).Boundary(alone)),
                value => Assert.Equal(0, value, 1e-9)
            );
            Assert.All(CoordinateValues.Of([distance], inside), value => Assert.True(value > 0));
        }
    }

    /// <summary>Functions of r^(2/3) and r^(3/4) around such corners, of r^(1/2) around ends of an angle of nearly 2π.</summary>
    [Theory]
    [InlineData("two boxes that overlap", 0, 0, 2.0 / 3)]
    [InlineData("two boxes with a side in common", 2, 1, 2.0 / 3)]
    [InlineData("triangle without a square", 0.5, 1, 2.0 / 3)]
    [InlineData("triangle without a square", 1, 1, 2.0 / 3)]
    [InlineData("two discs", 0.5, 0.8660254037844386, 0.75)]
    [InlineData("square without a wedge", 1, 1, 0.5)]
    [InlineData("disc without a disc that touches", 1, 0, 0.5)]
    public void Rules_converge_fast_where_a_corner_turns_inwards(string name, double x, double y, double power)
    {
        var domain = Of(name).Domain;
        double Value(int nodes) =>
            Integral.Of(
                new GaussRule(nodes).Interior(domain),
                p => Math.Pow((p[0] - x) * (p[0] - x) + (p[1] - y) * (p[1] - y), power / 2)
            );
        var best = Value(64);
        var (coarse, fine) = (Math.Abs(Value(8) - best), Math.Abs(Value(16) - best));
        Assert.True(coarse < 5e-5, $"{name}: {coarse}");
        Assert.True(fine < 1e-7, $"{name}: {fine}");
    }

    private static Annulus Disc(double x, double y, double radius) => new((x, y), 0, radius);

    private static (Domain Domain, double Volume, double Boundary) Of(string name)
    {
        var (_, domain, volume, boundary) = Known.Single(k => k.Name == name);
        return (domain(), volume, boundary);
    }
}
