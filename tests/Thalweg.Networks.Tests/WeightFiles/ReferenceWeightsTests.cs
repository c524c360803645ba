using System.Security.Cryptography;
using Thalweg.Formats.Weights;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.WeightFiles;

/// <summary>The published weights of arXiv 2103.11069, where the reference folder lies beside the checkout.</summary>
public sealed class ReferenceWeightsTests
{
    [Theory]
    [InlineData("resnet-1d-dgm.pkl", "a6500d0100fdc4b66f4be9ffc80dfa91b0b8ea96e9575ae509b62f23e8eb402f")]
    [InlineData("resnet-1d-drm.pkl", "f670c1ab3578a9496ca1457f79d54487ab0d504ea0751880eee1eedbf1331bae")]
    [InlineData("resnet-1d-drm-to-dgm.pkl", "48ea1fcd6e4e096a3b6a80569c1722f50412a23477ffe2be4365e988c3868803")]
    [InlineData("fcnet-1d-dgm.pkl", "c23db4c0a281825f6eb0191f3fa5d310c0c997b6a7134359d793589bd85cc292")]
    [InlineData("fcnet-1d-drm.pkl", "e4a00cf20081cfd2b8f51dc895960a5405f1588d6846cd88c88abbf50426a357")]
    [InlineData("ball-3d-dgm.pkl", "10ca6dcec2f34368ad5090c5101fde086ec3aca424afca4a85785dcec9f7ab3c")]
    public void Published_weights_are_read_as_listed(string name, string sha256)
    {
        var folder = Path.Combine(Checkout.Root, "..", "shared", "reference", "landscapes");
        if (!Directory.Exists(folder))
        {
            Assert.Skip("the folder ../shared/reference/landscapes is not beside this checkout");
        }
        var path = Path.Combine(folder, name);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

        var ball = name.StartsWith("ball", StringComparison.Ordinal);
        var layout = ball ? Layout(3, 8, 6, "layer") : Layout(1, 4, 2, "layer_");
        var parameters = WeightFile.Read(path, layout);
        Assert.Equal(ball ? 473 : 53, parameters.Length);
        Assert.All(parameters, value => Assert.True(double.IsFinite(value)));
        var tensors = TensorFile.Open(path).ReadAll();
        Assert.Equal(layout.Tensors.Select(t => t.Name), tensors.Select(t => t.Name));
        Assert.Equal(parameters, tensors.SelectMany(t => t.Values));
    }

    private static ParameterLayout Layout(int inputs, int width, int layers, string prefix)
    {
        var tensors = new List<ParameterTensor>();
        var offset = 0;
        void Add(string name, int rows, int columns)
        {
            var layer = tensors.Count / 2;
            tensors.Add(new($"{name}.weight", ParameterRole.Weight, layer, rows, columns, offset));
            offset += rows * columns;
            tensors.Add(new($"{name}.bias", ParameterRole.Bias, layer, rows, 1, offset));
            offset += rows;
        }
        Add("layer_in", width, inputs);
        for (var layer = 1; layer <= layers; layer++)
        {
            Add($"{prefix}{layer}", width, width);
        }
        Add("layer_out", 1, width);
        return new ParameterLayout(tensors);
    }
}
