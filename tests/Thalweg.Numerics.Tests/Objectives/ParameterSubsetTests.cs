using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>Parameters by the names of layers and tensors, and the curvature in them.</summary>
public sealed class ParameterSubsetTests
{
    private static readonly ParameterLayout Layout = new([
        new("layer_in.weight", ParameterRole.Weight, 0, 2, 1, 0),
        new("layer_in.bias", ParameterRole.Bias, 0, 2, 1, 2),
        new("layer_out.weight", ParameterRole.Weight, 1, 1, 2, 4),
        new("layer_out.bias", ParameterRole.Bias, 1, 1, 1, 6),
    ]);

    [Theory]
    [InlineData("layer_in", "0 1 2 3")]
    [InlineData("layer_out", "4 5 6")]
    [InlineData("layer_in.weight", "0 1")]
    [InlineData("weights", "0 1 4 5")]
    [InlineData("biases", "2 3 6")]
    [InlineData("layer_out layer_in.bias", "2 3 4 5 6")]
    [InlineData("weights layer_in", "0 1 2 3 4 5")]
    public void Names_give_places_in_order_and_once(string names, string expected) =>
        Assert.Equal(expected, string.Join(' ', new ParameterSubset(Layout, names.Split(' ')).Indices));

    [Theory]
    [InlineData("layer_7", "'layer_7' names no parameters, expected one of layer_in, layer_out")]
    [InlineData("layer_in.weights", "a tensor such as layer_in.weight")]
    [InlineData("", "'' names no parameters")]
    public void A_name_of_nothing_is_refused_with_those_there_are(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new ParameterSubset(Layout, name)).Message);

    [Fact]
    public void Biases_of_a_layout_without_any_and_no_names_at_all_are_refused()
    {
        var point = ParameterLayout.Point(3);
        var error = Assert.Throws<ArgumentException>(() => new ParameterSubset(point, ParameterSubset.Biases));
        Assert.Contains("expected one of x, weights", error.Message);
        Assert.DoesNotContain("weights, biases", error.Message);
        Assert.Equal([0, 1, 2], new ParameterSubset(point, "x").Indices);
        Assert.Throws<ArgumentException>(() => new ParameterSubset(Layout));
    }

    [Fact]
    public void Layers_stand_in_their_order() =>
        Assert.Equal(["layer_in", "layer_out"], ParameterSubset.LayersOf(Layout));

    [Fact]
    public void The_operator_is_the_principal_submatrix()
    {
        double[] entries = [.. Enumerable.Range(0, 49).Select(i => (double)(i / 7 + (10 * (i % 7))))];
        var subset = new ParameterSubset(Layout, "layer_out");
        var part = subset.Of(new DenseOperator(entries, 7, 7));
        Assert.Equal((3, 3), (part.Rows, part.Columns));
        var product = new double[3];
        part.Apply(new double[] { 0, 1, 0 }, product, WorkerTeam.Sequential);
        Assert.Equal([54, 55, 56], product);
        var error = Assert.Throws<ArgumentException>(() => subset.Of(new DenseOperator(new double[4], 2, 2)));
        Assert.Contains("expected [7, 7]", error.Message);
    }
}
