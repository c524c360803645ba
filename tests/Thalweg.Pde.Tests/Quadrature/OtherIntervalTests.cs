using Thalweg.Formats.Arrays;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

/// <summary>Rules on intervals other than [0, 1]: moving and stretching the interval moves and stretches points and weights.</summary>
public sealed class OtherIntervalTests
{
    public static TheoryData<QuadratureRule> Rules { get; } =
    [
        new GaussRule(7),
        new GaussRule(3, 4),
        new SimpsonRule(4),
        new TrapezoidRule(6),
        new MonteCarloRule(97, Redraw.Step, 1),
        new LatinHypercubeRule(97),
        new PoolRule(300, 100),
        new SobolRule(128),
        new SobolRule(128, shift: 4),
        new HaltonRule(100),
    ];

    public static TheoryData<QuadratureRule, double, double> Moved { get; } =
    [
        .. from rule in Rules.Select(row => row.Data)
        from ends in new[] { (-1.0, 2.0), (-3, -2.5), (0, 4), (5, 1e3) }
        select (rule, ends.Item1, ends.Item2),
    ];

    [Theory]
    [MemberData(nameof(Moved))]
    public void Points_and_weights_follow_the_interval(QuadratureRule rule, double lower, double upper)
    {
        var (unit, box) = (Box.UnitCube(1), new Box([new(lower, upper)]));
        var (from, to) = (rule.Interior(unit, 2), rule.Interior(box, 2));
        var length = upper - lower;
        var rounding = 4e-16 * Math.Max(Math.Abs(lower), Math.Abs(upper));
        Assert.Equal(from.Count, to.Count);
        for (var i = 0; i < from.Count; i++)
        {
            Assert.Equal(lower + length * from.Coordinates[i], to.Coordinates[i], rounding);
            Assert.Equal(length * from.Weights[i], to.Weights[i], 4e-16 * length);
        }
        Assert.Equal(length, to.Weights.Sum(), 1e-13 * length);
        var ends = rule.Boundary(box, 2);
        Assert.Equal([lower, upper], ends.Coordinates);
        Assert.Equal([1.0, 1.0], ends.Weights);
    }

    [Fact]
    public void Graded_panels_follow_the_interval_and_its_layer()
    {
        var unit = Graded(0, 1, 0.25, 0.1);
        var (from, to) = (unit.Rule.Interior(unit.Domain), Graded(-1, 3, 0, 0.4));
        var moved = to.Rule.Interior(to.Domain);
        Assert.Equal(from.Count, moved.Count);
        for (var i = 0; i < from.Count; i++)
        {
            Assert.Equal(-1 + 4 * from.Coordinates[i], moved.Coordinates[i], 1e-14);
            Assert.Equal(4 * from.Weights[i], moved.Weights[i], 1e-15);
        }
        Assert.Equal([-1.0, 3.0], to.Rule.Boundary(to.Domain).Coordinates);

        static (GradedGaussRule Rule, Domain Domain) Graded(double lower, double upper, double place, double width)
        {
            var problem = PoissonProblem.Sine(1) with
            {
                Domain = new Box([new(lower, upper)]),
                Layers = [new SteepLayer(0, place, width)],
            };
            return (new GradedGaussRule(3, problem), problem.Domain);
        }
    }

    [Fact]
    public void A_file_without_boundary_points_gives_the_ends_of_the_interval()
    {
        var file = Path.Combine(Path.GetTempPath(), $"thalweg-interval-{Guid.NewGuid():N}.npz");
        try
        {
            NpzFile.Write(
                file,
                new Dictionary<string, NpyArray>
                {
                    ["nodes"] = new([2, 1], [-0.5, 1.5]),
                    ["weights"] = new([2], [1.5, 1.5]),
                }
            );
            var rule = PointFileRule.Load(file);
            Assert.Equal([-1.0, 2.0], rule.Boundary(new Box([new(-1, 2)])).Coordinates);
            Assert.Equal([-1.0], rule.Boundary(new Box([new(-1, 2, FreeEnds.Upper)])).Coordinates);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
