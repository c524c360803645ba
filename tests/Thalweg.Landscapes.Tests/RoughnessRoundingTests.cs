using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Tests;

/// <summary>Rounding is not taken for roughness.</summary>
public sealed class RoughnessRoundingTests
{
    private static readonly double[] Centre = [0.31, -0.72, 0.53, 1.24];
    private static readonly RoughnessOptions Options = new() { Directions = 20, Seed = 3 };
    private static readonly RoughnessOptions Fine = Options with { Radius = 1e-12 };

    /// <summary>A bowl whose bottom is beside the centre, with waves on it.</summary>
    private static double Bowl(double[] x) =>
        x.Zip(Centre, (a, b) => (a - b) * (a - b)).Sum() + (0.2 * x[0]) + (0.02 * Elementary.Sin(300 * x[1]));

    private static Formula InDouble() => Formula.Of(4, Bowl);

    /// <summary>The same with θ and every sum rounded to single precision.</summary>
    private static Formula InSingle() =>
        Formula.Of(
            4,
            x =>
            {
                var sum = 0f;
                for (var i = 0; i < x.Length; i++)
                {
                    var distance = (float)x[i] - (float)Centre[i];
                    sum += distance * distance;
                }
                return sum + (0.2f * (float)x[0]) + (0.02f * (float)Elementary.Sin(300 * (double)(float)x[1]));
            }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Losses_of_single_precision_are_found_out_and_say_nothing(bool refined)
    {
        var options = Options with { Radius = 1e-5, Refinement = refined ? new() : null };
        var single = Measure(InSingle(), options);
        Assert.Equal(20, single.Summary.NotResolvedSlices);
        Assert.All(single.TotalVariations, t => Assert.Null(t));
        Assert.Equal((double.NaN, double.NaN), (single.Summary.Roughness, single.Summary.Interval.Lower));
        Assert.Equal(
            (0, 0, 0),
            (single.Summary.ConstantSlices, single.UnresolvedSlices, single.Summary.NonFiniteSlices)
        );
        var exact = Measure(InDouble(), options);
        Assert.Equal(0, exact.Summary.NotResolvedSlices);
        // It would be another number.
        double[] computed = [.. single.Slices.Select(s => s.Computed!.Value)];
        Assert.True(Descriptive.RelativeSpread(computed) > 3 * exact.Summary.Roughness);
        // Where differences are larger than rounding, both say the same.
        var wide = Options with
        {
            Radius = 1,
            Refinement = null,
        };
        Assert.Equal(0, Measure(InSingle(), wide).Summary.NotResolvedSlices);
        Assert.Equal(Measure(InDouble(), wide).Summary.Roughness, Measure(InSingle(), wide).Summary.Roughness, 1e-3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_double_it_is_the_same_at_small_radii(bool refined)
    {
        var options = Fine with { Radius = 1e-15, Refinement = refined ? new() : null };
        var result = Measure(InDouble(), options);
        Assert.Equal(20, result.Summary.NotResolvedSlices + result.Summary.ConstantSlices);
        Assert.InRange(result.Summary.NotResolvedSlices, 15, 20);
        Assert.All(result.Intervals, m => Assert.Equal(100, m));
        Assert.Equal(double.NaN, result.Summary.Interval.Upper);
        var larger = Measure(InDouble(), Fine with { Radius = 1e-6 });
        Assert.Equal(0, larger.Summary.NotResolvedSlices);
    }

    [Fact]
    public void A_bound_is_2m_times_the_rounding_over_the_range()
    {
        var slice = SliceVariation.Of([1, 3, 2, 5], 2, 0.001);
        // 2 up, 1 down, 3 up over a range of 4 and a length of 2.
        Assert.Equal(0.75, slice.Computed!.Value, 1e-15);
        Assert.Equal(2 * 3 * 0.001 / 4, slice.RoundingBound!.Value, 1e-18);
        Assert.True(slice.IsResolved);
        Assert.Equal(slice.Computed, slice.Resolved);
        Assert.True(SliceVariation.Of([1, 3, 2, 5], 2, 0.0066).IsResolved);
        var lost = SliceVariation.Of([1, 3, 2, 5], 2, 0.0067);
        Assert.False(lost.IsResolved);
        Assert.Null(lost.Resolved);
        Assert.Equal(slice.Computed, lost.Computed);
        Assert.Equal(default, SliceVariation.Of([2, 2, 2], 2, 1));
        var broken = SliceVariation.Of([2, double.NaN, 3], 2, 1);
        Assert.True(broken.IsResolved);
        Assert.Equal((double.NaN, null), (broken.Computed, broken.RoundingBound));
    }

    [Fact]
    public void What_cancels_in_a_loss_counts()
    {
        Formula Offset(double size, bool known) =>
            known
                ? new Formula(4, x => [Bowl(x) + size, -size]) { TermNames = ["large", "larger"] }
                : Formula.Of(4, x => x.Sum(y => (y * y) + size - size));
        var options = Options with { Radius = 1e-6, Intervals = 10 };
        // Terms show it, and where there are none the scatter does.
        foreach (var known in (bool[])[true, false])
        {
            Assert.Equal(0, Measure(Offset(1, known), options).Summary.NotResolvedSlices);
            Assert.Equal(20, Measure(Offset(1e8, known), options).Summary.NotResolvedSlices);
        }
        var sum = Measure(Offset(1e5, known: true), options).Slices[0].RoundingBound!.Value;
        var alone = Measure(Offset(0, known: true), options).Slices[0].RoundingBound!.Value;
        Assert.InRange(sum / alone, 1e5, 1e7);
    }

    [Fact]
    public void Summands_that_an_objective_knows_are_asked_for()
    {
        var options = Options with { Radius = 1e-3, Intervals = 10 };
        var told = Measure(new Told(InDouble(), 1e12, Math.ScaleB(1, -52)), options);
        Assert.Equal(20, told.Summary.NotResolvedSlices);
        var single = Measure(new Told(InDouble(), 1, Math.ScaleB(1, -23)), options);
        Assert.Equal(
            20 * single.Slices[0].RoundingBound!.Value,
            20 * 4 * Math.ScaleB(1, -23) * 20 / Range(single.KeptSlices[0]),
            1e-9
        );
        // Nothing has to be found out, and the scatter of ten slices is that of all.
        Assert.Equal((20 * 11) + (10 * 11), single.Evaluations);
    }

    [Fact]
    public void What_shows_on_a_finer_grid_alone_has_its_rounding_too()
    {
        // Five equal losses of the first slice, then losses that differ in their last place.
        var taken = 0;
        var late = Formula.Of(4, x => taken++ < 5 ? 1 : 1 + Math.ScaleB(taken % 2, -52));
        var options = Options with { Directions = 2, Intervals = 4, Refinement = new Refinement(0.05, 16) };
        var result = Measure(new Told(late, 1, Math.ScaleB(1, -52)), options);
        Assert.Equal(8, result.Intervals[0]);
        Assert.True(result.Slices[0].RoundingBound > SliceVariation.LargestBound);
        Assert.Equal(2, result.Summary.NotResolvedSlices);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void Slices_that_are_not_measured_take_the_scatter_of_those_that_are(bool refined, double growth)
    {
        // Noise as of a sum whose summands are large where nobody says so.
        var noisy = Formula.Of(4, x => Bowl(x) + (1e-9 * Noise(x)));
        var options = Options with
        {
            Radius = 0.1,
            Intervals = 10,
            Refinement = refined ? new Refinement(0.05, 20) : null,
        };
        var each = Measure(noisy, options).Slices;
        var pooled = Measure(new Told(noisy, 1, Math.ScaleB(1, -52)) { Growth = growth }, options);
        Assert.Equal(each.Take(10).Select(s => s.RoundingBound), pooled.Slices.Take(10).Select(s => s.RoundingBound));
        for (var k = 10; k < 20; k++)
        {
            var ratio = pooled.Slices[k].RoundingBound!.Value / each[k].RoundingBound!.Value;
            Assert.InRange(ratio, 0.5 * growth, 5 * growth);
        }
    }

    [Fact]
    public void The_rounding_of_sums_is_no_roughness()
    {
        // T is 2/(2l) in every direction.
        var bowl = Formula.Of(4, x => x.Zip(Centre, (a, b) => (a - b) * (a - b)).Sum());
        foreach (var radius in (double[])[1e-3, 0.3, 7])
        {
            var result = Measure(bowl, Options with { Radius = radius });
            Assert.True(result.TotalVariations.Distinct().Count() > 1);
            Assert.Equal(
                (0, 0, 0),
                (result.Summary.Roughness, result.Summary.Interval.Lower, result.Summary.Interval.Upper)
            );
            var rough = Measure(InDouble(), Options with { Radius = 0.3 });
            var ratio = PairedRatio.Of([result.TotalVariations], [rough.TotalVariations], 1);
            Assert.Equal((0, double.NaN), (ratio.Ratio, ratio.Interval.Upper));
        }
    }

    [Fact]
    public void An_index_of_few_that_are_resolved_is_none()
    {
        SliceVariation[] slices =
        [
            .. Enumerable.Range(0, 20).Select(k => new SliceVariation(1 + (0.01 * k), k < 17 ? 1e-6 : 0.5)),
        ];
        var many = RoughnessSummary.Of(slices, 1);
        Assert.Equal((3, double.NaN, double.NaN), (many.NotResolvedSlices, many.Roughness, many.Interval.Lower));
        Assert.Equal(1.08, many.MeanTotalVariation, 1e-12);
        slices[17] = slices[17] with { RoundingBound = 1e-6 };
        var few = RoughnessSummary.Of(slices, 1);
        Assert.Equal(2, few.NotResolvedSlices);
        Assert.InRange(few.Roughness, few.Interval.Lower, few.Interval.Upper);
    }

    [Fact]
    public void A_kink_at_the_bottom_is_no_rounding()
    {
        var kinked = Formula.Of(4, x => x.Zip(Centre, (a, b) => Math.Abs(a - b)).Sum());
        var result = Measure(kinked, Options);
        Assert.Equal(0, result.Summary.NotResolvedSlices);
        Assert.All(result.TotalVariations, t => Assert.Equal(100, t!.Value, 1e-9));
    }

    [Fact]
    public void A_sweep_a_pair_and_a_trajectory_leave_out_the_same_slices()
    {
        var set = DirectionSet.Random(20, 4, 3);
        SweepSetting[] settings = [new(20, 100, 1e-6), new(20, 50, 1e-15), new(10, 25, 1e-15)];
        var sweep = RoughnessSweep.Measure(InDouble(), Centre, Options, settings, WorkerTeam.Sequential);
        Assert.Equal(0, sweep[0].Summary.NotResolvedSlices);
        Assert.InRange(sweep[1].Summary.NotResolvedSlices, 15, 20);
        Assert.InRange(sweep[2].Summary.NotResolvedSlices, 7, 10);
        Assert.Equal(double.NaN, sweep[2].Summary.Interval.Lower);
        var single = Options with { Radius = 1e-5 };
        var pair = PairedRoughness.Measure(InSingle(), Centre, InDouble(), Centre, single, WorkerTeam.Sequential, set);
        Assert.Equal((double.NaN, double.NaN), (pair.Ratio.Ratio, pair.Ratio.Interval.Lower));
        var path = RoughnessIndex.AlongTrajectory(InSingle(), [Centre], single, WorkerTeam.Sequential, set);
        Assert.Equal(20, path[0].Summary.NotResolvedSlices);
        var cross = CrossEvaluation.Measure(
            [new("single", InSingle())],
            [new("here", Centre)],
            single,
            WorkerTeam.Sequential,
            set
        );
        Assert.Equal(20, cross[0].Result.Summary.NotResolvedSlices);
    }

    /// <summary>In [0, 1), another number for every θ.</summary>
    private static double Noise(double[] x)
    {
        var bits = x.Aggregate(
            0ul,
            (sum, entry) => (sum ^ BitConverter.DoubleToUInt64Bits(entry)) * 11400714819323198485ul
        );
        return Math.ScaleB(bits >> 11, -53);
    }

    private static double Range(double[] slice) => slice.Max() - slice.Min();

    private static RoughnessResult Measure(IObjective objective, RoughnessOptions options) =>
        RoughnessIndex.Measure(objective, Centre, options with { KeptSlices = 1 }, WorkerTeam.Sequential);
}
