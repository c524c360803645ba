using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Formats.Tests.Arrays;

/// <summary>Files written by NumPy (fixtures/generate.py) and what they hold.</summary>
internal static class ArrayFixtures
{
    private static readonly string Folder = Path.Combine(
        Checkout.Root,
        "tests",
        "Thalweg.Formats.Tests",
        "Arrays",
        "fixtures"
    );

    public static IReadOnlyDictionary<string, NpyArray> Expected { get; } = ReadExpected();

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static void AssertEqual(NpyArray expected, NpyArray actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.Values, actual.Values);
    }

    private static Dictionary<string, NpyArray> ReadExpected()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf("expected.json")));
        return document
            .RootElement.EnumerateObject()
            .ToDictionary(
                p => p.Name,
                p => new NpyArray(
                    [.. p.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())],
                    [.. p.Value.GetProperty("values").EnumerateArray().Select(e => Number(e.GetString()!))]
                )
            );
    }

    private static double Number(string text) =>
        text switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            _ => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
        };
}
