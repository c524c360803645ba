using System.Globalization;
using System.Text.Json;
using Thalweg.Formats.Weights;

namespace Thalweg.Formats.Tests.Weights;

/// <summary>Files written by PyTorch (fixtures/generate.py) and what they hold.</summary>
internal static class WeightFixtures
{
    public static IReadOnlyDictionary<string, IReadOnlyList<WeightTensor>> Expected { get; } = ReadExpected();

    public static string PathOf(string name) =>
        Path.Combine(Checkout.Root, "tests", "Thalweg.Formats.Tests", "Weights", "fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

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
