using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Tests;

public sealed class RankedSliceTests
{
    private static readonly DirectionRule Plain = new(Normalization.None, BiasRule.Keep);

    /// <summary>Along direction k the loss is the k-th of these, less its value at 0.</summary>
    private static readonly Func<double, double>[] Shapes =
    [
        t => t * t,
        t => Squared(t - 0.3),
        t => 0.4 + (2.5 * Squared(t + 0.6)),
        t => t,
        t => (4 * t * t) - (0.5 * Elementary.Cos(20 * t)),
    ];

    [Fact]
    public void Slices_are_ordered_by_oscillation_and_then_by_how_little_they_are_valleys_around_the_centre()
    {
        var result = Measure(5);
        Assert.Equal(
            [(SliceRank.Worst, 4), (SliceRank.Median, 2), (SliceRank.Best, 0)],
            result.RankedSlices.Select(s => (s.Rank, s.Direction))
        );
        Assert.All(
            result.RankedSlices,
            slice =>
                Assert.Equal(
                    result.Grid.Select(t => Shapes[slice.Direction](t) - Shapes[slice.Direction](0)),
                    slice.Losses,
                    (a, b) => Math.Abs(a - b) < 1e-12
                )
        );
        Assert.Equal([0, 0, 1], result.RankedSlices[2].Parabola!, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0, 3, 2.5], result.RankedSlices[1].Parabola!, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_hump_does_not_count_as_oscillation_and_a_slice_without_a_valley_is_worse_than_one_beside_it()
    {
        Func<double, double>[] shapes = [t => Squared(t - 0.2), t => -t * t, t => (2 * t) + (0.01 * t * t)];
        var ranked = Measure(3, shapes: shapes).RankedSlices;
        Assert.Equal([1, 2, 0], ranked.Select(s => s.Direction));
    }

    [Theory]
    [InlineData(1, "Worst")]
    [InlineData(2, "Worst Best")]
    [InlineData(3, "Worst Median Best")]
    public void No_slice_is_named_twice(int resolved, string ranks)
    {
        Func<double, double>[] shapes =
        [
            .. Enumerable.Range(0, 3).Select(k => k < resolved ? Shapes[k] : _ => double.NaN),
        ];
        var ranked = Measure(3, shapes: shapes).RankedSlices;
        Assert.Equal(ranks.Split(' '), ranked.Select(s => s.Rank.ToString()));
        Assert.Equal(resolved, ranked.Select(s => s.Direction).Distinct().Count());
    }

    [Fact]
    public void Where_no_slice_is_resolved_none_stands_for_the_others() =>
        Assert.Empty(Measure(3, shapes: [_ => double.NaN, _ => 1, _ => double.PositiveInfinity]).RankedSlices);

    [Fact]
    public void A_parabola_of_the_grid_of_the_published_code_is_that_of_the_loss()
    {
        var result = Measure(3, published: true, radius: 0.1, intervals: 10);
        Assert.NotEqual(0, result.Grid[0] + result.Grid[^1], 0.005);
        var slice = Assert.Single(result.RankedSlices, s => s.Direction == 2);
        Assert.Equal([0, 0.3, 0.025], slice.Parabola!, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_refined_slice_keeps_points_that_a_figure_can_show()
    {
        var result = Measure(5, refinement: new Refinement(1e-4));
        var worst = result.RankedSlices[0];
        Assert.Equal(4, worst.Direction);
        Assert.True(result.Intervals[4] > 800);
        Assert.InRange(worst.Losses.Count, 200, 401);
        for (var i = 0; i < worst.Losses.Count; i++)
        {
            var t = -1 + (2.0 * i / (worst.Losses.Count - 1));
            Assert.Equal(Shapes[4](t) - Shapes[4](0), worst.Losses[i], 1e-12);
        }
    }

    private static double Squared(double x) => x * x;

    private static RoughnessResult Measure(
        int count,
        Func<double, double>[]? shapes = null,
        bool published = false,
        double radius = 1,
        int intervals = 60,
        Refinement? refinement = null
    )
    {
        var rows = new double[count * 5];
        for (var k = 0; k < count; k++)
        {
            rows[(k * 5) + k] = 1;
        }
        var along = shapes ?? Shapes;
        var loss = Formula.Of(5, x => Along(x, along));
        return RoughnessIndex.Measure(
            loss,
            new double[5],
            new RoughnessOptions
            {
                Intervals = intervals,
                Radius = radius,
                Rule = Plain,
                Published = published,
                Refinement = refinement,
            },
            WorkerTeam.Sequential,
            DirectionSet.Given(rows, 5)
        );
    }

    private static double Along(ReadOnlySpan<double> x, Func<double, double>[] shapes)
    {
        for (var k = 0; k < shapes.Length; k++)
        {
            if (x[k] != 0)
            {
                // All directions meet at t = 0, where the loss is one number.
                return shapes[k](x[k]) - shapes[k](0);
            }
        }
        return 0;
    }
}
