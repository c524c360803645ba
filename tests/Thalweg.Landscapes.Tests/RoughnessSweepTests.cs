using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

public sealed class RoughnessSweepTests
{
    private static readonly double[] Centre = [0.4, -0.3, 0.2];
    private static readonly RoughnessOptions Options = new() { Seed = 5 };

    private static Formula Objective() => Formula.Of(3, x => (x[0] * x[1] * x[1]) + (x[2] * x[2] * x[2]) - x[0]);

    private static IReadOnlyList<SweepPoint> Measure(
        Formula objective,
        IReadOnlyList<SweepSetting> settings,
        RoughnessOptions? options = null
    ) => RoughnessSweep.Measure(objective, Centre, options ?? Options, settings, WorkerTeam.Sequential);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_setting_has_the_bits_of_a_measurement_of_its_own(bool published)
    {
        var options = Options with { Published = published };
        SweepSetting[] settings =
        [
            new(25, 100, 0.5),
            new(50, 100, 0.5),
            new(10, 100, 0.5),
            new(25, 25, 0.5),
            new(60, 50, 0.5),
            new(25, 75, 0.5),
            new(25, 100, 0.05),
            new(25, 100, 2),
        ];
        var points = Measure(Objective(), settings, options);
        Assert.Equal(settings, points.Select(p => p.Setting));
        foreach (var (setting, summary) in points)
        {
            var alone = RoughnessIndex.Measure(
                Objective(),
                Centre,
                options with
                {
                    Directions = setting.Directions,
                    Intervals = setting.Intervals,
                    Radius = setting.Radius,
                },
                WorkerTeam.Sequential
            );
            Assert.Equal(alone.Summary, summary);
        }
    }

    [Fact]
    public void Directions_and_points_that_are_shared_are_evaluated_once()
    {
        var objective = Objective();
        Measure(
            objective,
            [new(25, 100, 0.5), new(50, 100, 0.5), new(25, 25, 0.5), new(60, 50, 0.5), new(25, 30, 0.5)]
        );
        Assert.Equal((50 * (101 + 11)) + (10 * (51 + 11)) + (25 * (31 + 11)) + 22, objective.ValuesTaken);
    }

    [Fact]
    public void Impossible_sweeps_are_refused()
    {
        Assert.Empty(Measure(Objective(), []));
        Assert.Throws<ArgumentException>(() =>
            Measure(Objective(), [new(2, 2, 1)], Options with { Refinement = new() })
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure(Objective(), [new(2, 2, -1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure(Objective(), [new(2, 0, 1)]));
        var few = DirectionSet.Given(new double[6], 3);
        var error = Assert.Throws<ArgumentException>(() =>
            RoughnessSweep.Measure(Objective(), Centre, Options, [new(3, 2, 1)], WorkerTeam.Sequential, few)
        );
        Assert.Contains("2 directions are given", error.Message, StringComparison.Ordinal);
    }
}
