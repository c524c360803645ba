using FsCheck.Fluent;
using Thalweg.Landscapes.Planes;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Tests.Planes;

public sealed class TrajectoryComponentsTests
{
    [Fact]
    public void A_path_in_two_known_directions_has_them_as_components()
    {
        // About their mean the points are (±3, 0) and (0, ±1) along two orthogonal axes of five dimensions.
        double[] u = [0.6, 0.8, 0, 0, 0];
        double[] v = [0, 0, 0.8, -0.6, 0];
        double[] mean = [1, 2, 3, 4, 5];
        double[] Point(double a, double b) =>
            [.. Enumerable.Range(0, 5).Select(i => mean[i] + (a * u[i]) + (b * v[i]))];
        double[] centre = Point(-3, 0);
        var found = TrajectoryComponents.Of(
            [Point(3, 0), Point(0, 1), Point(0, -1), centre],
            centre,
            3,
            WorkerTeam.Sequential
        );
        // Sums of squares are 18 and 2.
        Assert.Equal(0.9, found.Explained[0], 1e-12);
        Assert.Equal(0.1, found.Explained[1], 1e-12);
        Assert.Equal(0, found.Explained[2], 1e-12);
        // The start lies 6 from the centre along u, and the farthest point 1 along v; a component without variance is zero.
        Assert.Equal(6, found.Lengths[0], 1e-12);
        Assert.Equal(1, found.Lengths[1], 1e-12);
        Assert.Equal(0, found.Lengths[2]);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(6 * u[i], found.Directions.Span[i], 1e-12);
            Assert.Equal(Math.Abs(v[i]), Math.Abs(found.Directions.Span[5 + i]), 1e-12);
            Assert.Equal(0, found.Directions.Span[10 + i]);
        }
        var seen = PlaneProjection.Of(
            centre,
            found.Directions.Span[..5],
            found.Directions.Span.Slice(5, 5),
            [Point(3, 0)]
        );
        Assert.Equal(1, seen[0], 1e-12);
    }

    [Fact]
    public void What_two_components_leave_is_what_they_do_not_explain()
    {
        Prop.ForAll(
                Gen.Choose(3, 30).ToArbitrary(),
                Gen.Choose(2, 40).ToArbitrary(),
                Gen.Choose(1, 1000).ToArbitrary(),
                (count, p, seed) =>
                {
                    var random = new RandomStream((ulong)seed, "test");
                    var points = Draw(random, count, p);
                    var mean = Mean(points, p);
                    var found = TrajectoryComponents.Of(points, mean, 2, WorkerTeam.Sequential);
                    if (p == 2)
                    {
                        return Math.Abs(found.Explained.Sum() - 1) < 1e-10;
                    }
                    var seen = PlaneProjection.Of(
                        mean,
                        found.Directions.Span[..p],
                        found.Directions.Span.Slice(p, p),
                        points
                    );
                    var left = Enumerable.Range(0, count).Sum(i => seen[(3 * i) + 2] * seen[(3 * i) + 2]);
                    var all = points.Sum(x => x.Zip(mean).Sum(e => (e.First - e.Second) * (e.First - e.Second)));
                    var d1 = found.Directions.Span[..p];
                    var d2 = found.Directions.Span.Slice(p, p);
                    return Math.Abs((left / all) - (1 - found.Explained.Sum())) < 1e-10
                        && Math.Abs(Vectors.Dot(d1, d2)) <= 1e-10 * Vectors.Norm(d1) * Vectors.Norm(d2)
                        && found.Explained[0] >= found.Explained[1]
                        && Enumerable.Range(0, 2 * count).All(i => Math.Abs(seen[(3 * (i / 2)) + (i % 2)]) <= 1 + 1e-9);
                }
            )
            .Holds();
    }

    [Fact]
    public void A_random_walk_has_the_share_that_the_documents_warn_of()
    {
        // Antognini and Sohl-Dickstein: 6/π² and a quarter of that, in the limit of many dimensions and steps.
        const int steps = 300;
        const int p = 3000;
        var random = new RandomStream(3, "walk");
        var points = new double[steps][];
        var step = new double[p];
        for (var i = 0; i < steps; i++)
        {
            random.FillGaussian(step);
            points[i] = i == 0 ? [.. step] : [.. points[i - 1].Zip(step, (x, d) => x + d)];
        }
        var found = TrajectoryComponents.Of(points, points[^1], 2, WorkerTeam.Sequential);
        Assert.Equal(6 / (Math.PI * Math.PI), found.Explained[0], 0.02);
        Assert.Equal(1.5 / (Math.PI * Math.PI), found.Explained[1], 0.01);
    }

    [Fact]
    public void Points_that_are_one_have_no_component()
    {
        var found = TrajectoryComponents.Of(
            [
                [1, 2],
                [1, 2],
            ],
            [1, 2],
            2,
            WorkerTeam.Sequential
        );
        Assert.All(found.Explained, share => Assert.True(double.IsNaN(share)));
        Assert.All(found.Directions.ToArray(), entry => Assert.Equal(0, entry));
        Assert.Throws<ArgumentException>(() =>
            TrajectoryComponents.Of(
                [
                    [1, double.NaN],
                    [1, 2],
                ],
                [1, 2],
                1,
                WorkerTeam.Sequential
            )
        );
        Assert.Throws<ArgumentException>(() =>
            TrajectoryComponents.Of(
                [
                    [1, 2],
                ],
                [1, 2],
                1,
                WorkerTeam.Sequential
            )
        );
        Assert.Throws<ArgumentException>(() =>
            TrajectoryComponents.Of(
                [
                    [1, 2],
                    [1, 2, 3],
                ],
                [1, 2],
                1,
                WorkerTeam.Sequential
            )
        );
    }

    private static double[][] Draw(RandomStream random, int count, int p)
    {
        var points = new double[count][];
        for (var i = 0; i < count; i++)
        {
            points[i] = new double[p];
            random.FillGaussian(points[i]);
        }
        return points;
    }

    private static double[] Mean(double[][] points, int p) =>
        [.. Enumerable.Range(0, p).Select(j => points.Average(x => x[j]))];
}
