using System.Globalization;
using System.Text.Json;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.WeightFiles;

/// <summary>Files written by PyTorch (fixtures/generate.py), what they hold, and the network most of them belong to.</summary>
internal static class WeightFixtures
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Checkout.Root;

    public static ParameterLayout Layout { get; } =
        new([
            new("layer_in.weight", ParameterRole.Weight, 0, 3, 2, 0),
            new("layer_in.bias", ParameterRole.Bias, 0, 3, 1, 6),
            new("layer_out.weight", ParameterRole.Weight, 1, 1, 3, 9),
            new("layer_out.bias", ParameterRole.Bias, 1, 1, 1, 12),
        ]);

    public static IReadOnlyDictionary<string, IReadOnlyList<WeightTensor>> Expected { get; } = ReadExpected();

    public static string PathOf(string name) =>
        Path.Combine(Root, "tests", "Thalweg.Networks.Tests", "WeightFiles", "fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>θ of an expected file: its tensors one after another.</summary>
    public static double[] Parameters(string name) => [.. Expected[name].SelectMany(tensor => tensor.Values)];

    private static Dictionary<string, IReadOnlyList<WeightTensor>> ReadExpected()
    {
        using var document = JsonDocument.Parse(Bytes("expected.json"));
        return document
            .RootElement.EnumerateObject()
            .ToDictionary(
                file => file.Name,
                file =>
                    (IReadOnlyList<WeightTensor>)
                        [
                            .. file
                                .Value.EnumerateArray()
                                .Select(tensor => new WeightTensor(
                                    tensor.GetProperty("name").GetString()!,
                                    [.. tensor.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())],
                                    [
                                        .. tensor
                                            .GetProperty("values")
                                            .EnumerateArray()
                                            .Select(e => Number(e.GetString()!)),
                                    ]
                                )),
                        ]
            );
    }

    private static double Number(string text) =>
        text switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
}
