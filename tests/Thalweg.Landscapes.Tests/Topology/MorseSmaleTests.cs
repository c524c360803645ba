using Thalweg.Landscapes.Topology;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Tests.Topology;

/// <summary>Regions against a twin that walks from every vertex, and random surfaces with the spectrum of a given one.</summary>
public sealed class MorseSmaleTests
{
    [Fact]
    public void Cells_are_where_walks_from_every_vertex_end()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 20; trial++)
        {
            int[] shape = [random.Next(2, 9), random.Next(2, 9)];
            double[] values = [.. Enumerable.Range(0, shape[0] * shape[1]).Select(_ => random.NextDouble())];
            foreach (var neighbours in new[] { GridNeighbours.Axes, GridNeighbours.All })
            {
                var found = Cells(new LossGrid(values, shape), neighbours);
                Assert.Equal(values.Length, found.Cells.Sum(c => c.Count));
                for (var v = 0; v < values.Length; v++)
                {
                    var cell = found.Cells[found.Labels[v]];
                    Assert.Equal(Walk(values, shape, neighbours, v, 1), cell.Minimum);
                    Assert.Equal(Walk(values, shape, neighbours, v, -1), cell.Maximum);
                }
                for (var c = 0; c < found.Cells.Count; c++)
                {
                    Assert.Equal(found.Cells[c].Count, found.Labels.Count(l => l == c));
                }
            }
        }
    }

    /// <summary>cos x cos y on a square of one period and a half: each cell is a quarter between a well and a hill.</summary>
    [Fact]
    public void Short_lives_are_counted_to_what_they_meet()
    {
        double[] values =
        [
            .. Enumerable
                .Range(0, 41 * 41)
                .Select(i =>
                    (Math.Cos(3 * Math.PI * (i / 41) / 40) * Math.Cos(3 * Math.PI * (i % 41) / 40))
                    + (0.01 * ((i * 37) % 11))
                ),
        ];
        var grid = new LossGrid(values, [41, 41]);
        var (rough, smooth) = (Cells(grid, GridNeighbours.All), Cells(grid, GridNeighbours.All, 0.3));
        Assert.True(rough.Cells.Select(c => c.Minimum).Distinct().Count() > 8);
        // Wells and hills alternate on a board of four by four nodes: eight of each.
        Assert.Equal(8, smooth.Cells.Select(c => c.Minimum).Distinct().Count());
        Assert.Equal(8, smooth.Cells.Select(c => c.Maximum).Distinct().Count());
    }

    [Fact]
    public void Two_pits_are_fewer_basins_than_their_spectrum_makes_by_chance()
    {
        var values = new double[31 * 31];
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y) = ((i / 31 / 15.0) - 1, (i % 31 / 15.0) - 1);
            values[i] =
                (x * x)
                + (2 * y * y)
                - (3 * Math.Exp(-60 * (Square(x - 0.4) + Square(y + 0.3))))
                - (3 * Math.Exp(-60 * (Square(x + 0.5) + Square(y - 0.4))));
        }
        var (basins, _) = MatchedSurfaces.Compare(
            new LossGrid(values, [31, 31]),
            GridNeighbours.All,
            99,
            0.01,
            new RandomStream(1, "null"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(2, basins.Observed);
        Assert.Equal(0.01, basins.AtMost, 1e-12);
        Assert.True(basins.Observed < basins.Lower);

        static double Square(double x) => x * x;
    }

    /// <summary>A surface that is drawn from the model itself is no rarer than the others.</summary>
    [Fact]
    public void What_is_drawn_from_the_model_is_not_told_from_it()
    {
        var stream = new RandomStream(2, "surfaces");
        var rare = 0;
        for (var trial = 0; trial < 40; trial++)
        {
            var values = new double[15 * 15];
            for (var k = 0; k < 5; k++)
            {
                for (var l = 0; l < 5; l++)
                {
                    var sign = stream.NextInt(2) == 0 ? -1 : 1;
                    for (var i = 0; i < values.Length; i++)
                    {
                        values[i] +=
                            sign
                            * Math.Cos(Math.PI * k * ((2 * (i / 15)) + 1) / 30)
                            * Math.Cos(Math.PI * l * ((2 * (i % 15)) + 1) / 30);
                    }
                }
            }
            var (basins, depth) = MatchedSurfaces.Compare(
                new LossGrid(values, [15, 15]),
                GridNeighbours.All,
                39,
                0,
                new RandomStream((ulong)trial, "null"),
                TestContext.Current.CancellationToken
            );
            Assert.InRange(basins.AtLeast + basins.AtMost, 1, 2);
            rare += depth.AtLeast <= 0.05 ? 1 : 0;
        }
        Assert.InRange(rare, 0, 7);
    }

    [Fact]
    public void What_has_no_spectrum_is_refused()
    {
        double[] values = [1, 2, double.PositiveInfinity, 4];
        var fault = Assert.Throws<ArgumentException>(() =>
            MatchedSurfaces.Compare(
                new LossGrid(values, [2, 2]),
                GridNeighbours.All,
                19,
                0,
                new RandomStream(1, "n"),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Contains("1 losses that are not finite", fault.Message);
    }

    private static MorseSmale Cells(LossGrid grid, GridNeighbours neighbours, double lifetime = 0) =>
        MorseSmale.Of(grid, neighbours, lifetime, TestContext.Current.CancellationToken);

    private static int Walk(double[] values, int[] shape, GridNeighbours neighbours, int vertex, int sign)
    {
        while (true)
        {
            var (best, i, j) = (vertex, vertex / shape[1], vertex % shape[1]);
            for (var a = -1; a <= 1; a++)
            {
                for (var b = -1; b <= 1; b++)
                {
                    if (
                        (neighbours == GridNeighbours.All || a == 0 || b == 0)
                        && i + a >= 0
                        && i + a < shape[0]
                        && j + b >= 0
                        && j + b < shape[1]
                    )
                    {
                        var other = ((i + a) * shape[1]) + j + b;
                        best = sign * values[other] < sign * values[best] ? other : best;
                    }
                }
            }
            if (best == vertex)
            {
                return vertex;
            }
            vertex = best;
        }
    }
}
