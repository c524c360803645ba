using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

public sealed class QuadratureRuleTests
{
    public static readonly TheoryData<QuadratureRule, string> Names = new()
    {
        { new SimpsonRule(200), "simpson:200" },
        { new SimpsonRule(200, true), "simpson(intervals=200, published=true)" },
        { new TrapezoidRule(64), "trapezoid:64" },
        { new GaussRule(16), "gauss:16" },
        { new GaussRule(16, 4), "gauss(nodes=16, panels=4)" },
        { new SphericalRule(16, 12, 24), "spherical:16x12x24" },
        { new MonteCarloRule(1000), "monte-carlo:1000" },
        { new MonteCarloRule(1000, Redraw.Step, 1), "monte-carlo(points=1000, redraw=step, seed=1)" },
        { new MonteCarloRule(1000, boundary: 50), "monte-carlo(points=1000, boundary=50)" },
        { new PoolRule(10000, 100), "monte-carlo(pool=10000, batch=100)" },
        { new PoolRule(10000, 100, 5), "monte-carlo(pool=10000, batch=100, seed=5)" },
        { new SobolRule(1024), "sobol:1024" },
        { new SobolRule(1024, 64, 0), "sobol(points=1024, boundary=64, shift=0)" },
        { new LatinHypercubeRule(1000), "latin-hypercube:1000" },
        { new LatinHypercubeRule(1000, Redraw.Step, 2), "latin-hypercube(points=1000, redraw=step, seed=2)" },
        { new HaltonRule(1000), "halton:1000" },
        { new HaltonRule(1000, 10), "halton(points=1000, boundary=10)" },
    };

    public static readonly TheoryData<QuadratureRule, Domain, string> Misfits = new()
    {
        {
            new SimpsonRule(200, publishedEndWeights: true),
            Box.UnitCube(2),
            "is for the unit cube, d = 1, received the unit cube, d = 2: use the rule without published=true"
        },
        { new SimpsonRule(200), new UnitBall(), "received the unit ball, d = 3: use spherical:16x12x24" },
        { new TrapezoidRule(200), new UnitBall(), "'trapezoid:200' is for boxes such as the unit cube" },
        {
            new GaussRule(16),
            new UnitBall(),
            "'gauss:16' is for boxes such as the unit cube, received the unit ball, d = 3: use spherical:16x12x24"
        },
        {
            new SphericalRule(4, 4, 4),
            Box.UnitCube(3),
            "'spherical:4x4x4' is for the unit ball, d = 3, received the unit cube, d = 3: use gauss:16"
        },
    };

    public static readonly TheoryData<Action, string> BadOptions = new()
    {
        { () => _ = new SimpsonRule(0), "intervals of quadrature 'simpson' is 0, expected 1..16777216" },
        { () => _ = new TrapezoidRule(-5), "intervals of quadrature 'trapezoid' is -5" },
        { () => _ = new GaussRule(0), "nodes of quadrature 'gauss' is 0, expected 1..2048" },
        { () => _ = new GaussRule(3000), "use panels" },
        { () => _ = new GaussRule(3, 0), "panels of quadrature 'gauss' is 0" },
        { () => _ = new SphericalRule(16, 0, 24), "polar count of quadrature 'spherical' is 0" },
        {
            () => _ = new SphericalRule(2000, 2000, 2000),
            "'spherical:2000x2000x2000' has 8000000000 points, expected at most"
        },
        { () => _ = new MonteCarloRule(int.MaxValue), "points of quadrature 'monte-carlo' is 2147483647" },
        { () => _ = new SobolRule(8, boundary: 0), "boundary of quadrature 'sobol' is 0" },
        { () => _ = new PoolRule(0, 1), "pool of quadrature 'monte-carlo' is 0" },
        { () => _ = GaussLegendre.OnUnitInterval(0), "number of Gauss–Legendre nodes is 0" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_is_canonical(QuadratureRule rule, string expected)
    {
        Assert.Equal(expected, rule.Name);
        Assert.Equal(expected, rule.ToString());
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_rule_that_does_not_fit_the_domain_says_what_does(QuadratureRule rule, Domain domain, string message)
    {
        foreach (Action ask in new Action[] { () => rule.Interior(domain), () => rule.Boundary(domain) })
        {
            Assert.Contains(message, Assert.Throws<PartsRefusedException>(ask).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_impossible_option_is_named_with_what_is_expected(Action make, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    [Fact]
    public void Weights_sum_to_the_measure_and_points_lie_where_they_belong()
    {
        Domain[] domains = [Box.UnitCube(1), Box.UnitCube(2), Box.UnitCube(3), Box.UnitCube(10), new UnitBall()];
        QuadratureRule[] rules =
        [
            new MonteCarloRule(97, Redraw.Step, 1),
            new LatinHypercubeRule(97, boundary: 40),
            new PoolRule(300, 100),
            new SobolRule(128),
            new SobolRule(128, shift: 4),
            new HaltonRule(100),
        ];
        foreach (var (domain, rule) in domains.SelectMany(d => rules.Select(r => (d, r))))
        {
            var (inside, boundary) = (rule.Interior(domain, 3), rule.Boundary(domain, 3));
            Assert.Equal(domain.Volume, inside.Weights.Sum(), 1e-12);
            Assert.Equal(domain.BoundaryMeasure, boundary.Weights.Sum(), 1e-11);
            Assert.All(
                Enumerable.Range(0, inside.Count),
                i => Assert.True(domain.SignedDistance(Integral.Point(inside, i)) <= 1e-15)
            );
            Assert.All(
                Enumerable.Range(0, boundary.Count),
                i => Assert.Equal(0, domain.SignedDistance(Integral.Point(boundary, i)), 1e-15)
            );
            if (domain.Dimension == 1)
            {
                Assert.Equal([0, 1], boundary.Coordinates);
            }
        }
    }

    [Fact]
    public void Refinements_grow_and_converge()
    {
        Assert.Equal([64, 128, 256, 512, 1024], ErrorQuadrature.Refinements(Box.UnitCube(1)).Select(p => p.Count));
        Assert.Equal([256, 1024, 4096, 16384], ErrorQuadrature.Refinements(Box.UnitCube(2)).Select(p => p.Count));
        Assert.Equal([512, 4096, 32768, 262144], ErrorQuadrature.Refinements(Box.UnitCube(3)).Select(p => p.Count));
        Assert.Equal([4608, 36864], ErrorQuadrature.Refinements(new UnitBall()).Take(2).Select(p => p.Count));
        Assert.Equal(
            [4096, 8192, 16384, 32768, 65536],
            ErrorQuadrature.Refinements(Box.UnitCube(4)).Select(p => p.Count)
        );
        // ∫ ∏ sin² πx_k = 2^-d.
        foreach (var d in new[] { 1, 2, 3 })
        {
            var points = ErrorQuadrature.Refinements(Box.UnitCube(d)).Skip(1).First();
            Assert.Equal(Math.Pow(2, -d), Integral.Of(points, SquaredSines), 1e-13);
        }
        var sobol = ErrorQuadrature.Refinements(Box.UnitCube(6)).Last();
        Assert.Equal(Math.Pow(2, -6), Integral.Of(sobol, SquaredSines), 1e-4);

        static double SquaredSines(double[] x) =>
            x.Select(v => Math.Pow(Math.Sin(Math.PI * v), 2)).Aggregate((a, b) => a * b);
    }
}
