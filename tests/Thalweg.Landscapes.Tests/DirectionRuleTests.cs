using Thalweg.Landscapes.Directions;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Landscapes.Tests;

public sealed class DirectionRuleTests
{
    private static readonly double[] Centre = [3, 4, 0, 0, 5, 12, 2, 0, 1, 1, 2, 2];
    private static readonly double[] Raw = [0, 2, 1, 1, 4, -3, 3, 0, 4, 0, 0, -7];

    private static double[] Scaled(Normalization normalization, BiasRule bias, double[]? raw = null)
    {
        var direction = (raw ?? Raw).ToArray();
        new DirectionRule(normalization, bias).Apply(Layouts.Small, Centre, direction);
        return direction;
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value * value;
        }
        return Math.Sqrt(sum);
    }

    [Fact]
    public void Filter_gives_each_row_the_norm_of_the_row_and_zero_for_a_zero_row() =>
        Assert.Equal(
            [0, 5, 0, 0, 10.4, -7.8, 0, 0, 0, 0, 0, -3],
            Scaled(Normalization.Filter, BiasRule.Zero),
            (x, y) => Math.Abs(x - y) < 1e-14
        );

    [Fact]
    public void Layer_gives_each_matrix_the_norm_of_the_matrix()
    {
        var d = Scaled(Normalization.Layer, BiasRule.Zero);
        Assert.Equal(Norm(Centre.AsSpan(0, 6)), Norm(d.AsSpan(0, 6)), 1e-14);
        Assert.Equal(3, Norm(d.AsSpan(9, 3)), 1e-14);
        Assert.Equal(d[4] / d[5], Raw[4] / Raw[5], 1e-14);
    }

    [Fact]
    public void Weight_scales_entry_by_entry() =>
        Assert.Equal([0, 8, 0, 0, 20, -36, 0, 0, 0, 0, 0, -14], Scaled(Normalization.Weight, BiasRule.Zero));

    [Fact]
    public void Unit_rules_give_norm_one()
    {
        var filter = Scaled(Normalization.UnitFilter, BiasRule.Zero);
        Assert.All([0, 2, 4], row => Assert.Equal(1, Norm(filter.AsSpan(row, 2)), 1e-15));
        var layer = Scaled(Normalization.UnitLayer, BiasRule.Zero);
        Assert.Equal(1, Norm(layer.AsSpan(0, 6)), 1e-15);
    }

    [Fact]
    public void A_zero_raw_row_stays_zero_under_every_rule()
    {
        foreach (var normalization in Enum.GetValues<Normalization>())
        {
            foreach (var bias in Enum.GetValues<BiasRule>())
            {
                var d = Scaled(normalization, bias, new double[12]);
                Assert.All(d.AsSpan(0, 6).ToArray(), x => Assert.Equal(0, x));
            }
        }
    }

    [Fact]
    public void Bias_rules_do_what_they_say()
    {
        Assert.Equal([0, 0, 0], Scaled(Normalization.None, BiasRule.Zero)[6..9]);
        Assert.Equal([2, 0, 1], Scaled(Normalization.None, BiasRule.Copy)[6..9]);
        Assert.Equal([3, 0, 4], Scaled(Normalization.None, BiasRule.Keep)[6..9]);
        var normalized = Scaled(Normalization.None, BiasRule.Normalize)[6..9];
        Assert.Equal(Math.Sqrt(5) * 0.6, normalized[0], 1e-15);
        Assert.Equal(Math.Sqrt(5) * 0.8, normalized[2], 1e-15);
    }

    [Fact]
    public void None_with_keep_leaves_the_direction_as_it_is() =>
        Assert.Equal(Raw, Scaled(Normalization.None, BiasRule.Keep));

    [Fact]
    public void A_length_that_does_not_fit_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            DirectionRule.Default.Apply(Layouts.Small, Centre, new double[11])
        );
        Assert.Contains("the direction 11", error.Message, StringComparison.Ordinal);
        Assert.Contains("12 parameters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_without_layout_is_one_row()
    {
        var layout = DirectionRule.LayoutOf(Formula.Of(3, _ => 0));
        Assert.Equal((1, 3), (layout.Tensors[0].Rows, layout.Tensors[0].Columns));
        Assert.Equal(ParameterRole.Weight, layout.Tensors[0].Role);
    }
}
