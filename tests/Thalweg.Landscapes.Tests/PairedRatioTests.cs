using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Tests;

public sealed class PairedRatioTests
{
    private static readonly double[] Centre = [0.4, -0.3, 0.2];

    private static readonly RoughnessOptions Options = new()
    {
        Directions = 60,
        Intervals = 40,
        Radius = 0.5,
    };

    private static Formula Cubic(double scale) =>
        Formula.Of(3, x => scale * ((x[0] * x[1] * x[1]) + (x[2] * x[2] * x[2]) - x[0]));

    private static Formula Quartic() => Formula.Of(3, x => (x[0] * x[1] * x[2] * x[2]) + (x[0] * x[0]) - (x[1] * x[2]));

    private static PairedRoughness Measure(Formula a, Formula b) =>
        PairedRoughness.Measure(a, Centre, b, Centre, Options, WorkerTeam.Sequential);

    [Fact]
    public void The_ratio_is_that_of_the_two_indices_and_lies_in_its_interval()
    {
        var pair = Measure(Cubic(1), Quartic());
        var alone = RoughnessIndex.Measure(Quartic(), Centre, Options, WorkerTeam.Sequential);
        Assert.Equal(alone.TotalVariations, pair.Denominator.TotalVariations);
        Assert.Equal(pair.Numerator.Summary.Roughness / alone.Summary.Roughness, pair.Ratio.Ratio);
        Assert.True(pair.Ratio.Interval.Contains(pair.Ratio.Ratio));
        Assert.Contains("shared directions", pair.Ratio.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void On_shared_directions_an_objective_compares_with_nearly_itself_more_sharply_than_its_index_is_known()
    {
        var nearly = Formula.Of(3, x => (x[0] * x[1] * x[1]) + (x[2] * x[2] * x[2]) - x[0] + (0.0003 * x[1] * x[2]));
        var pair = Measure(Cubic(1), nearly);
        var own = pair.Numerator.Summary.Interval;
        Assert.True(
            pair.Ratio.Interval.Upper / pair.Ratio.Interval.Lower < Math.Sqrt(own.Upper / own.Lower),
            $"{pair.Ratio.Interval} against {own}"
        );
    }

    [Fact]
    public void Over_seeds_the_seed_is_the_unit()
    {
        double?[][] upper =
        [
            [1, 2, 3],
            [1, 2, 4],
            [2, 3, 9],
        ];
        double?[][] lower =
        [
            [4, 5, 6],
            [5, 6, 9],
            [1, 7, 8],
        ];
        var ratio = PairedRatio.Of(upper, lower, 1);
        Assert.Equal(
            [0.5, Math.Sqrt(7.0 / 3) / (7.0 / 3)],
            ratio.Numerators.Take(2),
            (x, y) => Math.Abs(x - y) < 1e-15
        );
        var product = ratio.Numerators.Zip(ratio.Denominators, (a, b) => a / b).Aggregate((a, b) => a * b);
        Assert.Equal(product, ratio.Ratio * ratio.Ratio * ratio.Ratio, 1e-14);
        Assert.Equal(SeedInterval.OfPairedRatio([.. ratio.Numerators], [.. ratio.Denominators]), ratio.Interval);
    }

    [Fact]
    public void Directions_that_one_side_cannot_use_are_left_out_of_both()
    {
        var full = PairedRatio.Of(
            [
                [1, 2, 3, 9, 5, 7],
            ],
            [
                [4, 5, 7, 8, 8, 2],
            ],
            1
        );
        var holes = PairedRatio.Of(
            [
                [1, null, 2, 3, 9, 5, 7, 1],
            ],
            [
                [4, 3, 5, 7, 8, 8, 2, double.NaN],
            ],
            1
        );
        Assert.Equal(full.Ratio, holes.Ratio);
        Assert.Equal(full.Interval, holes.Interval);
    }

    [Fact]
    public void Lists_that_do_not_pair_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([], [], 1));
        var error = Assert.Throws<ArgumentException>(() =>
            PairedRatio.Of(
                [
                    [1, 2],
                ],
                [
                    [1, 2, 3],
                ],
                1
            )
        );
        Assert.Contains("2 directions, the denominator 3", error.Message, StringComparison.Ordinal);
    }
}
