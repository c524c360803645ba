using System.Security.Cryptography;
using Thalweg.Formats.Weights;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.WeightFiles;

/// <summary>Weights of whole networks that PyTorch wrote, in both of its forms and as if on a graphics card.</summary>
public sealed class ReferenceWeightsTests
{
    public static TheoryData<string> Names { get; } = [.. ReferenceLandscapes.Named("")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_are_read_as_listed(string name)
    {
        var reference = ReferenceLandscapes.Values(name);
        var path = ReferenceLandscapes.Weights(name);
        Assert.Equal(
            reference.GetProperty("sha256").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))
        );

        var ball = name.StartsWith("ball", StringComparison.Ordinal);
        var layout = ball ? Layout(3, 8, 6, "layer") : Layout(1, 4, 2, "layer_");
        var parameters = WeightFile.Read(path, layout);
        Assert.Equal(ball ? 473 : 53, parameters.Length);
        Assert.All(parameters, value => Assert.True(double.IsFinite(value)));
        // The published networks come without a list of their values.
        if (reference.TryGetProperty("values", out var values))
        {
            Assert.Equal(ReferenceLandscapes.Numbers(values), parameters);
        }
        var tensors = TensorFile.Open(path).ReadAll();
        Assert.Equal(
            reference.GetProperty("state_dict").EnumerateArray().Select(e => e.GetProperty("key").GetString()),
            tensors.Select(t => t.Name)
        );
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
