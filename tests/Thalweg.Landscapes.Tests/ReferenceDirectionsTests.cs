using Thalweg.Landscapes.Directions;

namespace Thalweg.Landscapes.Tests;

/// <summary>Against the listed directions of reference networks. A listed direction has the row norms and, under
/// <c>copy</c>, the biases of θ, so it can stand for θ: scaled by it, every raw direction must become its listed one.</summary>
public sealed class ReferenceDirectionsTests
{
    public static TheoryData<string, BiasRule> Cases { get; } =
        new MatrixTheoryData<string, BiasRule>(
            [.. ReferenceLandscapes.Measured],
            [BiasRule.Copy, BiasRule.Zero, BiasRule.Normalize]
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scaled_directions_are_those_listed(string network, BiasRule bias)
    {
        var listed = ReferenceLandscapes.Roughness(network).GetProperty("explicit");
        var raw = ReferenceLandscapes.RawDirections(network);
        var θ = ReferenceLandscapes.Numbers(listed.GetProperty("bias_copy").GetProperty("directions")[0]);
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
                var direction = ReferenceLandscapes.Numbers(raw[k]);
                var rule = new DirectionRule(Normalization.Filter, bias);
                rule.Apply(Layouts.Reference, θ, direction, published);
                var reference = ReferenceLandscapes.Numbers(expected.GetProperty("directions")[k]);
                Assert.All(reference.Index(), x => Assert.Equal(x.Item, direction[x.Index], 1e-9));
            }
        }
    }
}
