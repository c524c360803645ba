using Thalweg.Formats.Weights;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.WeightFiles;

/// <summary>Files written by PyTorch, kept beside the tests of the formats, and the network most of them belong to.</summary>
internal static class WeightFixtures
{
    public static ParameterLayout Layout { get; } =
        new([
            new("layer_in.weight", ParameterRole.Weight, 0, 3, 2, 0),
            new("layer_in.bias", ParameterRole.Bias, 0, 3, 1, 6),
            new("layer_out.weight", ParameterRole.Weight, 1, 1, 3, 9),
            new("layer_out.bias", ParameterRole.Bias, 1, 1, 1, 12),
        ]);

    public static string PathOf(string name) =>
        Path.Combine(Checkout.Root, "tests", "Thalweg.Formats.Tests", "Weights", "fixtures", name);

    /// <summary>θ of a file: its tensors one after another.</summary>
    public static double[] Parameters(string name) =>
        [.. TensorFile.Open(PathOf(name)).ReadAll().SelectMany(tensor => tensor.Values)];
}
