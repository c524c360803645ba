using Thalweg.Landscapes.Passes;
using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Passes;

public sealed class PassSearchTests(KnownSurfaces known) : IClassFixture<KnownSurfaces>
{
    [Theory]
    [MemberData(nameof(KnownSurfaces.Names), MemberType = typeof(KnownSurfaces))]
    public void Heights_between_all_minima_are_the_true_ones(string name, int dimension)
    {
        var (graph, surface) = (known.Graph(name, dimension), KnownSurfaces.Of(name, dimension));
        var heights = surface.Minimax();
        Assert.Equal(Enumerable.Range(0, surface.Minima.Length).Select(i => (int?)i), graph.Places);
        Assert.All(graph.Minima, m => Assert.True(m.IsVerified));
        for (var i = 0; i < surface.Minima.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var found = graph.Between(i, j, aligned: false);
                Assert.Equal(heights[i, j], found.Height, 1e-8);
                var higher = Math.Max(graph.Minima[i].Point.Value, graph.Minima[j].Point.Value);
                Assert.Equal(heights[i, j] - higher, found.Barrier!.Value, 1e-7);
                Assert.True(found.IsVerified, found.Why);
                Assert.Null(found.Why);
                Assert.Equal(found.Height, graph.Passes[found.Pass!.Value].Height);
            }
        }
    }

    [Theory]
    [MemberData(nameof(KnownSurfaces.Names), MemberType = typeof(KnownSurfaces))]
    public void The_tree_has_the_heights_of_a_slow_one(string name, int dimension)
    {
        var (graph, surface) = (known.Graph(name, dimension), KnownSurfaces.Of(name, dimension));
        var heights = surface.Minimax();
        // Prim's way: the lowest height that leads out of what is joined.
        var (joined, expected) = (new HashSet<int> { 0 }, new List<double>());
        while (joined.Count < surface.Minima.Length)
        {
            var (height, next) = Enumerable
                .Range(0, surface.Minima.Length)
                .Where(i => !joined.Contains(i))
                .Select(i => (joined.Min(j => heights[i, j]), i))
                .Min();
            expected.Add(height);
            joined.Add(next);
        }
        var tree = graph.Tree(aligned: false);
        Assert.Equal(surface.Minima.Length - 1, tree.Count);
        foreach (var (merge, height) in tree.Zip(expected.Order()))
        {
            Assert.Equal(height, merge.Height, 1e-8);
            Assert.True(merge.IsVerified, merge.Why);
            Assert.True(graph.Minima[merge.From].Point.Value <= graph.Minima[merge.To].Point.Value);
            Assert.Equal(merge.Height - graph.Minima[merge.To].Point.Value, merge.Barrier!.Value, 1e-12);
        }
        Assert.Equal(tree.Select(m => m.Height).Order(), tree.Select(m => m.Height));
        var classes = graph.Minima.Select(m => m.Class).Distinct().Count();
        Assert.Equal(classes - 1, graph.Tree(aligned: true).Count);
    }

    [Fact]
    public void The_best_way_of_the_three_holes_is_not_the_direct_one()
    {
        var graph = known.Graph("three-hole", 2);
        var found = graph.Between(0, 1, aligned: false);
        Assert.Equal(-1.646687453475, found.Height, 1e-9);
        Assert.Equal(2.348173148379, found.Barrier!.Value, 1e-9);
        // Left and right are copies, and nothing has to be climbed between copies.
        Assert.Equal(graph.Minima[0].Class, graph.Minima[1].Class);
        Assert.NotEqual(graph.Minima[0].Class, graph.Minima[2].Class);
        var aligned = graph.Between(0, 1, aligned: true);
        Assert.Equal((0, true), (aligned.Barrier, aligned.IsVerified));
        Assert.Equal(graph.Minima[0].Point.Value, aligned.Height);
    }

    /// <summary>Two opposite corners of eight minima: the first band meets others, and further bands join them in turn.</summary>
    [Theory]
    [InlineData(2, PassStop.BudgetUsed)]
    [InlineData(8, PassStop.Joined)]
    public void Minima_that_are_met_are_joined_in_turn(int bands, PassStop stop)
    {
        var minima = KnownSurfaces.Of("styblinski-tang", 3).Minima;
        var graph = new PassSearch(
            AnalyticObjectives.Find("styblinski-tang")!.For(3),
            null,
            new PassOptions { MostBands = bands }
        ).Between([minima[0], minima[^1]], WorkerTeam.Sequential);
        var pair = Assert.Single(graph.Pairs);
        Assert.Equal(stop, pair.Stop);
        Assert.InRange(pair.Bands, 2, bands);
        Assert.True(graph.Minima.Count > 2);
        var found = graph.Between(0, 1, aligned: false);
        Assert.Equal(stop == PassStop.Joined, found.IsVerified);
        Assert.Equal(found.IsVerified, pair.Why is null);
        if (found.IsVerified)
        {
            Assert.Equal(-49.863280951513, found.Height, 1e-9);
        }
    }

    [Fact]
    public void A_band_at_rest_on_a_maximum_is_left_to_both_sides()
    {
        // (x² − 1)² + (y² − 1)²: by symmetry the band from corner to corner stays on the diagonal, and its top is the maximum.
        var square = new Polynomial(
            "square",
            2,
            [new(1, 4, 0), new(-2, 2, 0), new(1, 0, 4), new(-2, 0, 2), new(2, 0, 0)]
        );
        var graph = new PassSearch(square, null, new PassOptions { MostBands = 1 }).Between(
            [
                [1, 1],
                [-1, -1],
            ],
            WorkerTeam.Sequential
        );
        Assert.Equal(2, graph.Passes.Count);
        Assert.All(graph.Passes, p => Assert.Equal((true, 1.0), (p.IsVerified, Math.Round(p.Height, 12))));
        Assert.Equal(
            PassStop.Joined,
            new PassSearch(square)
                .Between(
                    [
                        [1, 1],
                        [-1, -1],
                    ],
                    WorkerTeam.Sequential
                )
                .Pairs[0]
                .Stop
        );
    }

    [Fact]
    public void Valleys_that_run_to_infinity_are_joined_over_the_saddle()
    {
        var graph = new PassSearch(new Leps()).Between(
            [
                [0.742, 4],
                [4, 0.742],
            ],
            WorkerTeam.Sequential
        );
        Assert.Equal([PointLabel.RunningToInfinity, PointLabel.RunningToInfinity], graph.Labels);
        Assert.Equal(2, graph.Minima.Count);
        Assert.All(graph.Minima, m => Assert.True(m.IsValley));
        var found = graph.Between(0, 1, aligned: false);
        Assert.Equal(-3.1769130867, found.Height, 1e-9);
        Assert.Null(found.Barrier);
        Assert.True(found.IsVerified);
        Assert.Equal([4.0, 0.742], graph.Minima[1].Point.Parameters);
    }

    [Fact]
    public void What_is_no_isolated_minimum_has_bounds_that_say_why()
    {
        // ½ (w1 w2 − 1)²: two curves of minima.
        var chain = new Polynomial("chain", 2, [new(0.5, 2, 2), new(-1, 1, 1), new(0.5, 0, 0)]);
        var graph = new PassSearch(chain).Between(
            [
                [1, 1.1],
                [-1.2, -1],
            ],
            WorkerTeam.Sequential
        );
        Assert.All(graph.Labels, label => Assert.Equal(PointLabel.IndexUndecidable, label));
        var found = graph.Between(0, 1, aligned: false);
        Assert.False(found.IsVerified);
        Assert.Equal(0.5, found.Height, 1e-6);
        Assert.Equal("a way down from a pass ended in a point that is no verified minimum", found.Why);
        var edge = Assert.Single(graph.Tree(aligned: false));
        Assert.Equal((false, found.Why), (edge.IsVerified, edge.Why));
    }

    [Fact]
    public void Pairs_are_drawn_from_a_seed()
    {
        double[][] minima =
        [
            [1, 1],
            [1, -1],
            [-1, 1],
            [-1, -1],
        ];
        (int, int)[] Pairs(ulong seed) =>
            [
                .. new PassSearch(Separable.Cube(2), null, new PassOptions { Pairs = 2, Seed = seed })
                    .Between(minima, WorkerTeam.Sequential)
                    .Pairs.Select(p => (p.From, p.To)),
            ];
        Assert.Equal(2, Pairs(1).Distinct().Count());
        Assert.Equal(Pairs(1), Pairs(1));
        Assert.NotEqual(Pairs(1), Pairs(2));
    }

    [Fact]
    public void Bad_input_is_told()
    {
        var search = new PassSearch(ExponentialSum.ThreeHole());
        Assert.Contains(
            "no point",
            Assert.Throws<ArgumentException>(() => search.Between([], WorkerTeam.Sequential)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() =>
            search.Between(
                [
                    [1.0],
                ],
                WorkerTeam.Sequential
            )
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new PassOptions { MostBands = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PassOptions { Pairs = 0 });
    }
}
