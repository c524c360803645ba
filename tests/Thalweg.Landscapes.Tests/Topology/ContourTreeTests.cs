using Thalweg.Landscapes.Topology;

namespace Thalweg.Landscapes.Tests.Topology;

/// <summary>Contours against a twin that counts them at every level, and by hand.</summary>
public sealed class ContourTreeTests
{
    [Fact]
    public void Two_wells_and_a_hill_have_the_tree_that_is_drawn_by_hand()
    {
        // Wells 0 and 1 behind a pass at 4, walls of 9 with a highest vertex of 10.
        double[] values = [9, 9, 9, 9, 9, 9, 0, 4, 1, 9, 9, 9.5, 9.25, 9.125, 10];
        var tree = Tree(new LossGrid(values, [3, 5]));
        Assert.Equal([0, 1, 4, 10], Around(tree, 0, 1, 4, 10));
        var pass = tree.Nodes.Single(n => n.Value == 4);
        Assert.Equal((1, 2), (pass.Up, pass.Down));
        Assert.Equal(tree.Nodes.Count - 1, tree.Arcs.Count);
    }

    [Fact]
    public void Random_grids_have_as_many_contours_at_every_level_as_the_twin_counts()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 30; trial++)
        {
            int[] shape = [random.Next(2, 8), random.Next(2, 8)];
            double[] values = [.. Enumerable.Range(0, shape[0] * shape[1]).Select(_ => random.NextDouble())];
            var tree = Tree(new LossGrid(values, shape));
            Check(tree);
            double[] levels = [.. values.Order()];
            for (var k = 1; k < levels.Length; k++)
            {
                var t = 0.5 * (levels[k - 1] + levels[k]);
                Assert.Equal(
                    Contours(values, shape, t),
                    tree.Arcs.Count(a => tree.Nodes[a.Lower].Value < t && tree.Nodes[a.Upper].Value > t)
                );
            }
        }
    }

    /// <summary>Equal values are told apart by their numbers, and the tree stays a tree.</summary>
    [Fact]
    public void Ties_and_short_leaves()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 30; trial++)
        {
            int[] shape = [random.Next(1, 9), random.Next(1, 9)];
            double[] values = [.. Enumerable.Range(0, shape[0] * shape[1]).Select(_ => (double)random.Next(5))];
            Check(Tree(new LossGrid(values, shape)));
        }
        double[] wave = [.. Enumerable.Range(0, 400).Select(i => Height(i / 20, i % 20))];
        var whole = Tree(new LossGrid(wave, [20, 20]));
        var cut = Tree(new LossGrid(wave, [20, 20]), 0.5);
        Check(cut);
        Assert.True(whole.Nodes.Count > cut.Nodes.Count);
        // The two deep wells stay, the ripples go.
        Assert.Equal(2, cut.Nodes.Count(n => n.Down == 0));
        foreach (var leaf in cut.Arcs.Where(a => cut.Nodes[a.Lower].Down == 0 && cut.Nodes[a.Upper].Down > 1))
        {
            Assert.True(cut.Nodes[leaf.Upper].Value - cut.Nodes[leaf.Lower].Value > 0.5);
        }

        static double Height(int i, int j) =>
            (4 * Math.Cos(Math.PI * 4 * (j / 19.0)))
            + (10 * Math.Pow((i / 19.0) - 0.5, 2))
            + (0.1 * ((i * 7 + j * 13) % 5));
    }

    [Fact]
    public void A_line_and_a_box_are_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => Tree(new LossGrid(new double[8], [2, 2, 2])));
        Assert.Contains("grid has 3 axes, expected 2", fault.Message);
    }

    private static ContourTree Tree(LossGrid grid, double lifetime = 0) =>
        ContourTree.Of(grid, lifetime, TestContext.Current.CancellationToken);

    private static double[] Around(ContourTree tree, params double[] of) =>
        [.. tree.Nodes.Select(n => n.Value).Where(of.Contains)];

    private static void Check(ContourTree tree)
    {
        Assert.Equal(tree.Nodes.Count - 1, tree.Arcs.Count);
        for (var i = 0; i < tree.Nodes.Count; i++)
        {
            Assert.Equal(tree.Nodes[i].Up, tree.Arcs.Count(a => a.Lower == i));
            Assert.Equal(tree.Nodes[i].Down, tree.Arcs.Count(a => a.Upper == i));
        }
        Assert.All(tree.Arcs, a => Assert.True(a.Lower < a.Upper));
        var reached = new HashSet<int> { 0 };
        for (var round = 0; round < tree.Nodes.Count; round++)
        {
            foreach (var arc in tree.Arcs)
            {
                if (reached.Contains(arc.Lower) || reached.Contains(arc.Upper))
                {
                    reached.UnionWith([arc.Lower, arc.Upper]);
                }
            }
        }
        Assert.Equal(tree.Nodes.Count, reached.Count);
    }

    /// <summary>Pieces of {f = t}: crossed edges, joined where they bound one triangle.</summary>
    private static int Contours(double[] values, int[] shape, double t)
    {
        var (n, m) = (shape[0], shape[1]);
        var edges = new Dictionary<(int, int), (int, int)>();
        for (var i = 0; i + 1 < n; i++)
        {
            for (var j = 0; j + 1 < m; j++)
            {
                var (a, b, c, d) = ((i * m) + j, (i * m) + j + 1, ((i + 1) * m) + j, ((i + 1) * m) + j + 1);
                foreach (var (x, y, z) in new[] { (a, b, d), (a, c, d) })
                {
                    (int, int)[] crossed =
                    [
                        .. new[] { (x, y), (y, z), (x, z) }.Where(e => (values[e.Item1] < t) != (values[e.Item2] < t)),
                    ];
                    foreach (var edge in crossed)
                    {
                        edges.TryAdd(edge, edge);
                    }
                    if (crossed.Length == 2)
                    {
                        edges[Root(crossed[0])] = Root(crossed[1]);
                    }
                }
            }
        }
        return edges.Keys.Count(e => edges[e] == e);

        (int, int) Root((int, int) edge)
        {
            while (edges[edge] != edge)
            {
                edge = edges[edge];
            }
            return edge;
        }
    }
}
