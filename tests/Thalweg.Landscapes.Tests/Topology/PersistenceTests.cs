using Thalweg.Landscapes.Topology;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Topology;

/// <summary>Against closed forms, a twin that follows every level, and pairs that GUDHI 3.7.1 computed of the same grids.</summary>
public sealed class PersistenceTests
{
    private const double Infinity = double.PositiveInfinity;

    private static PersistenceResult Of(
        double[] values,
        int[] shape,
        GridNeighbours neighbours,
        bool superlevel = false
    ) => Persistence.Of(new LossGrid(values, shape), neighbours, superlevel);

    private static List<(double Birth, double Death)> Pairs(
        PersistenceResult result,
        int dimension,
        double least = 0
    ) => [.. result.Pairs.Where(p => p.Dimension == dimension && p.Lifetime > least).Select(p => (p.Birth, p.Death))];

    /// <summary>Values of a plane on 201 × 201 nodes.</summary>
    private static double[] Grid(IObjective of, (double From, double To) x, (double From, double To) y, int count = 201)
    {
        var points = new double[2 * count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                points[2 * ((i * count) + j)] = At(x, i);
                points[(2 * ((i * count) + j)) + 1] = At(y, j);
            }
        }
        var losses = new double[count * count];
        of.Values(points, losses, default, default, WorkerTeam.Sequential);
        return losses;

        double At((double From, double To) axis, int index) =>
            axis.From + ((axis.To - axis.From) * index / (count - 1.0));
    }

    [Fact]
    public void What_is_cancelled_ends()
    {
        var grid = new LossGrid(new double[9], [3, 3]);
        Assert.Throws<OperationCanceledException>(() =>
            Persistence.Of(grid, GridNeighbours.All, cancellation: new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public void A_grid_of_twelve_vertices_has_the_pairs_that_are_counted_by_hand()
    {
        double[] values = [2, 1, 6, 8, 5, 9, 4, 7, 4, 7, 3, 9];
        var four = Of(values, [3, 4], GridNeighbours.Axes);
        Assert.Equal([(1, Infinity), (3, 6), (4, 5)], Pairs(four, 0));
        Assert.Equal([(7, 9)], Pairs(four, 1));
        var eight = Of(values, [3, 4], GridNeighbours.All);
        Assert.Equal([(1, Infinity), (3, 4), (4, 5)], Pairs(eight, 0));
    }

    [Fact]
    public void On_a_line_minima_and_maxima_pair_as_they_must()
    {
        double[] values = [3, 1, 4, 0, 5, 2, 6];
        var up = Of(values, [7], GridNeighbours.All);
        Assert.Equal([(0, Infinity), (1, 4), (2, 5)], Pairs(up, 0));
        var down = Of(values, [7], GridNeighbours.All, superlevel: true);
        Assert.Equal([(6, double.NegativeInfinity), (5, 2), (4, 0), (3, 1)], Pairs(down, 0));
        Assert.Equal((3.0 + 3.0) / 2, up.MeanDepth);
    }

    [Fact]
    public void A_ring_is_one_component_with_a_hole()
    {
        double[] values = [9, 9, 9, 9, 9, 9, 1, 1, 1, 9, 9, 1, 5, 1, 9, 9, 1, 1, 2, 9, 9, 9, 9, 9, 9];
        var four = Of(values, [5, 5], GridNeighbours.Axes);
        Assert.Equal([(1, Infinity)], Pairs(four, 0));
        Assert.Equal([(2, 5)], Pairs(four, 1));
        // Joined by corners too the ring is closed without its corner.
        Assert.Equal([(1, 5)], Pairs(Of(values, [5, 5], GridNeighbours.All), 1));
        // From above the ring's inside is a peak, joined to the rim where the ring is highest; with corners joined, past the corner.
        Assert.Equal(
            [(9, double.NegativeInfinity), (5, 1)],
            Pairs(Of(values, [5, 5], GridNeighbours.Axes, superlevel: true), 0)
        );
    }

    [Theory]
    [InlineData(GridNeighbours.Axes)]
    [InlineData(GridNeighbours.All)]
    public void Two_wells_and_two_bumps(GridNeighbours neighbours)
    {
        var result = Of(Grid(ExponentialSum.TwoGaussian(), (-1, 1), (-1, 1)), [201, 201], neighbours);
        AreNear([(-8.9414e-6, Infinity), (0.1088006748, 0.6243043163)], Pairs(result, 0, 0.01), 1e-9);
        AreNear(
            neighbours == GridNeighbours.All
                ? [(0.63723134, 1.1450968553), (0.9960747524, 1.616773998)]
                : [(0.6373892895, 1.1450968553), (0.9960884638, 1.616773998)],
            Pairs(result, 1, 0.01),
            1e-9
        );
    }

    [Theory]
    [InlineData(GridNeighbours.All)]
    [InlineData(GridNeighbours.Axes)]
    public void The_wells_of_Muller_and_Brown(GridNeighbours neighbours)
    {
        var result = Of(Grid(ExponentialSum.MullerBrown(), (-1.5, 1.2), (-0.3, 2)), [201, 201], neighbours);
        AreNear(
            neighbours == GridNeighbours.All
                ? [(-146.680788896, Infinity), (-108.1214325601, -40.6805425023), (-80.7567011281, -72.2647308772)]
                :
                [
                    (-146.680788896, Infinity),
                    (-146.6489783435, -146.6265448890),
                    (-146.5753483469, -146.5334640714),
                    (-146.3305554742, -146.3197404710),
                    (-108.1214325601, -40.6581932374),
                    (-80.7567011281, -72.2483364293),
                ],
            Pairs(result, 0, 0.01),
            1e-9
        );
        Assert.Empty(Pairs(result, 1, 0.01));
    }

    [Theory]
    [InlineData(GridNeighbours.All)]
    [InlineData(GridNeighbours.Axes)]
    public void Three_holes(GridNeighbours neighbours)
    {
        var result = Of(Grid(ExponentialSum.ThreeHole(), (-2, 2), (-1.5, 2.5)), [201, 201], neighbours);
        var death = neighbours == GridNeighbours.All ? -1.6467259968 : -1.6465614965;
        AreNear(
            [(-3.9943925744, Infinity), (-3.9943925744, death), (-2.1721140881, death)],
            Pairs(result, 0, 0.01),
            1e-9
        );
        if (neighbours == GridNeighbours.All)
        {
            AreNear([(-1.3845437818, -0.7152316567)], Pairs(result, 1, 0.01), 1e-9);
        }
    }

    [Fact]
    public void A_narrow_valley_on_a_coarse_grid_falls_into_pieces()
    {
        var values = Grid(new Rosenbrock(2), (-1, 1), (-1, 1), 10);
        AreNear(
            [(0, Infinity), (0.2584971803, 3.0367322055), (1.7777777778, 2.210028959), (4, 6.1478433166)],
            Pairs(Of(values, [10, 10], GridNeighbours.All), 0, 0.01),
            1e-9
        );
        Assert.Equal(8, Pairs(Of(values, [10, 10], GridNeighbours.Axes), 0, 0.01).Count);
    }

    [Fact]
    public void The_grid_of_cosines_has_25_wells_and_16_hills()
    {
        var values = new double[201 * 201];
        for (var i = 0; i < 201; i++)
        {
            for (var j = 0; j < 201; j++)
            {
                var (x, y) = (-2.5 + (5 * i / 200.0), -2.5 + (5 * j / 200.0));
                values[(i * 201) + j] =
                    20 + (x * x) + (y * y) - (10 * Math.Cos(2 * Math.PI * x)) - (10 * Math.Cos(2 * Math.PI * y));
            }
        }
        foreach (var neighbours in new[] { GridNeighbours.Axes, GridNeighbours.All })
        {
            var result = Of(values, [201, 201], neighbours);
            Assert.Equal(25, Pairs(result, 0, 0.01).Count);
            Assert.Equal(16, Pairs(result, 1, 0.01).Count);
            Assert.Equal(201 * 201, result.Basins.Sum(b => b.Region));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_grids_with_ties_have_the_pairs_of_the_twin(int axes)
    {
        var random = new Random(11 + axes);
        foreach (var neighbours in new[] { GridNeighbours.Axes, GridNeighbours.All })
        {
            for (var trial = 0; trial < 12; trial++)
            {
                int[] shape = [.. Enumerable.Range(0, axes).Select(_ => random.Next(2, axes == 3 ? 5 : 8))];
                double[] values =
                [
                    .. Enumerable
                        .Range(0, shape.Aggregate(1, (a, b) => a * b))
                        .Select(_ => trial < 6 ? random.Next(6) : random.NextDouble()),
                ];
                var twin = LevelTwin.Of(values, shape, neighbours);
                var result = Of(values, shape, neighbours);
                Assert.Equal(twin.Components, Pairs(result, 0));
                if (axes == 2)
                {
                    Assert.Equal(twin.Holes, Pairs(result, 1));
                }
                Assert.Equal(values.Length, result.Basins.Sum(b => b.Region));
            }
        }
    }

    [Fact]
    public void Levels_that_fall_are_those_that_rise_of_the_negative()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 63).Select(_ => random.NextDouble())];
        var down = Of(values, [7, 9], GridNeighbours.All, superlevel: true);
        var up = Of([.. values.Select(x => -x)], [7, 9], GridNeighbours.All);
        foreach (var dimension in new[] { 0, 1 })
        {
            Assert.Equal(Pairs(up, dimension).Select(p => (-p.Birth, -p.Death)), Pairs(down, dimension));
        }
    }

    [Fact]
    public void Basins_say_what_they_join_and_how_much_they_hold()
    {
        // Wells of depths 0, 1, 2 with saddles at 5 (between the first two) and 4 (between the last two).
        double[] values = [0, 3, 5, 1, 4, 2, 6];
        var basins = Of(values, [7], GridNeighbours.All).Basins;
        Assert.Equal([0, 3, 5], basins.Select(b => b.Vertex));
        Assert.Equal([Infinity, 5, 4], basins.Select(b => b.Saddle));
        Assert.Equal([-1, 0, 1], basins.Select(b => b.Parent));
        // The well at 1 has taken in the one at 2 by the time it ends.
        Assert.Equal([7, 3, 1], basins.Select(b => b.Pool));
        Assert.Equal([2, 3, 2], basins.Select(b => b.Region));
    }

    [Fact]
    public void What_is_not_a_number_is_a_wall()
    {
        var result = Of([1, double.NaN, 2, Infinity], [4], GridNeighbours.All);
        Assert.Equal([(1, Infinity), (2, Infinity)], Pairs(result, 0));
        Assert.Equal(2, new LossGrid([1, double.NaN, 2, Infinity], [4]).NonFinite);
    }

    [Fact]
    public void Grids_that_are_none_are_refused()
    {
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => new LossGrid([1], [])).ParamName);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => new LossGrid([1], [1, 1, 1, 1])).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => new LossGrid([1, 2, 3], [2, 2])).ParamName);
    }

    private static void AreNear(
        IReadOnlyList<(double Birth, double Death)> expected,
        IReadOnlyList<(double Birth, double Death)> found,
        double tolerance
    )
    {
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Birth, found[i].Birth, tolerance);
            if (double.IsFinite(expected[i].Death))
            {
                Assert.Equal(expected[i].Death, found[i].Death, tolerance);
            }
            else
            {
                Assert.Equal(expected[i].Death, found[i].Death);
            }
        }
    }
}
