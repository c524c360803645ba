using System.Globalization;
using Thalweg.Formats.Weights;
using Thalweg.Networks.Activations;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.WeightFiles;

/// <summary>Which of several layers of equal shapes is which. θ counts its entries, so that any exchange shows.</summary>
public sealed class WeightOrderTests
{
    private static readonly ParameterLayout Deep = Mlp(depth: 13, bias: true);

    private static readonly Dictionary<string, Func<int, string>> NumberedLayers = new()
    {
        ["numbers beyond nine"] = layer =>
            layer == 0 ? "first"
            : layer == 13 ? "last"
            : $"hidden.{layer - 1}",
        ["the first layer sorts last"] = layer =>
            layer == 0 ? "z_in"
            : layer == 13 ? "a_out"
            : $"hidden.{layer}",
        ["a sequence with activations between"] = layer => $"net.{2 * layer}",
        ["a number in the midst of a name"] = layer => $"fc{layer}_linear",
        ["leading zeros"] = layer =>
            layer == 0 ? "first"
            : layer == 13 ? "last"
            : $"hidden.{layer:D2}",
        ["numbers beyond 64 bits"] = layer => $"l{layer}00000000000000000000",
        ["blocks of two"] = layer =>
            layer == 0 ? "input"
            : layer == 13 ? "output"
            : $"blocks.{(layer - 1) / 2}.linear{2 - (layer % 2)}",
        ["parts of a module, numbered further down"] = layer =>
            layer == 0 ? "input"
            : layer == 13 ? "output"
            : $"blocks.{layer}.{(layer % 2 == 0 ? "even" : "odd")}",
        ["a wrapper around numbers"] = layer => $"module._orig_mod.net.{layer}",
    };

    public static TheoryData<string> Numbered => [.. NumberedLayers.Keys];

    [Theory]
    [MemberData(nameof(Numbered))]
    public void Sorted_layers_are_told_apart_by_their_numbers(string name)
    {
        foreach (var layout in new[] { Deep, Mlp(depth: 13, bias: false) })
        {
            var tensors = ForeignTensor.Of(layout, NumberedLayers[name]);
            using var file = ForeignFile.Sorted(tensors);
            Assert.Equal(Count(layout), WeightFile.Read(file.Path, layout));
            // The package sorts every element type for itself.
            using var mixed = ForeignFile.Sorted(tensors.Select((t, i) => t with { IsSingle = i % 3 == 0 }));
            Assert.Equal(Count(layout), WeightFile.Read(mixed.Path, layout));
        }
    }

    [Fact]
    public void Names_without_layers_are_told_apart_by_their_numbers()
    {
        var tensors = ForeignTensor
            .Of(Deep, layer => $"{layer}")
            .ConvertAll(t => t with { Name = Underscored(t.Name) });
        using var file = ForeignFile.Sorted(tensors);
        Assert.Equal(Count(Deep), WeightFile.Read(file.Path, Deep));

        static string Underscored(string name) => name.Split('.') is [var layer, var part] ? $"{part}_{layer}" : name;
    }

    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("module._orig_mod.")]
    [InlineData("model.net.")]
    public void The_names_of_the_network_decide_whatever_they_begin_with(string start)
    {
        var tensors = Deep.Tensors.Select(t => new ForeignTensor(start + t.Name, t.Shape, Entries(t))).ToList();
        using var file = ForeignFile.Sorted(tensors);
        Assert.Equal(Count(Deep), WeightFile.Read(file.Path, Deep));
        Assert.Equal(Count(Deep), WeightFile.Read(file.Path, Deep, WeightOrder.Names));
    }

    private static readonly Dictionary<string, Func<int, string>> UnnumberedLayers = new()
    {
        ["words"] = layer => new[] { "a_in", "middle", "inner", "out" }[layer],
        ["two numbers in one part"] = layer => new[] { "a_in", "l1_2", "l2_1", "out" }[layer],
        ["a number against a word"] = layer => new[] { "a_in", "hidden.1", "hidden.last", "out" }[layer],
        ["a number written twice"] = layer => new[] { "a_in", "hidden.1", "hidden.01", "out" }[layer],
        ["a part within a part"] = layer => new[] { "a_in", "hidden.1", "hidden.1.linear", "out" }[layer],
    };

    public static TheoryData<string> Unnumbered => [.. UnnumberedLayers.Keys];

    [Theory]
    [MemberData(nameof(Unnumbered))]
    public void Sorted_layers_that_no_number_orders_are_refused_until_somebody_decides(string name)
    {
        var layout = Mlp(depth: 3, bias: true);
        using var file = ForeignFile.Sorted(ForeignTensor.Of(layout, UnnumberedLayers[name]));
        var message = Assert.Throws<WeightFormatException>(() => WeightFile.Read(file.Path, layout)).Message;
        Assert.Contains("no number tells which of", message, StringComparison.Ordinal);
        Assert.Contains("layers of equal shapes [4, 4], [4], comes first", message, StringComparison.Ordinal);
        Assert.Contains("--order names or --order file", message, StringComparison.Ordinal);
        var chosen = WeightFile.Read(file.Path, layout, WeightOrder.File);
        Assert.Equal(Count(layout).Order(), chosen.Order());
        Assert.Equal(chosen[..8], Count(layout)[..8]);
    }

    [Fact]
    public void An_order_that_is_asked_for_decides()
    {
        var layout = Mlp(depth: 4, bias: true);
        string[] names = ["a_in", "two.10", "two.9", "one", "out"];
        using var file = ForeignFile.Sorted(ForeignTensor.Of(layout, layer => names[layer]));
        // In the file: one, two.10, two.9; by name: one, two.9, two.10.
        Assert.Equal([3, 1, 2], Middle(WeightFile.Read(file.Path, layout, WeightOrder.File)));
        Assert.Equal([3, 2, 1], Middle(WeightFile.Read(file.Path, layout, WeightOrder.Names)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_that_contradict_shapes_are_taken_where_an_order_is_asked_for(bool isSorted)
    {
        var layout = Mlp(depth: 3, bias: true);
        string[] names = ["layer.9", "layer.2", "layer.1", "layer.0"];
        var tensors = ForeignTensor.Of(layout, layer => names[layer]);
        using var file = isSorted ? ForeignFile.Sorted(tensors) : new ForeignFile(tensors);
        Assert.Contains(
            "--order names or --order file",
            Assert.Throws<WeightFormatException>(() => WeightFile.Read(file.Path, layout)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal([2, 1], Middle(WeightFile.Read(file.Path, layout, WeightOrder.Names)));
        Assert.Equal(isSorted ? [2, 1] : [1, 2], Middle(WeightFile.Read(file.Path, layout, WeightOrder.File)));
    }

    [Fact]
    public void A_file_in_no_order_is_refused_where_its_numbers_contradict_it()
    {
        var layout = Mlp(depth: 3, bias: true);
        string[] names = ["layer.0", "layer.2", "layer.1", "layer.3"];
        using var file = new ForeignFile(ForeignTensor.Of(layout, layer => names[layer]));
        Assert.Contains(
            "'layer.1' would be a later layer than 'layer.2', so its names contradict its order or its shapes: "
                + "name the network that was trained, or say which holds, --order names or --order file",
            Assert.Throws<WeightFormatException>(() => WeightFile.Read(file.Path, layout)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(Count(layout), WeightFile.Read(file.Path, layout, WeightOrder.File));
        Assert.Equal([2, 1], Middle(WeightFile.Read(file.Path, layout, WeightOrder.Names)));
        using var words = new ForeignFile(ForeignTensor.Of(layout, layer => new[] { "in", "b", "a", "out" }[layer]));
        Assert.Equal(Count(layout), WeightFile.Read(words.Path, layout));
    }

    [Theory]
    [InlineData(
        "Dense_{0}.kernel",
        true,
        "'Dense_0.kernel' is called as JAX and Keras call weights, which they hold transposed"
    )]
    [InlineData("Dense_{0}/kernel", false, "is called as JAX and Keras call weights")]
    [InlineData("{0}.weight", true, "name the network that these weights were trained with")]
    [InlineData("{0}.weight", false, "so its names contradict its order or its shapes")]
    public void Transposed_weights_are_refused(string name, bool bias, string expected)
    {
        // The first layer has the shape of the last one transposed, so that shapes alone exchange them.
        var layout = Mlp(depth: 3, bias);
        var tensors = layout.Tensors.Select(t => new ForeignTensor(
            t.Role == ParameterRole.Weight
                ? string.Format(CultureInfo.InvariantCulture, name, t.Layer)
                : string.Format(CultureInfo.InvariantCulture, name[..(name.LastIndexOf('.') + 1)] + "bias", t.Layer),
            [.. t.Shape.Reverse()],
            Entries(t)
        ));
        using var file = ForeignFile.Sorted(tensors);
        Assert.Contains(
            expected,
            Assert.Throws<WeightFormatException>(() => WeightFile.Read(file.Path, layout)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_pytorch_file_keeps_its_order_whatever_its_names_say()
    {
        var layout = new ParameterLayout([
            new("first.weight", ParameterRole.Weight, 0, 2, 1, 0),
            new("second.weight", ParameterRole.Weight, 1, 2, 2, 2),
            new("third.weight", ParameterRole.Weight, 2, 2, 2, 6),
            new("last.weight", ParameterRole.Weight, 3, 1, 2, 10),
        ]);
        var path = WeightFixtures.PathOf("zip-order.pt");
        Assert.Equal(WeightFixtures.Parameters("zip-order.pt"), WeightFile.Read(path, layout));
        Assert.Contains(
            "sorted by name, 'hidden.10' before 'hidden.2'",
            WeightFile.DoubtOf(TensorFile.Open(path), layout),
            StringComparison.Ordinal
        );
        Assert.Null(WeightFile.DoubtOf(TensorFile.Open(WeightFixtures.PathOf("zip-f64.pt")), layout));
        Assert.Equal([0, 1, 6, 7, 8, 9, 2, 3, 4, 5, 10, 11], WeightFile.Read(path, layout, WeightOrder.Names));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_whatever_the_order()
    {
        using var file = ForeignFile.Sorted(ForeignTensor.Of(Deep, layer => $"net.{layer}"));
        foreach (var order in Enum.GetValues<WeightOrder>())
        {
            var message = Assert
                .Throws<WeightFormatException>(() => WeightFile.Read(file.Path, Mlp(depth: 12, bias: true), order))
                .Message;
            Assert.Contains(
                "tensor 1 is 'net.0.bias' with shape [4], but the network's is",
                message,
                StringComparison.Ordinal
            );
        }
    }

    private static ParameterLayout Mlp(int depth, bool bias) =>
        Network
            .Mlp(1, 1, [.. Enumerable.Repeat(4, depth)], Activation.Tanh, bias ? NetworkBiases.All : NetworkBiases.None)
            .Layout;

    private static double[] Count(ParameterLayout layout) =>
        [.. Enumerable.Range(0, layout.Count).Select(i => (double)i)];

    private static double[] Entries(ParameterTensor tensor) =>
        [.. Enumerable.Range(tensor.Offset, tensor.Count).Select(i => (double)i)];

    /// <summary>Which hidden layers of the counted θ stand where hidden layers are read: 20 entries each, from entry 8 on.</summary>
    private static IEnumerable<double> Middle(double[] parameters) =>
        parameters[8..^5].Chunk(20).Select(layer => ((layer[0] - 8) / 20) + 1);
}
