using System.Text.Json;
using Thalweg.Landscapes.Directions;

namespace Thalweg.Landscapes.Tests;

/// <summary>Against the listed directions of the published networks. A listed direction has the row norms and, under
/// <c>copy</c>, the biases of θ, so it can stand for θ: scaled by it, every raw direction must become its listed one.</summary>
public sealed class ReferenceDirectionsTests
{
    [Theory]
    [InlineData("resnet-1d-dgm", BiasRule.Copy)]
    [InlineData("resnet-1d-dgm", BiasRule.Zero)]
    [InlineData("resnet-1d-dgm", BiasRule.Normalize)]
    [InlineData("fcnet-1d-dgm", BiasRule.Copy)]
    [InlineData("fcnet-1d-dgm", BiasRule.Zero)]
    [InlineData("fcnet-1d-dgm", BiasRule.Normalize)]
    public void Scaled_directions_are_those_listed(string checkpoint, BiasRule bias)
    {
        var root = Reference();
        var listed = root.GetProperty("checkpoints").GetProperty(checkpoint).GetProperty("explicit");
        var θ = Numbers(listed.GetProperty("bias_copy").GetProperty("directions")[0]);
        var expected = listed.GetProperty(
            bias switch
            {
                BiasRule.Copy => "bias_copy",
                BiasRule.Zero => "bias_zero",
                _ => "bias_normalize",
            }
        );
        foreach (var published in new[] { false, true })
        {
            for (var k = 0; k < 5; k++)
            {
                var direction = Numbers(root.GetProperty("raw_directions")[k]);
                var rule = new DirectionRule(Normalization.Filter, bias);
                rule.Apply(Layouts.Reference, θ, direction, published);
                var reference = Numbers(expected.GetProperty("directions")[k]);
                Assert.All(reference.Index(), x => Assert.Equal(x.Item, direction[x.Index], 1e-9));
            }
        }
    }

    private static JsonElement Reference()
    {
        var path = Path.Combine(Checkout.Root, "..", "shared", "reference", "landscapes", "roughness.json");
        if (!File.Exists(path))
        {
            Assert.Skip("the reference numbers are not beside this checkout");
        }
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];
}
