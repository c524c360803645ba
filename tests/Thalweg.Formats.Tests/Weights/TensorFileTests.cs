using Thalweg.Formats.Arrays;
using Thalweg.Formats.Weights;

namespace Thalweg.Formats.Tests.Weights;

public sealed class TensorFileTests
{
    public static TheoryData<string> Written => [.. WeightFixtures.Expected.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Written))]
    public void What_pytorch_wrote_is_read_exactly(string name)
    {
        var parts = name.Split('#');
        var tensors = TensorFile.Open(WeightFixtures.PathOf(parts[0]), parts.ElementAtOrDefault(1)).ReadAll();
        var expected = WeightFixtures.Expected[name];
        Assert.Equal(expected.Select(t => t.Name), tensors.Select(t => t.Name));
        for (var i = 0; i < tensors.Count; i++)
        {
            Assert.Equal(expected[i].Shape, tensors[i].Shape);
            Assert.Equal(expected[i].Values, tensors[i].Values);
        }
    }

    [Theory]
    [InlineData("zip-f64.pt")]
    [InlineData(
        "zip-checkpoint-mixed.pt",
        "left out 'epoch' (a number), 'name' (the text 'net'), which hold no parameters"
    )]
    [InlineData(
        "legacy-checkpoint-model-state-dict.pt",
        "took its part 'model_state_dict', the only one with the tensors of a network"
    )]
    [InlineData(
        "zip-checkpoint-objects.pt",
        "took its part 'nested/deeper/0/state_dict', the only one with the tensors of a network"
    )]
    [InlineData("legacy-checkpoint-tuple.pt", "took its part '0', the only one with the tensors of a network")]
    [InlineData("buffers.safetensors", "left out 'steps' (I64), 'mask' (BOOL), which hold no parameters")]
    [InlineData("zip-buffers.pt", "left out 'steps' (int64), 'mask' (bool), which hold no parameters")]
    public void What_was_taken_and_what_was_left_out_is_told(string name, params string[] expected) =>
        Assert.Equal(expected, TensorFile.Open(WeightFixtures.PathOf(name)).Notes);

    [Theory]
    [InlineData(
        "zip-two-networks.pt",
        "it holds several dictionaries of tensors, 'generator' (4 tensors), 'gan/discriminator' (4 tensors): name one, as in "
    )]
    [InlineData("legacy-two-networks.pt", "legacy-two-networks.pt#generator")]
    [InlineData(
        "zip-two-networks.pt#critic",
        "it has no part 'critic'; it has 'generator' (4 tensors), 'gan/discriminator' (4 tensors)"
    )]
    [InlineData("zip-two-networks.pt#epoch", "its part 'epoch' holds a number, expected a dictionary of tensors")]
    [InlineData("zip-two-archives.pt", "it is an archive of 2 networks, 'one', 'two': name one, as in ")]
    [InlineData("zip-two-archives.pt#three", "it is an archive of 2 networks")]
    [InlineData("zip-f64.pt#net", "it has no part 'net'; it has 'layer_in.weight', 'layer_in.bias'")]
    [InlineData("two-networks.safetensors#c", "it has no part 'c'; the first names in it are 'a.layer_in.weight'")]
    public void A_network_among_several_must_be_named(string name, string expected)
    {
        var parts = name.Split('#');
        Assert.Contains(
            expected,
            Assert
                .Throws<WeightFormatException>(() =>
                    TensorFile.Open(WeightFixtures.PathOf(parts[0]), parts.ElementAtOrDefault(1))
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Archives_of_arrays_are_read_as_tensors_or_as_all_parameters()
    {
        var path = Path.GetTempFileName();
        try
        {
            NpzFile.Write(path, [new("w", new NpyArray([1, 2], [1, 2])), new("b", new NpyArray([1], [3]))]);
            var named = TensorFile.Open(path);
            Assert.Equal(WeightForm.Npz, named.Form);
            Assert.Equal(["w", "b"], named.Tensors.Select(t => t.Name));
            Assert.Equal([1.0, 2.0], named.ReadAll()[0].Values);
            Assert.False(named.IsFlat);
            NpzFile.Write(
                path,
                [new("parameters", new NpyArray([3], [1, 2, 3])), new("other", new NpyArray([1], [9]))]
            );
            Assert.Equal([1.0, 2.0, 3.0], Assert.Single(TensorFile.Open(path).ReadAll()).Values);
            Assert.True(TensorFile.Open(path).IsFlat);
            Refused(path, "it has one vector of parameters and no part '5'", "5");
            NpzFile.Write(
                path,
                [new("steps", new NpyArray([2], [0, 500])), new("parameters", new NpyArray([2, 2], [1, 2, 3, 4]))]
            );
            var last = TensorFile.Open(path);
            Assert.Equal([3.0, 4.0], last.ReadAll()[0].Values);
            Assert.Equal([$"took step 500, the last of 2; {path}#0 takes the first"], last.Notes);
            Assert.Equal([1.0, 2.0], TensorFile.Open(path, "0").ReadAll()[0].Values);
            Refused(path, "it has no step '7'; its steps are 0, 500", "7");
            NpzFile.Write(path, [new("parameters", new NpyArray([2, 2], [1, 2, 3, 4]))]);
            Refused(path, "its array 'parameters' has the shape [2, 2], expected [P], or [C, P] beside 'steps' [C]");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_file_is_an_io_error() =>
        Assert.Throws<FileNotFoundException>(() => TensorFile.Open("no-such-file.pt"));

    [Fact]
    public void An_empty_file_and_a_foreign_file_are_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            Refused(path, "has 0 bytes, expected a weight file of 1 to 1073741824 bytes");
            File.WriteAllText(path, "layer_in.weight 0.1 0.2");
            Refused(
                path,
                "neither safetensors nor a PyTorch state_dict: save one with torch.save(net.state_dict(), path)"
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Refused(string path, string expected, string? part = null) =>
        Assert.Contains(
            expected,
            Assert.Throws<WeightFormatException>(() => TensorFile.Open(path, part)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Values_that_do_not_fit_a_shape_are_refused() =>
        Assert.Contains(
            "tensor 'w' has 3 values, which do not fit its shape [2, 2]",
            Assert
                .Throws<ArgumentException>(() =>
                    TensorFile.WriteSafetensors(
                        "no-such-folder/w.safetensors",
                        [new WeightTensor("w", [2, 2], [1, 2, 3])],
                        new Dictionary<string, string>()
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
}
