using Thalweg.Formats.Weights;

namespace Thalweg.Formats.Tests.Weights;

public sealed class TensorFileTests
{
    public static TheoryData<string> Written => [.. WeightFixtures.Expected.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Written))]
    public void What_pytorch_wrote_is_read_exactly(string name)
    {
        var tensors = TensorFile.Open(WeightFixtures.PathOf(name)).ReadAll();
        var expected = WeightFixtures.Expected[name];
        Assert.Equal(expected.Select(t => t.Name), tensors.Select(t => t.Name));
        for (var i = 0; i < tensors.Count; i++)
        {
            Assert.Equal(expected[i].Shape, tensors[i].Shape);
            Assert.Equal(expected[i].Values, tensors[i].Values);
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

    private static void Refused(string path, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<WeightFormatException>(() => TensorFile.Open(path)).Message,
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
