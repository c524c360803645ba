using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

/// <summary>Every rule on space-time cylinders: measures, places and exactness on the interior, the sides and the bottom.</summary>
public sealed class SpaceTimeQuadratureTests
{
    private static readonly Box Strip = new([new(-1, 1)], 1);
    private static readonly Box Cylinder = new([new(-1, 2), new(0, 0.5)], 4);

    public static TheoryData<QuadratureRule> Rules { get; } =
    [
        new GaussRule(5),
        new GaussRule(3, 2),
        new SimpsonRule(4),
        new TrapezoidRule(6),
        new MonteCarloRule(97, Redraw.Step, 1),
        new LatinHypercubeRule(97, boundary: 40),
        new PoolRule(300, 100),
        new SobolRule(128),
        new SobolRule(128, shift: 4),
        new HaltonRule(100),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Weights_sum_to_the_measures_and_points_lie_where_they_belong(QuadratureRule rule)
    {
        foreach (var domain in new[] { Strip, Cylinder, new Box([new(0, 1), new(0, 2), new(0, 3)], 0.5) })
        {
            Check(rule.Interior(domain, 3), domain.Volume, p => Math.Max(0, domain.SignedDistance(p)));
            Check(rule.Boundary(domain, 3), domain.BoundaryMeasure, p => domain.BoundaryDistance(p));
            Check(rule.Initial(domain, 3), domain.InitialMeasure, p => domain.InitialDistance(p));
        }

        static void Check(PointSet points, double measure, Func<double[], double> distance)
        {
            Assert.Equal(measure, points.Weights.Sum(), 1e-11);
            Assert.All(
                Enumerable.Range(0, points.Count),
                i => Assert.Equal(0, distance(Integral.Point(points, i)), 1e-15)
            );
        }
    }

    [Fact]
    public void Tensor_rules_are_exact_for_products_on_every_part()
    {
        // ∫ x² over [−1, 2] is 3, ∫ y over [0, ½] is ⅛, ∫ t³ over [0, 4] is 64.
        foreach (var rule in new QuadratureRule[] { new GaussRule(2), new GaussRule(3, 2), new SimpsonRule(1) })
        {
            Assert.Equal(3 * 64 / 8.0, Integral.Of(rule.Interior(Cylinder), Product), 1e-12);
            // Sides x = −1 and x = 2 give (1 + 4)·64/8, y = ½ gives ½·3·64, y = 0 nothing.
            Assert.Equal(5 * 64 / 8.0 + 0.5 * 3 * 64, Integral.Of(rule.Boundary(Cylinder), Product), 1e-11);
            Assert.Equal(3 / 8.0, Integral.Of(rule.Initial(Cylinder), p => p[0] * p[0] * p[1]), 1e-13);
        }
        var linear = new TrapezoidRule(3);
        Assert.Equal(1.5 * 8 / 8, Integral.Of(linear.Interior(Cylinder), p => p[0] * p[1] * p[2]), 1e-12);

        static double Product(double[] p) => p[0] * p[0] * p[1] * p[2] * p[2] * p[2];
    }

    [Fact]
    public void Sides_of_a_strip_are_its_two_ends_for_all_times()
    {
        var sides = new GaussRule(3).Boundary(Strip);
        Assert.Equal([-1, -1, -1, 1, 1, 1], sides.Axis(0).ToArray());
        Assert.Equal(sides.Axis(1)[..3].ToArray(), sides.Axis(1)[3..].ToArray());
        Assert.Equal(GaussLegendre.OnUnitInterval(3).Nodes, sides.Axis(1)[..3].ToArray());
        var bottom = new GaussRule(3).Initial(Strip);
        Assert.Equal([0, 0, 0], bottom.Axis(1).ToArray());
        Assert.Equal(3, bottom.Count);
    }

    [Fact]
    public void Sampled_parts_are_drawn_independently()
    {
        var rule = new MonteCarloRule(50, seed: 7);
        var (inside, bottom) = (rule.Interior(Strip), rule.Initial(Strip));
        Assert.Empty(inside.Axis(0).ToArray().Intersect(bottom.Axis(0).ToArray()));
        Assert.Equal(20, new SobolRule(64, boundary: 20).Initial(Strip).Count);
        var pool = new PoolRule(100, 50);
        Assert.NotEqual(pool.Initial(Strip, 0).Coordinates, pool.Initial(Strip, 1).Coordinates);
        Assert.Equal(pool.Initial(Strip, 1).Coordinates, pool.Initial(Strip, 1).Coordinates);
    }

    [Fact]
    public void Sobol_points_integrate_over_every_part()
    {
        var rule = new SobolRule(4096);
        Assert.Equal(
            3 * 64 / 8.0,
            Integral.Of(rule.Interior(Cylinder), p => p[0] * p[0] * p[1] * Math.Pow(p[2], 3)),
            0.1
        );
        Assert.Equal(3 / 8.0, Integral.Of(rule.Initial(Cylinder), p => p[0] * p[0] * p[1]), 2e-3);
        Assert.Equal(14 * 4, Integral.Of(rule.Boundary(Cylinder), p => p[2]), 0.1);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_domain_without_a_time_has_no_initial_points(QuadratureRule rule)
    {
        var error = Assert.Throws<ArgumentException>(() => rule.Initial(Box.UnitCube(2)));
        Assert.Contains("which has no initial surface", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spherical_is_refused()
    {
        var error = Assert.Throws<PartsRefusedException>(() => new SphericalRule(4, 4, 4).Initial(Strip));
        Assert.Contains("received the space-time cylinder [-1, 1] x [0, 1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graded_panels_resolve_a_layer()
    {
        // ∫ of the square of the slope of tanh(x/δ) over [−1, 1] is (4/(3δ)) (1 + exponentially little).
        const double width = 0.02;
        var levels = ErrorQuadrature.Refinements(Strip, [new SteepLayer(0, 0, 0.01)]).ToList();
        Assert.Equal([16 * 4 * 4, 16 * 8 * 8, 16 * 16 * 16, 16 * 32 * 32], levels.Select(p => p.Count));
        var errors = levels.Select(p => Math.Abs(Integral.Of(p, Slope) * width * 0.75 - 1)).ToArray();
        Assert.InRange(errors[0], 1e-8, 1e-3);
        Assert.InRange(errors[2], 0, 1e-12);
        Assert.All(levels, p => Assert.Equal(2, p.Weights.Sum(), 1e-12));

        static double Slope(double[] p) => Math.Pow(1 / (width * Math.Pow(Math.Cosh(p[0] / width), 2)), 2);
    }

    [Fact]
    public void A_file_gives_initial_points_and_must_keep_them_on_the_bottom()
    {
        var file = Path.Combine(Path.GetTempPath(), $"thalweg-initial-{Guid.NewGuid():N}.npz");
        try
        {
            var weights = new NpyArray([2], [1, 1]);
            var arrays = new Dictionary<string, NpyArray>
            {
                ["nodes"] = new([2, 2], [0, 0.5, 0.5, 1]),
                ["weights"] = weights,
                ["boundary_nodes"] = new([2, 2], [-1, 0.5, 1, 0.25]),
                ["boundary_weights"] = weights,
                ["initial_nodes"] = new([2, 2], [-0.5, 0, 0.5, 0]),
                ["initial_weights"] = weights,
            };
            PointFileRule Load()
            {
                NpzFile.Write(file, arrays);
                return PointFileRule.Load(file);
            }

            var rule = Load();
            Assert.Equal([-0.5, 0.5, 0, 0], rule.Initial(Strip).Coordinates);
            Assert.Equal([-1, 1, 0.5, 0.25], rule.Boundary(Strip).Coordinates);
            var fingerprint = rule.Fingerprint;

            arrays["initial_nodes"] = new([2, 2], [-0.5, 0, 0.5, 0.25]);
            rule = Load();
            Assert.NotEqual(fingerprint, rule.Fingerprint);
            Refused(
                () => rule.Initial(Strip),
                "(0.5, 0.25) in 'initial_nodes' at index 1, expected points on the initial surface"
            );

            arrays["boundary_nodes"] = new([2, 2], [-1, 0.5, 0.5, 0]);
            Refused(
                () => Load().Boundary(Strip),
                "(0.5, 0) in 'boundary_nodes' at index 1, expected points on the boundary of"
            );

            arrays.Remove("initial_nodes");
            arrays.Remove("initial_weights");
            Refused(() => Load().Initial(Strip), "has no initial_nodes and initial_weights");
        }
        finally
        {
            File.Delete(file);
        }

        static void Refused(Func<object> ask, string message) =>
            Assert.Contains(message, Assert.Throws<PartsRefusedException>(ask).Message, StringComparison.Ordinal);
    }
}
