using FsCheck.Fluent;
using Thalweg.Landscapes.Planes;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Tests.Planes;

public sealed class RibbonTests
{
    private static readonly Axis Whole = new(-1, 0, 21);

    [Fact]
    public void A_straight_path_is_a_plane()
    {
        double[] from = [1, 0, 2];
        double[] to = [1, 3, 6];
        double[] Loss(double[] x) => [(x[0] * x[0]) + (2 * x[1] * x[2]) + x[1]];
        // Of (1, 1, 0) the part (0, 0.6, 0.8)·0.6 lies along the path.
        double[] across = [1, 1 - 0.36, -0.48];
        var size = Vectors.Norm(across);
        var ribbon = Ribbon.Of([from, to], [1, 1, 0], Whole)!;
        Assert.Equal(5, ribbon.Length, 1e-14);
        Assert.Equal([-1, 0], ribbon.Places);
        var strip = Slice.Strip(
            [new("f", new Formula(3, Loss))],
            Whole,
            ribbon.Points,
            ribbon.Across,
            Axis.Symmetric(0.2, 9),
            WorkerTeam.Sequential
        );
        var plane = Slice.Surface(
            [new("f", new Formula(3, Loss))],
            to,
            (double[])[0, 3, 4],
            across.Select(a => 5 * a / size).ToArray(),
            Whole,
            Axis.Symmetric(0.2, 9),
            WorkerTeam.Sequential
        );
        Assert.Equal([21, 9], strip.Shape);
        Assert.All(
            strip.Objectives[0].Losses.Zip(plane.Objectives[0].Losses),
            pair => Assert.Equal(pair.Second, pair.First, 1e-12)
        );
        Assert.Single(strip.Objectives[0].RoundingBounds);
    }

    [Fact]
    public void Points_lie_on_the_path_by_arc_length_and_its_ends_are_exact()
    {
        // Three sides of a square, the first point twice.
        double[][] path =
        [
            [0, 0],
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
        ];
        var ribbon = Ribbon.Of(path, [0, 1], new Axis(-1, 0, 7))!;
        double[] expected = [0, 0, 0.5, 0, 1, 0, 1, 0.5, 1, 1, 0.5, 1, 0, 1];
        Assert.Equal(3, ribbon.Length, 1e-14);
        Assert.All(expected.Index(), e => Assert.Equal(e.Item, ribbon.Points.Span[e.Index], 1e-14));
        Assert.All(
            ((double[])[-1, -1, -2.0 / 3, -1.0 / 3, 0]).Zip(ribbon.Places),
            pair => Assert.Equal(pair.First, pair.Second, 1e-14)
        );
        Assert.Equal(path[0], ribbon.Points.Span[..2].ToArray());
        Assert.Equal(path[^1], ribbon.Points.Span[^2..].ToArray());
        // Across (0, 1) at the last side, which leads to the left; carried around two left turns it stays on the same side.
        Assert.Equal([0, 3], ribbon.Across.Span[^2..].ToArray());
        Assert.Equal(3, ribbon.Across.Span[8], 1e-12);
        Assert.Equal(-3, ribbon.Across.Span[1], 1e-12);
        // Beyond its ends the path goes straight on.
        var beyond = Ribbon.Of(path, [0, 1], new Axis(-1.5, 0.5, 5))!;
        Assert.All(
            ((double[])[-1.5, 0]).Zip(beyond.Points.Span[..2].ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-14)
        );
        Assert.All(
            ((double[])[-1.5, 1]).Zip(beyond.Points.Span[^2..].ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-14)
        );
    }

    [Fact]
    public void A_direction_orthogonal_to_the_whole_path_is_carried_unchanged_and_none_turns_about_it()
    {
        Prop.ForAll(
                Gen.Choose(2, 12).ToArbitrary(),
                Gen.Choose(2, 12).ToArbitrary(),
                Gen.Choose(1, 1000).ToArbitrary(),
                (count, p, seed) =>
                {
                    var random = new RandomStream((ulong)seed, "path");
                    var path = new double[count][];
                    for (var i = 0; i < count; i++)
                    {
                        path[i] = new double[p + 1];
                        random.FillGaussian(path[i]);
                        path[i][p] = 0.25;
                    }
                    var apart = new double[p + 1];
                    apart[p] = -2;
                    var ribbon = Ribbon.Of(path, apart, Whole)!;
                    for (var i = 0; i < Whole.Count; i++)
                    {
                        var across = ribbon.Across.Span.Slice(i * (p + 1), p + 1).ToArray();
                        if (Math.Abs(across[p] + ribbon.Length) > 1e-9 * ribbon.Length)
                        {
                            return false;
                        }
                    }
                    return true;
                }
            )
            .Holds();
    }

    [Fact]
    public void The_direction_across_is_orthogonal_to_every_chord_and_as_long_as_the_path()
    {
        var random = new RandomStream(11, "path");
        var path = new double[9][];
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = new double[6];
            random.FillGaussian(path[i]);
        }
        var ribbon = Ribbon.Of(path, [1, 0, 0, 0, 0, 0], new Axis(-1, 0, 400))!;
        for (var i = 0; i + 1 < 400; i++)
        {
            var across = ribbon.Across.Span.Slice(i * 6, 6);
            Assert.Equal(ribbon.Length, Vectors.Norm(across), 1e-10);
            if (across.SequenceEqual(ribbon.Across.Span.Slice((i + 1) * 6, 6)))
            {
                // Both points lie on one chord.
                var chord = new double[6];
                Vectors.Difference(ribbon.Points.Span.Slice((i + 1) * 6, 6), ribbon.Points.Span.Slice(i * 6, 6), chord);
                Assert.Equal(0, Vectors.Dot(chord, across), 1e-9);
            }
        }
    }

    [Fact]
    public void Without_a_length_or_a_direction_there_is_no_strip()
    {
        Assert.Null(
            Ribbon.Of(
                [
                    [1, 2],
                    [1, 2],
                ],
                [0, 1],
                Whole
            )
        );
        Assert.Null(
            Ribbon.Of(
                [
                    [1, 2],
                ],
                [0, 1],
                Whole
            )
        );
        Assert.Null(
            Ribbon.Of(
                [
                    [0, 0],
                    [2, 2],
                ],
                [3, 3],
                Whole
            )
        );
        Assert.Null(
            Ribbon.Of(
                [
                    [0, 0],
                    [2, 2],
                ],
                [0, 0],
                Whole
            )
        );
        Assert.Throws<ArgumentException>(() =>
            Ribbon.Of(
                [
                    [0, 0],
                    [2, 2],
                ],
                [0, 0, 1],
                Whole
            )
        );
        Assert.Throws<ArgumentException>(() => Ribbon.Of([], [0, 0, 1], Whole));
    }
}
