using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

public sealed class SegmentTests
{
    private static readonly double[] Deepest = [-0.558223634633, 1.441725841805];
    private static readonly double[] Other = [0.623499404931, 0.028037758529];

    private static SegmentLoss Measure(IObjective objective, double[] from, double[] to, int count = 101) =>
        Segment
            .Measure([new("f", objective)], from, to, new SegmentOptions { Count = count }, WorkerTeam.Sequential)
            .Losses[0];

    [Fact]
    public void Towards_the_minimum_of_a_convex_quadratic_the_loss_falls_from_its_highest_point()
    {
        double[] end = [1, -2, 0.5];
        var bowl = Formula.Of(3, x => Enumerable.Range(0, 3).Sum(i => (i + 1) * (x[i] - end[i]) * (x[i] - end[i])));
        var line = Measure(bowl, [4, 0, 3], end);
        // 9 + 2 · 4 + 3 · 6.25 at the start.
        Assert.Equal(35.75, line.Start);
        Assert.Equal(0, line.End);
        Assert.Equal(new SegmentPoint(0, 35.75), line.HighestSample);
        Assert.Equal(line.HighestSample, line.Highest);
        Assert.Equal(0, line.Barrier);
        Assert.Null(line.LargestRise);
        Assert.True(line.IsFalling);
    }

    [Theory]
    [InlineData(100, 0.9997)]
    [InlineData(101, 1)]
    [InlineData(2, 0)]
    public void The_barrier_of_a_double_well_is_found_between_samples(int count, double sampled)
    {
        var line = Measure(Formula.Of(1, x => Math.Pow((x[0] * x[0]) - 1, 2)), [-1], [1], count);
        Assert.InRange(line.HighestSample.Loss, sampled - 1e-4, sampled + 1e-4);
        Assert.InRange(line.Highest.Loss, 1 - 1e-11, 1);
        Assert.Equal(0.5, line.Highest.T, 1e-6);
        Assert.Equal(line.Highest.Loss, line.Barrier);
        Assert.Equal(count > 2, line.LargestRise is { IsResolved: true });
    }

    [Fact]
    public void The_barrier_of_a_tilted_well_is_above_the_higher_end()
    {
        double Well(double x) => Math.Pow((x * x) - 1, 2) + (0.3 * x);
        var line = Measure(Formula.Of(1, x => Well(x[0])), [-1], [1], 20);
        // The middle root of 4x³ − 4x + 0.3 by the cosine formula.
        var top = 2 / Math.Sqrt(3) * Math.Cos((Math.Acos(-0.3 * 3 / 8 * Math.Sqrt(3)) / 3) - (2 * Math.PI / 3));
        Assert.Equal(0, (4 * top * top * top) - (4 * top) + 0.3, 1e-14);
        Assert.Equal((top + 1) / 2, line.Highest.T, 1e-6);
        Assert.Equal(Well(top), line.Highest.Loss, 1e-11);
        Assert.Equal(Well(top) - 0.3, line.Barrier, 1e-11);
    }

    [Fact]
    public void Between_two_minima_of_the_Müller_Brown_surface_the_height_is_that_of_a_search_through_a_fine_grid()
    {
        var objective = ExponentialSum.MullerBrown();
        var line = Measure(objective, Deepest, Other, 31);
        var fine = Slice
            .Between([new("f", objective)], Deepest, Other, new Axis(0, 1, 200_001), WorkerTeam.Sequential)
            .Objectives[0]
            .Losses.Max();
        Assert.InRange(line.Highest.Loss, fine - 1e-8, fine + 1e-8);
        Assert.True(line.HighestSample.Loss < fine - 1e-3);
        Assert.Equal(-146.699517209954, line.Start, 1e-9);
        Assert.Equal(-108.166724116852, line.End, 1e-9);
        Assert.Equal(line.Highest.Loss - line.End, line.Barrier);
        Assert.False(line.IsFalling);
    }

    [Fact]
    public void Swapping_the_ends_mirrors_the_segment()
    {
        var objective = ExponentialSum.MullerBrown();
        var (there, back) = (Measure(objective, Deepest, Other), Measure(objective, Other, Deepest));
        Assert.Equal(there.Start, back.End);
        Assert.Equal(there.End, back.Start);
        Assert.Equal(there.HighestSample.T, 1 - back.HighestSample.T, 1e-12);
        Assert.Equal(there.Highest.T, 1 - back.Highest.T, 2e-6);
        Assert.Equal(there.Highest.Loss, back.Highest.Loss, 1e-9);
        Assert.Equal(there.Barrier, back.Barrier, 1e-9);
        // What rises one way falls the other way.
        Assert.Equal(there.Highest.Loss - there.Start, there.LargestRise!.Height, 0.1);
        Assert.Equal(back.Highest.Loss - back.Start, back.LargestRise!.Height, 0.1);
    }

    [Fact]
    public void A_shift_of_the_loss_shifts_heights_and_leaves_the_barrier()
    {
        static double Well(double[] x) => Math.Pow((x[0] * x[0]) - 1, 2) + (0.25 * x[0]);
        var plain = Measure(Formula.Of(1, Well), [-1], [1], 12);
        var raised = Measure(Formula.Of(1, x => Well(x) + 7), [-1], [1], 12);
        Assert.Equal(plain.Highest.Loss + 7, raised.Highest.Loss, 1e-12);
        Assert.Equal(plain.HighestSample.Loss + 7, raised.HighestSample.Loss, 1e-12);
        Assert.Equal(plain.Barrier, raised.Barrier, 1e-12);
        Assert.Equal(plain.LargestRise!.Height, raised.LargestRise!.Height, 1e-12);
    }

    [Fact]
    public void Equal_ends_make_a_flat_segment()
    {
        var line = Measure(ExponentialSum.MullerBrown(), Other, [.. Other]);
        Assert.Equal(line.Start, line.Highest.Loss);
        Assert.Equal(line.Start, line.End);
        Assert.Equal(0, line.Barrier);
        Assert.Null(line.LargestRise);
        Assert.True(line.IsFalling);
    }

    [Fact]
    public void A_lower_sample_may_stand_beside_the_higher_peak()
    {
        // Two parabolic peaks: one of height 1 met by a sample, one of height 1.2 that falls between two samples.
        double Peaks(double t) => Math.Max(1 - (400 * Math.Pow(t - 0.3, 2)), 1.2 - (400 * Math.Pow(t - 0.7235, 2)));
        var line = Measure(Formula.Of(1, x => Peaks(x[0])), [0], [1], 21);
        Assert.Equal(0.3, line.HighestSample.T, 1e-12);
        Assert.Equal(0.7235, line.Highest.T, 1e-6);
        Assert.Equal(1.2, line.Highest.Loss, 1e-9);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.95)]
    public void A_maximum_between_an_end_and_the_sample_next_to_it_is_found(double at)
    {
        var line = Measure(Formula.Of(1, x => 1 - Math.Pow(x[0] - at, 2)), [0], [1], 6);
        Assert.Equal(at, line.Highest.T, 1e-6);
        Assert.Equal(1, line.Highest.Loss, 1e-12);
        Assert.Equal(0.0025, line.Barrier, 1e-11);
    }

    [Fact]
    public void A_rise_within_the_rounding_of_the_loss_is_none_and_one_above_it_is()
    {
        // Rounding of 1e-12, as cancelling summands make it: a hash of the bits of x.
        static double Noise(double x) =>
            1e-12 * (((BitConverter.DoubleToUInt64Bits(x) * 0x9E3779B97F4A7C15UL) >> 11) * Math.ScaleB(1, -53) - 0.5);
        static double Fall(double x) => 1 - (1e-12 * x);
        var noisy = Measure(Formula.Of(1, x => Fall(x[0]) + Noise(x[0])), [1], [2]);
        Assert.InRange(noisy.LargestRise!.Height, 1e-13, 1e-12);
        Assert.InRange(noisy.LargestRise.Rounding, 1e-12, 1e-11);
        Assert.True(noisy.IsFalling);
        var bump = Measure(Formula.Of(1, x => Fall(x[0]) + (1e-12 * Math.Sin(20 * x[0]))), [1], [2]);
        Assert.True(bump.LargestRise!.Rounding < 1e-14);
        Assert.False(bump.IsFalling);
    }

    [Fact]
    public void The_rounding_of_losses_in_single_precision_is_seen_in_parameters_of_double_precision()
    {
        // Two equal summands, rounded differently, cancel: steps of 1e-4 on a fall of 1e-4.
        static double Loss(double[] θ)
        {
            var x = (float)θ[0];
            return (1000f * x * x) - (1000f * (x * x)) - (1e-4f * x);
        }
        var line = Measure(Formula.Of(1, Loss), [1], [2]);
        Assert.True(line.LargestRise!.Height > 1e-4);
        Assert.True(line.IsFalling);
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_a_wall()
    {
        var line = Measure(Formula.Of(1, x => x[0] is > 0.4 and < 0.6 ? double.NaN : -x[0]), [0], [1]);
        Assert.Equal(double.PositiveInfinity, line.Highest.Loss);
        Assert.Equal(0.41, line.Highest.T, 1e-12);
        Assert.Equal(double.PositiveInfinity, line.Barrier);
        Assert.Equal(double.PositiveInfinity, line.LargestRise!.Height);
        Assert.False(line.IsFalling);
    }

    [Fact]
    public void Several_losses_share_the_samples_and_cost_what_is_said()
    {
        var (well, slope) = (Formula.Of(1, x => Math.Pow((x[0] * x[0]) - 1, 2)), Formula.Of(1, x => -x[0]));
        using var team = new WorkerTeam(2);
        var result = Segment.Measure(
            [new("well", well), new("slope", slope)],
            new[] { -1.0 },
            new[] { 1.0 },
            new SegmentOptions(),
            team
        );
        Assert.Equal([1, 101], result.Samples.Shape);
        Assert.Equal(["well", "slope"], result.Losses.Select(l => l.Label));
        Assert.Equal(result.Samples.Objectives[0].Losses.Max(), result.Losses[0].HighestSample.Loss);
        Assert.Equal(well.ValuesTaken + slope.ValuesTaken, result.Evaluations);
        Assert.Equal(2, result.Length);
        // ln(20000) / ln 1.618 = 20.6 steps.
        Assert.InRange(well.ValuesTaken, 101 + 36 + 22 + 2 + 15, 101 + 36 + 22 + 2 + 21);
        Assert.InRange(slope.ValuesTaken, 101 + 18 + 11 + 11 + 2 + 15, 101 + 18 + 22 + 11 + 2 + 21);
        Assert.Equal(
            Measure(Formula.Of(1, x => Math.Pow((x[0] * x[0]) - 1, 2)), [-1], [1]),
            result.Losses[0] with
            {
                Label = "f",
            }
        );
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        Assert.Contains("Count is 1", Message(() => new SegmentOptions { Count = 1 }), StringComparison.Ordinal);
        Assert.Contains(
            "Tolerance is 0.5",
            Message(() => new SegmentOptions { Tolerance = 0.5 }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "to has 1 entries",
            Message(() => Measure(ExponentialSum.MullerBrown(), Deepest, [1])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "from[1] is NaN",
            Message(() => Measure(ExponentialSum.MullerBrown(), [1, double.NaN], Other)),
            StringComparison.Ordinal
        );

        static string Message(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }
}
