using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Tests.Geometry;

/// <summary>Set operations against what holds for sets, and what they refuse.</summary>
public sealed class SetOperationTests
{
    private static readonly Box Square = new([new Interval(0, 2), new Interval(0, 2)]);

    [Fact]
    public void Pieces_are_those_of_the_operands_in_their_order()
    {
        var plate = CombinedDomain.Difference(Square, Disc(1, 1, 0.5));
        Assert.Equal(["arc 1", "arc 2", "arc 3", "arc 4", "arc 5"], plate.Pieces);
        Assert.Equal(Math.PI, plate.Only([4]).BoundaryMeasure, 1e-13);
        Assert.Equal("arc 5", plate.Only([1, 4]).Only([1]).Pieces[0]);
        // A side cut in two stays one piece; the circle has no part left below the box.
        var cut = CombinedDomain.Difference(Square, Disc(1, 0, 0.5));
        Assert.Equal(5, cut.Pieces.Count);
        Assert.Equal(1, cut.Only([0]).BoundaryMeasure, 1e-13);
        // Of the second box only three sides are left.
        Assert.Equal(7, CombinedDomain.Union(Square, new Box([new Interval(2, 3), new Interval(0, 1)])).Pieces.Count);
    }

    /// <param name="lattice">Coordinates are its multiples, so that shapes touch and have sides in common; 0 for any.</param>
    [Theory]
    [InlineData(0, 7)]
    [InlineData(0.25, 8)]
    public void The_measures_of_random_shapes_are_those_of_sets(double lattice, int seed)
    {
        var random = new Random(seed);
        var made = 0;
        for (var trial = 0; trial < 60; trial++)
        {
            var (a, b) = (Random(random, lattice), Random(random, lattice));
            var all = CombinedDomain.Union(a, b);
            var (both, onlyA, onlyB) = (
                Measure(() => CombinedDomain.Intersection(a, b)),
                Measure(() => CombinedDomain.Difference(a, b)),
                Measure(() => CombinedDomain.Difference(b, a))
            );
            Assert.Equal(a.Volume + b.Volume, all.Volume + both.Area, 1e-10);
            Assert.Equal(a.Volume, onlyA.Area + both.Area, 1e-10);
            if (lattice == 0)
            {
                // Sides in common are lost.
                Assert.Equal(a.BoundaryMeasure + b.BoundaryMeasure, all.BoundaryMeasure + both.Length, 1e-10);
            }
            Assert.Equal(all.Volume, DomainChecks.MeasureOfCells(all, DomainPart.Interior, 32), 1e-7);
            // Membership, point by point.
            for (var i = 0; i < 200; i++)
            {
                double[] p = [random.NextDouble() * 4 - 2, random.NextDouble() * 4 - 2];
                var (inA, inB) = (a.SignedDistance(p) < 0, b.SignedDistance(p) < 0);
                Assert.Equal(inA || inB, all.SignedDistance(p) < 0);
                made += inA && inB ? 1 : 0;
            }
            Assert.Equal(b.Volume, onlyB.Area + both.Area, 1e-10);
        }
        Assert.True(made > 50, $"{made}");

        static (double Area, double Length) Measure(Func<Domain> make)
        {
            try
            {
                var domain = make();
                return (domain.Volume, domain.BoundaryMeasure);
            }
            catch (ArgumentException empty) when (empty.Message.Contains("is empty", StringComparison.Ordinal))
            {
                return (0, 0);
            }
        }

        static Domain Random(Random random, double lattice)
        {
            double At() => lattice == 0 ? random.NextDouble() * 2 - 1 : lattice * random.Next(-4, 5);
            var (x, y) = (At(), At());
            var size = lattice == 0 ? 0.2 + 0.6 * random.NextDouble() : lattice * random.Next(1, 4);
            return random.Next(4) switch
            {
                0 => Disc(x, y, size),
                1 => new Annulus((x, y), 0.4 * size, size),
                2 => new Box([new Interval(x - size, x + 0.5 * size), new Interval(y - 0.5 * size, y + size)]),
                _ => new Polygon((x + size, y), (x - 0.2 * size, y + size), (x - size, y - 0.1), (x, y - 0.7 * size)),
            };
        }
    }

    [Fact]
    public void What_leaves_nothing_or_is_no_domain_of_the_plane_is_refused()
    {
        Refused("is empty", () => CombinedDomain.Intersection(Disc(0, 0, 1), Disc(3, 0, 1)));
        Refused("is empty", () => CombinedDomain.Difference(Disc(0, 0, 1), Square, Disc(0, 0, 3)));
        Refused("two or more", () => CombinedDomain.Union(Square));
        Refused("slit", () => CombinedDomain.Union(Square, new Slit()));
        Refused("of the plane", () => CombinedDomain.Union(Square, new UnitBall()));
        Refused("of the plane", () => CombinedDomain.Union(Square, new Cylinder(Square, 1)));
        Refused("of the plane", () => CombinedDomain.Union(Square, new StarShape((0, 0), 1)));
        Refused("all its boundary", () => CombinedDomain.Union(Square, Square.Only([0])));
        Refused("positive at every angle", () => new StarShape((0, 0), 1, (1, 0)));
        Refused("finite", () => new StarShape((0, 0), 1, (double.NaN, 0)));
        Refused("finite", () => new StarShape((0, double.NaN), 1));
        Refused("at most 16", () => new StarShape((0, 0), 1, [.. Enumerable.Repeat((0.0, 0.0), 17)]));
        Refused("positive number", () => new Ball([0, 0], -1));
        Refused("2 to 10", () => new Ball([0], 1));
        Refused("finite", () => new Ball([0, double.NaN], 1));
        Refused("at most 9 beside a time", () => new Cylinder(new Ball(new double[10], 1), 1));

        static void Refused(string expected, Func<Domain> make) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    private static Annulus Disc(double x, double y, double radius) => new((x, y), 0, radius);
}
