using Thalweg.Landscapes.Passes;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Passes;

/// <summary>What symmetries of a loss make of minima and of the passes between them.</summary>
public sealed class PassCopiesTests
{
    /// <summary>The 32 corners of a cube, Σ j (x_j² − 1)²: by signs there are 31 kinds of pairs, and a pass of height j along each direction.</summary>
    [Fact]
    public void A_band_is_laid_once_for_all_its_copies()
    {
        int[] corners = [.. Enumerable.Range(0, 32)];
        var graph = new PassSearch(Separable.Cube(5)).Between(
            [.. corners.Select(c => Corner(c, 5))],
            WorkerTeam.Sequential
        );
        Assert.Equal(32 * 31 / 2, graph.Pairs.Count);
        Assert.Equal(31, graph.Pairs.Sum(p => p.Bands));
        Assert.Equal(32, graph.Minima.Count);
        AssertHeights(graph, corners);
    }

    /// <summary>Of more copies than are listed those stay that ways between given minima lead over, here also over images.</summary>
    [Fact]
    public void Copies_that_no_way_needs_are_left_out()
    {
        int[] corners = [0, 0b11, 0b1100, 0b1111];
        var graph = new PassSearch(Separable.Cube(7)).Between(
            [.. corners.Select(c => Corner(c, 7))],
            WorkerTeam.Sequential
        );
        AssertHeights(graph, corners);
        Assert.InRange(graph.Passes.Count, 4, 20);
        Assert.Contains(graph.Passes, p => p.Image is not null);
        foreach (var pass in graph.Passes)
        {
            // Its own ends: the corners that one coordinate tells apart, the one that is 0 at the pass.
            var (a, b) = (graph.Minima[pass.From].Point.Parameters, graph.Minima[pass.To].Point.Parameters);
            for (var i = 0; i < 7; i++)
            {
                Assert.Equal(0.5 * (a[i] + b[i]), pass.Saddle.Parameters[i], 1e-9);
            }
            Assert.Equal(pass.Height, pass.Image is { } first ? graph.Passes[first].Height : pass.Height);
        }
    }

    private static double[] Corner(int bits, int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(i => ((bits >> i) & 1) == 0 ? -1.0 : 1.0)];

    private static void AssertHeights(PassGraph graph, int[] corners)
    {
        for (var i = 0; i < corners.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var found = graph.Between(i, j, aligned: false);
                Assert.Equal(
                    System.Numerics.BitOperations.Log2((uint)(corners[i] ^ corners[j])) + 1,
                    found.Height,
                    1e-9
                );
                Assert.True(found.IsVerified, found.Why);
                Assert.Equal(0, graph.Between(i, j, aligned: true).Barrier!.Value, 1e-12);
            }
        }
    }

    /// <summary>As networks declare it: by the nearest copy alone.</summary>
    [Fact]
    public void A_loss_that_aligns_points_has_barriers_with_and_without()
    {
        var graph = new PassSearch(new Mirrored(ExponentialSum.ThreeHole())).Between(
            KnownSurfaces.Of("three-hole", 2).Minima,
            WorkerTeam.Sequential
        );
        Assert.Equal([0, 0, 1], graph.Minima.Take(3).Select(m => m.Class));
        Assert.Equal(0, graph.Between(0, 1, aligned: true).Barrier);
        Assert.Equal(2.348173148379, graph.Between(0, 1, aligned: false).Barrier!.Value, 1e-9);
        Assert.Equal(-1.224521988, graph.Pairs[0].Line, 1e-8);
        Assert.Equal(graph.Minima[0].Point.Value, graph.Pairs[0].AlignedLine, 1e-12);
        Assert.Equal(PassStop.Joined, graph.Pairs[0].AsGiven);
        Assert.Null(graph.Pairs[1].AsGiven);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_moved_cluster_is_the_same_minimum(int atoms)
    {
        double[] start =
        [
            .. new[] { 0.0, 0, 0, 1.1, 0, 0, 0.55, 0.95, 0, 0.55, 0.32, 0.9, 0.55, 0.32, -0.9 }.Take(3 * atoms),
        ];
        // Turned by a quarter, shifted, and the first two atoms exchanged.
        var moved = new double[start.Length];
        for (var i = 0; i < start.Length; i += 3)
        {
            var from = i < 6 ? 3 - i : i;
            (moved[i], moved[i + 1], moved[i + 2]) = (2 - start[from + 1], start[from], start[from + 2] + 1);
        }
        var graph = new PassSearch(new LennardJones(atoms)).Between([start, moved], WorkerTeam.Sequential);
        Assert.Equal([0, 0], graph.Places);
        Assert.Equal([0, 1], Assert.Single(graph.Minima).Given);
        Assert.Empty(graph.Pairs);
        var alignment = new LennardJones(atoms).Align(start, moved);
        Assert.Equal(0, alignment.Distance, 1e-12);
        Assert.True(alignment.DistanceBefore > 1);
    }

    /// <summary>A loss that is the same at (−x, y).</summary>
    private sealed class Mirrored(IObjective inner) : AlteringObjective(inner), IAlignable
    {
        public override string Name => Inner.Name;

        public Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point)
        {
            double[] image = [-point[0], point[1]];
            var (before, after) = (Distance(reference, point), Distance(reference, image));
            return after < before
                ? new Alignment(image, after, before, "(-x1, x2)")
                : new Alignment(point.ToArray(), before, before, "same point");
        }

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, default, default, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, default, team);

        private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
            Math.Sqrt(Math.Pow(a[0] - b[0], 2) + Math.Pow(a[1] - b[1], 2));
    }
}
