using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Tests;

public sealed class ValleyRadiusTests
{
    private static readonly double[] Centre = [0.4, -0.3];
    private static readonly ValleyRadiusOptions Plain = new()
    {
        Directions = 100,
        Rule = new DirectionRule(Normalization.None, BiasRule.Keep),
        Seed = 3,
    };

    /// <summary>A function of the distance from the centre.</summary>
    private static Formula Round(Func<double, double> profile) =>
        Formula.Of(2, x => profile(Math.Sqrt(Squared(x[0] - Centre[0]) + Squared(x[1] - Centre[1]))));

    private static double[] Lengths(int count)
    {
        var set = DirectionSet.Random(count, 2, 3);
        var direction = new double[2];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(k =>
                {
                    set.Write(k, direction);
                    return Math.Sqrt(Squared(direction[0]) + Squared(direction[1]));
                }),
        ];
    }

    [Fact]
    public void Every_direction_has_the_radius_at_which_it_turns_over()
    {
        // r² − r⁴ is highest at 1/√2, and so is −r² + r⁴ lowest there: a hump until then.
        foreach (var sign in (double[])[1, -1])
        {
            var found = Measure(Round(r => sign * ((r * r) - (r * r * r * r))));
            double[] expected = [.. Lengths(100).Select(length => Math.Sqrt(0.5) / length)];
            Assert.All(
                expected.Zip(found.Radii),
                pair =>
                    Assert.InRange(
                        pair.Second / pair.First,
                        pair.First < 10 ? 1 : 0,
                        pair.First < 9.9 ? 1.02 : double.PositiveInfinity
                    )
            );
            double[] sorted = [.. found.Radii.Order()];
            Assert.Equal(sorted[5], found.Value);
            // Order statistics 1 and 11 of 100.
            Assert.Equal((sorted[0], sorted[10]), (found.Interval.Lower, found.Interval.Upper));
            Assert.Equal((0, 0), (found.Unsettled, found.NonFinite));
        }
    }

    [Fact]
    public void A_bowl_never_oscillates_and_a_step_that_is_wide_is_halved()
    {
        var bowl = Measure(Round(r => r * r));
        Assert.All(bowl.Radii, radius => Assert.Equal(double.PositiveInfinity, radius));
        Assert.Equal(
            (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity),
            (bowl.Value, bowl.Interval.Lower, bowl.Interval.Upper)
        );
        // The first turn lies where 2r = −20 sin 100r, two steps from the centre.
        var turn = Math.PI / 100;
        for (var i = 0; i < 50; i++)
        {
            turn = (Math.PI + Math.Asin(2 * turn / 20)) / 100;
        }
        var waves = Measure(Round(r => (r * r) + (0.2 * (1 - Elementary.Cos(100 * r)))));
        Assert.All(Lengths(100).Zip(waves.Radii), pair => Assert.InRange(pair.Second * pair.First / turn, 1, 1.03));
        Assert.Equal(0, waves.Unsettled);
    }

    [Fact]
    public void A_slice_oscillates_beyond_its_radius_and_not_within()
    {
        var objective = Formula.Of(
            2,
            x => Squared(x[0] - 0.1) + Squared(x[1]) + (0.3 * Elementary.Sin(4 * x[0] * (x[1] + 1)))
        );
        var found = Measure(objective);
        Assert.InRange(found.Radii.Count(double.IsFinite), 20, 100);
        foreach (var (factor, expected) in (IEnumerable<(double, bool)>)[(0.97, false), (1.03, true)])
        {
            for (var k = 0; k < 100; k += 7)
            {
                if (double.IsFinite(found.Radii[k]))
                {
                    var slices = RoughnessIndex.Measure(
                        objective,
                        Centre,
                        new RoughnessOptions
                        {
                            Directions = 100,
                            Intervals = 2000,
                            Radius = factor * found.Radii[k],
                            Rule = Plain.Rule,
                            Seed = 3,
                        },
                        WorkerTeam.Sequential
                    );
                    Assert.Equal(expected, slices.Slices[k].Parts!.IsOscillating);
                }
            }
        }
    }

    [Fact]
    public void Losses_that_are_not_finite_end_a_direction_and_are_counted()
    {
        var broken = Measure(Round(r => r > 1 ? double.PositiveInfinity : r * r));
        Assert.Equal((100, double.NaN), (broken.NonFinite, broken.Value));
        Assert.All(broken.Radii, radius => Assert.Equal(double.NaN, radius));
        var late = Measure(Round(r => r > 1 ? double.NaN : (r * r) - (r * r * r * r)));
        Assert.Equal(0, late.NonFinite);
        Assert.InRange(late.Value, 0.1, 1);
    }

    [Fact]
    public void Rounding_is_no_turn_and_wrong_inputs_are_named()
    {
        // Waves of 0.02 on a bowl, of a loss that may be off by 0.2.
        var waves = Round(r => (r * r) + (0.02 * Elementary.Sin(100 * r)));
        var told = new Told(waves, 0.2 / 4 * (1L << 52), Math.ScaleB(1, -52));
        Assert.Equal(double.PositiveInfinity, ValleyRadius.Measure(told, Centre, Plain, WorkerTeam.Sequential).Value);
        Assert.InRange(Measure(waves).Value, 1e-5, 0.1);
        var few = ValleyRadius.Measure(
            Round(r => (r * r) - (r * r * r * r)),
            Centre,
            Plain with
            {
                Directions = 20,
            },
            WorkerTeam.Sequential
        );
        Assert.Equal(0, few.Interval.Lower);
        var constant = Measure(Formula.Of(2, _ => 3));
        Assert.Equal(double.PositiveInfinity, constant.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain with { Largest = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain with { Directions = 0 });
    }

    [Fact]
    public void Progress_counts_directions()
    {
        var seen = new List<LandscapeProgress>();
        ValleyRadius.Measure(
            Round(r => r * r),
            Centre,
            Plain with
            {
                Directions = 3,
            },
            WorkerTeam.Sequential,
            progress: new Collected(seen)
        );
        Assert.Equal([new(1, 3), new(2, 3), new(3, 3)], seen);
    }

    private static ValleyRadius Measure(Formula objective) =>
        ValleyRadius.Measure(objective, Centre, Plain, WorkerTeam.Sequential);

    private static double Squared(double x) => x * x;

    private sealed class Collected(List<LandscapeProgress> seen) : IProgress<LandscapeProgress>
    {
        public void Report(LandscapeProgress value) => seen.Add(value);
    }
}
