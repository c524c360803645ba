using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

/// <summary>Directions that are one line have no spread, and of one interval T is the same for every loss: neither gives an index.</summary>
public sealed class OneLineTests
{
    private static readonly double[] Centre = [0.4, -0.3, 0.2, 0.9, -1.1, 0.5, 0.1, 0.2, -0.4, 0.6, 0.7, -0.8];
    private static readonly double[] Row = [1, -2, 0.5, 3, 0.1, -0.7, 2, 1, -1, 0.3, 0.2, 5];

    private static readonly Formula Loss = Formula.Of(12, x => x.Sum(y => Math.Sin(3 * y) + (y * y)), Layouts.Small);

    private static readonly RoughnessOptions Options = new() { Intervals = 20, Radius = 0.5 };

    public static TheoryData<string, double[], bool> Sets =>
        new()
        {
            { "copies", [1, 1, 1], true },
            { "opposite", [1, -1], true },
            { "multiples", [1, -3, 0.125], true },
            { "of all sizes", [1, 1e-200, 1e200], true },
            { "with a zero among them", [0, 1, 2], true },
            { "nothing", [0, 0], false },
        };

    [Theory]
    [MemberData(nameof(Sets))]
    public void Multiples_of_one_direction_have_no_index(string name, double[] factors, bool isOneLine)
    {
        foreach (
            var rule in new[]
            {
                DirectionRule.Default,
                new DirectionRule(Normalization.Layer, BiasRule.Normalize),
                new DirectionRule(Normalization.None, BiasRule.Keep),
            }
        )
        {
            var set = Given([.. factors.Select(f => (double[])[.. Row.Select(x => f * x)])]);
            Assert.Equal(isOneLine, set.IsOneLine(set.Count, Centre, rule, Layouts.Small));
            if (factors.All(f => Math.Abs(f) is > 0 and < 10))
            {
                var summary = Measure(Options with { Rule = rule }, set);
                Assert.True(summary.IsOneLine, name);
                Assert.Equal((double.NaN, double.NaN), (summary.Roughness, summary.Interval.Lower));
                Assert.True(summary.MeanTotalVariation > 0);
                var refined = Measure(Options with { Rule = rule, Refinement = new Refinement() }, set);
                Assert.Equal((true, double.NaN), (refined.IsOneLine, refined.Roughness));
            }
        }
    }

    [Fact]
    public void Multiples_kept_in_single_precision_are_one_line()
    {
        var set = Given([
            [.. Row.Select(x => (double)(float)x)],
            [.. Row.Select(x => (double)(float)(x / 3))],
        ]);
        Assert.True(set.IsOneLine(2, Centre, DirectionRule.Default, Layouts.Small));
    }

    [Fact]
    public void A_rule_that_leaves_one_direction_leaves_one_line()
    {
        // Without weights all that is left is the biases, which are copied.
        var biases = Centre.ToArray();
        foreach (var tensor in Layouts.Small.Tensors.Where(t => t.Role == ParameterRole.Weight))
        {
            biases.AsSpan(tensor.Offset, tensor.Count).Clear();
        }
        var copied = new DirectionRule(Normalization.Filter, BiasRule.Copy);
        Assert.True(DirectionSet.Random(9, 12, 1).IsOneLine(9, biases, copied, Layouts.Small));
        Assert.False(DirectionSet.Random(9, 12, 1).IsOneLine(9, Centre, copied, Layouts.Small));
        Assert.True(DirectionSet.Random(9, 1, 1).IsOneLine(9, [2], DirectionRule.Default, ParameterLayout.Point(1)));
    }

    [Fact]
    public void Directions_that_differ_are_no_line_however_little_and_nothing_is_none()
    {
        double[] near = [.. Row];
        near[0] += 1e-4;
        Assert.False(Given([Row, near]).IsOneLine(2, Centre, DirectionRule.Default, Layouts.Small));
        Assert.False(Given([Row, Row, near]).IsOneLine(3, Centre, DirectionRule.Default, Layouts.Small));
        // Rows are scaled and biases are not: what was one line is one no more.
        var kept = new DirectionRule(Normalization.Filter, BiasRule.Keep);
        Assert.False(Given([Row, [.. Row.Select(x => 3 * x)]]).IsOneLine(2, Centre, kept, Layouts.Small));
        Assert.False(Measure(Options with { Directions = 2 }, null).IsOneLine);
    }

    [Fact]
    public void A_sweep_asks_each_of_its_settings()
    {
        double[] other = [.. Row.Reverse()];
        var points = RoughnessSweep.Measure(
            Loss,
            Centre,
            Options,
            [new SweepSetting(2, 10, 0.5), new SweepSetting(3, 10, 0.5)],
            WorkerTeam.Sequential,
            Given([Row, [.. Row.Select(x => -2 * x)], other])
        );
        Assert.Equal([true, false], points.Select(p => p.Summary.IsOneLine));
        Assert.Equal([true, false], points.Select(p => double.IsNaN(p.Summary.Roughness)));
    }

    [Fact]
    public void One_direction_and_one_interval_are_refused()
    {
        Assert.Contains("2 or more", Refused(() => new RoughnessOptions { Directions = 1 }), StringComparison.Ordinal);
        Assert.Contains("2 or more", Refused(() => new RoughnessOptions { Intervals = 1 }), StringComparison.Ordinal);
        Assert.Contains("2 or more", Refused(() => Measure(Options, Given([Row]))), StringComparison.Ordinal);
        Assert.Contains(
            "2 or more",
            Refused(() =>
                RoughnessSweep.Measure(Loss, Centre, Options, [new SweepSetting(4, 1, 0.5)], WorkerTeam.Sequential)
            ),
            StringComparison.Ordinal
        );

        static string Refused(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;
    }

    private static DirectionSet Given(double[][] rows) => DirectionSet.Given([.. rows.SelectMany(r => r)], 12);

    private static RoughnessSummary Measure(RoughnessOptions options, DirectionSet? set) =>
        RoughnessIndex.Measure(Loss, Centre, options, WorkerTeam.Sequential, set).Summary;
}
