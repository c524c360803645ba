using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Tests;

public sealed class RoughnessIndexTests
{
    private static readonly double[] Centre = [0.4, -0.3, 0.2, 0.9, -1.1, 0.5, 0.1, 0.2, -0.4, 0.6, 0.7, -0.8];

    /// <summary>Polynomial, so its bits are those of any machine, and wiggly along every direction.</summary>
    private static double Wiggle(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var y = x[i] * (1 + (0.1 * i));
            // The Chebyshev polynomial of degree 5.
            sum += y * ((y * y * ((16 * y * y) - 20)) + 5);
        }
        return sum;
    }

    private static Formula Objective(double scale = 1, double shift = 0) =>
        Formula.Of(12, x => (scale * Wiggle(x)) + shift, Layouts.Small);

    private static readonly RoughnessOptions Options = new()
    {
        Directions = 20,
        Intervals = 50,
        Radius = 0.5,
        Seed = 3,
    };

    private static RoughnessResult Measure(
        Formula objective,
        RoughnessOptions? options = null,
        DirectionSet? set = null
    ) => RoughnessIndex.Measure(objective, Centre, options ?? Options, WorkerTeam.Sequential, set);

    [Fact]
    public void It_equals_a_brute_force_twin()
    {
        var raw = new double[20][];
        var set = DirectionSet.Random(20, 12, 3);
        var variations = new List<double>();
        for (var k = 0; k < 20; k++)
        {
            raw[k] = new double[12];
            set.Write(k, raw[k]);
            DirectionRule.Default.Apply(Layouts.Small, Centre, raw[k]);
            var losses = new List<double>();
            for (var i = 0; i <= 50; i++)
            {
                var t = 0.5 * ((2 * i) - 50) / 50;
                losses.Add(Wiggle([.. Centre.Zip(raw[k], (θ, d) => θ + (t * d))]));
            }
            var sum = losses.Zip(losses.Skip(1), (a, b) => Math.Abs(b - a)).Sum();
            variations.Add(sum / (2 * 0.5 * (losses.Max() - losses.Min())));
        }
        var mean = variations.Average();
        var deviation = Math.Sqrt(variations.Sum(t => (t - mean) * (t - mean)) / 19);
        var result = Measure(Objective());
        Assert.All(
            variations.Index(),
            t => Assert.Equal(t.Item, result.TotalVariations[t.Index]!.Value, 1e-12 * t.Item)
        );
        Assert.Equal(mean, result.Summary.MeanTotalVariation, 1e-12);
        Assert.Equal(deviation, result.Summary.StandardDeviation, 1e-12);
        Assert.Equal(deviation / mean, result.Summary.Roughness, 1e-12);
        Assert.True(result.Summary.Roughness > 0.05);
        Assert.True(result.Summary.Interval.Contains(result.Summary.Roughness));
        // 11 more of each slice show its rounding, and 11 what the objective computes with.
        Assert.Equal(20 * (51 + 11) + 11, result.Evaluations);
    }

    [Fact]
    public void A_bowl_at_its_minimum_has_one_over_l_in_every_direction_and_roughness_zero()
    {
        var bowl = Formula.Of(12, x => x.Zip(Centre, (a, b) => (a - b) * (a - b)).Sum() - 7);
        var result = Measure(bowl, Options with { Radius = 0.25 });
        Assert.All(result.TotalVariations, t => Assert.Equal(4, t!.Value, 1e-11));
        Assert.Equal(0, result.Summary.Roughness, 1e-11);
        Assert.Contains(0.0, result.Grid);
    }

    [Fact]
    public void Scaling_by_a_power_of_two_changes_no_bit_and_a_constant_only_rounding()
    {
        var expected = Measure(Objective());
        Assert.Equal(expected.TotalVariations, Measure(Objective(Math.ScaleB(1, -30))).TotalVariations);
        Assert.Equal(expected.Summary, Measure(Objective(1024)).Summary);
        Assert.Equal(expected.Summary.Roughness, Measure(Objective(0.3, 17)).Summary.Roughness, 1e-11);
    }

    [Fact]
    public void Threads_do_not_change_the_bits()
    {
        using var team = new WorkerTeam(2);
        var two = RoughnessIndex.Measure(Objective(), Centre, Options, team);
        Assert.Equal(Measure(Objective()).TotalVariations, two.TotalVariations);
    }

    [Fact]
    public void Constant_slices_are_null_counted_and_left_out()
    {
        var rows = new double[4 * 12];
        rows[0] = rows[12 + 1] = rows[24 + 2] = rows[36 + 1] = 1;
        var set = DirectionSet.Given(rows, 12);
        var rule = new DirectionRule(Normalization.None, BiasRule.Keep);
        var flat = Formula.Of(12, x => x[1] * x[1]);
        var result = Measure(flat, Options with { Rule = rule, KeptSlices = 2 }, set);
        Assert.Equal([null, true, null, true], result.TotalVariations.Select(t => t is null ? (bool?)null : true));
        Assert.Equal((2, 0), (result.Summary.ConstantSlices, result.Summary.NonFiniteSlices));
        Assert.Equal(result.TotalVariations[1], result.Summary.MeanTotalVariation);
        Assert.Equal(2, result.KeptSlices.Count);
        Assert.All(result.KeptSlices[0], loss => Assert.Equal(Centre[1] * Centre[1], loss));
    }

    [Fact]
    public void Slices_with_losses_that_are_not_finite_are_NaN_counted_and_left_out()
    {
        var broken = Formula.Of(12, x => x[0] > 0.55 ? double.NaN : Wiggle(x), Layouts.Small);
        var result = Measure(broken);
        var sound = Measure(Objective());
        Assert.InRange(result.Summary.NonFiniteSlices, 1, 19);
        Assert.Equal(result.Summary.NonFiniteSlices, result.TotalVariations.Count(t => t is double.NaN));
        Assert.All(
            result.TotalVariations.Zip(sound.TotalVariations),
            pair => Assert.True(pair.First is double.NaN || pair.First == pair.Second)
        );
        Assert.True(double.IsFinite(result.Summary.Roughness));
        var lost = Measure(Formula.Of(12, _ => double.PositiveInfinity));
        Assert.Equal(20, lost.Summary.NonFiniteSlices);
        Assert.Equal(double.NaN, lost.Summary.Roughness);
    }

    [Fact]
    public void The_published_grid_is_that_of_numpy_arange()
    {
        Assert.Equal((102, 0.010200000000000051), Ends(0.01, 100));
        Assert.Equal((101, 0.050000000000000086), Ends(0.05, 100));
        Assert.Equal((12, 0.12000000000000002), Ends(0.1, 10));
        var result = Measure(Objective(), new RoughnessOptions { Directions = 3, Published = true });
        Assert.Equal(3 * (102 + 11) + 11, result.Evaluations);
        Assert.Equal(0.010200000000000051, result.Grid[^1]);

        static (int, double) Ends(double radius, int intervals)
        {
            var grid = RoughnessGrid.Accumulated(radius, intervals);
            Assert.Equal(-radius, grid[0]);
            return (grid.Length, grid[^1]);
        }
    }

    [Fact]
    public void A_refined_slice_is_that_of_the_grid_it_reached_and_evaluates_every_point_once()
    {
        var options = Options with
        {
            Directions = 6,
            Intervals = 5,
            Radius = 1,
            KeptSlices = 6,
            Refinement = new(1e-3),
        };
        var wavy = Formula.Of(12, x => x.Sum(y => Elementary.Sin(5 * y)), Layouts.Small);
        var result = Measure(wavy, options);
        Assert.Equal(0, result.UnresolvedSlices);
        Assert.Equal(result.Intervals.Sum(m => m + 1L + 11) + 11, result.Evaluations);
        var finest = Measure(wavy, options with { Intervals = 5000, Refinement = null }).TotalVariations;
        for (var k = 0; k < 6; k++)
        {
            var m = result.Intervals[k];
            var fixedGrid = Measure(wavy, options with { Intervals = m, Refinement = null });
            Assert.Equal(fixedGrid.KeptSlices[k], result.KeptSlices[k]);
            Assert.Equal(fixedGrid.TotalVariations[k], result.TotalVariations[k]);
            Assert.Equal(finest[k]!.Value, result.TotalVariations[k]!.Value, 3e-3 * finest[k]!.Value);
            Assert.True(Change(result.KeptSlices[k]) <= 1e-3);
            Assert.True(m == 10 || Change([.. result.KeptSlices[k].Where((_, i) => i % 2 == 0)]) > 1e-3);
        }
        Assert.True(result.Intervals.Max() > 10);

        static double Change(double[] slice)
        {
            var fine = NormalizedTotalVariation.Of(slice, 1)!.Value;
            var coarse = NormalizedTotalVariation.Of([.. slice.Where((_, i) => i % 2 == 0)], 1)!.Value;
            return Math.Abs(fine - coarse) / fine;
        }
    }

    [Fact]
    public void A_slice_that_cannot_be_resolved_is_a_result()
    {
        var waves = Formula.Of(12, x => Elementary.Sin(1e5 * x[0]));
        var result = Measure(waves, Options with { Directions = 3, Refinement = new(1e-3, 1000) });
        Assert.Equal(3, result.UnresolvedSlices);
        Assert.Equal([800, 800, 800], result.Intervals);
        var flat = Measure(Formula.Of(12, _ => 1), Options with { Refinement = new(1e-3, 1000) });
        Assert.Equal((0, 20), (flat.UnresolvedSlices, flat.Summary.ConstantSlices));
        Assert.Throws<ArgumentException>(() => Measure(waves, Options with { Published = true, Refinement = new() }));
    }

    [Fact]
    public void A_trajectory_is_seen_along_the_same_raw_directions()
    {
        double[][] centres =
        [
            [.. Centre],
            [.. Centre.Select(x => x + 0.1)],
        ];
        var results = RoughnessIndex.AlongTrajectory(Objective(), centres, Options, WorkerTeam.Sequential);
        Assert.Equal(2, results.Count);
        Assert.Equal(Measure(Objective()).TotalVariations, results[0].TotalVariations);
        Assert.NotEqual(results[0].Summary.Roughness, results[1].Summary.Roughness);
    }

    [Fact]
    public void Cross_evaluation_measures_every_objective_around_every_centre()
    {
        var other = Formula.Of(12, x => x.Sum(y => y * y * y), Layouts.Small);
        var seen = new List<LandscapeProgress>();
        var table = CrossEvaluation.Measure(
            [new("wiggle", Objective()), new("cubic", other)],
            [new("a", Centre), new("b", [.. Centre.Reverse()])],
            Options,
            WorkerTeam.Sequential,
            progress: new Collected(seen)
        );
        Assert.Equal(["wiggle/a", "wiggle/b", "cubic/a", "cubic/b"], table.Select(c => $"{c.Objective}/{c.Centre}"));
        Assert.Equal(Measure(other).TotalVariations, table[2].Result.TotalVariations);
        Assert.Equal(4 * ((20 * (51 + 11)) + 22), seen[^1].Total);
        // Room for two probes is counted to find out the precision, and a loss in double shows it in the first.
        Assert.Equal(seen[^1].Total - 11, seen[^1].Done);
        Assert.Equal(seen.Select(p => p.Done).Order(), seen.Select(p => p.Done));
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Radius = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Intervals = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Directions = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Refinement(0));
        var error = Assert.Throws<ArgumentException>(() =>
            Measure(Objective(), set: DirectionSet.Given(new double[11], 11))
        );
        Assert.Contains("11 entries", error.Message, StringComparison.Ordinal);
    }

    private sealed class Collected(List<LandscapeProgress> seen) : IProgress<LandscapeProgress>
    {
        public void Report(LandscapeProgress value) => seen.Add(value);
    }
}
