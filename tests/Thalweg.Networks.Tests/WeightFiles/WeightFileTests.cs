using Thalweg.Formats.Weights;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.WeightFiles;

public sealed class WeightFileTests
{
    [Theory]
    [InlineData("legacy-f64.pt")]
    [InlineData("legacy-f32.pt")]
    [InlineData("legacy-shared.pt")]
    [InlineData("legacy-tied.pt")]
    [InlineData("legacy-transposed.pt")]
    [InlineData("zip-f64.pt")]
    [InlineData("zip-parameters.pt")]
    [InlineData("zip-protocol4.pt")]
    [InlineData("zip-tied.pt")]
    [InlineData("zip-transposed.pt")]
    [InlineData("f64.safetensors")]
    [InlineData("f32.safetensors")]
    [InlineData("header-order.safetensors")]
    public void Tensors_are_matched_by_order_and_shape_whatever_their_names(string name) =>
        Assert.Equal(
            WeightFixtures.Parameters(name),
            WeightFile.Read(WeightFixtures.PathOf(name), WeightFixtures.Layout)
        );

    [Fact]
    public void A_safetensors_file_sorted_by_name_is_matched_by_the_names_of_the_network() =>
        Assert.Equal(
            WeightFixtures.Parameters("f64.safetensors"),
            WeightFile.Read(WeightFixtures.PathOf("sorted.safetensors"), WeightFixtures.Layout)
        );

    [Fact]
    public void A_safetensors_file_sorted_by_foreign_names_is_matched_by_shapes() =>
        Assert.Equal(
            WeightFixtures.Parameters("f64.safetensors"),
            WeightFile.Read(WeightFixtures.PathOf("sorted-foreign.safetensors"), WeightFixtures.Layout)
        );

    [Fact]
    public void A_mismatch_names_the_first_tensor_that_differs()
    {
        var tensors = WeightFixtures.Layout.Tensors;
        AssertMismatch(
            "zip-f64.pt",
            new ParameterLayout([tensors[0], tensors[1], new("layer_out.weight", ParameterRole.Weight, 1, 2, 3, 9)]),
            "tensor 3 is 'layer_out.weight' with shape [1, 3], but the network's is 'layer_out.weight' with shape [2, 3]: "
                + "name the network that these weights were trained with"
        );
        AssertMismatch(
            "legacy-f64.pt",
            new ParameterLayout([.. tensors, new("more.weight", ParameterRole.Weight, 2, 1, 5, 13)]),
            "it holds 4 tensors, but the network has 5, and the first that is missing is 'more.weight' with shape [1, 5]"
        );
        AssertMismatch(
            "f64.safetensors",
            new ParameterLayout([tensors[0], tensors[1]]),
            "it holds 4 tensors, but the network has 2, and the first too many is 'layer_out.weight' with shape [1, 3]"
        );
        AssertMismatch(
            "zip-f64.pt",
            ParameterLayout.Point(6),
            "with shape [3, 2], but the network's is 'x' with shape [1, 6]"
        );
    }

    [Theory]
    [InlineData("legacy-nan.pt", "tensor 'layer_in.weight' has the value NaN at [2, 1], expected finite weights")]
    [InlineData("zip-nan.pt", "tensor 'layer_in.weight' has the value NaN at [2, 1]")]
    [InlineData("legacy-infinite.pt", "tensor 'layer_out.bias' has the value -Infinity at [0]")]
    [InlineData("nan.safetensors", "tensor 'layer_in.bias' has the value NaN at [2]")]
    public void Weights_that_are_not_finite_are_refused_by_tensor_and_index(string name, string expected)
    {
        AssertMismatch(name, WeightFixtures.Layout, expected);
        Assert.Contains(
            TensorFile.Open(WeightFixtures.PathOf(name)).ReadAll(),
            tensor => tensor.Values.Any(value => !double.IsFinite(value))
        );
    }

    [Fact]
    public void A_missing_file_is_an_io_error() =>
        Assert.Throws<FileNotFoundException>(() => WeightFile.Read("no-such-file.pt", WeightFixtures.Layout));

    private static void AssertMismatch(string name, ParameterLayout layout, string expected)
    {
        var path = WeightFixtures.PathOf(name);
        var message = Assert.Throws<WeightFormatException>(() => WeightFile.Read(path, layout)).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
