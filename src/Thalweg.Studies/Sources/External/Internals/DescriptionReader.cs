using System.Text.Json;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources.External;

/// <summary>Typed access to one JSON object of a description; what is null counts as absent.</summary>
/// <param name="owner">What the object is, for messages.</param>
internal readonly struct DescriptionReader(JsonElement element, string owner)
{
    private readonly JsonElement element =
        element.ValueKind == JsonValueKind.Object
            ? element
            : throw new FormatException($"{owner} is {Show(element)}, expected a JSON object");

    /// <exception cref="FormatException">There is another key, or one twice.</exception>
    public void Allow(IReadOnlyList<string> keys)
    {
        var seen = new HashSet<string>();
        foreach (var property in element.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
            {
                throw new FormatException(
                    $"{owner} has the unknown key {CallText.Show(property.Name)}{Spelling.Suggest(property.Name, keys)} (keys: {string.Join(", ", keys)})"
                );
            }
            if (!seen.Add(property.Name))
            {
                throw new FormatException($"{owner} has '{property.Name}' twice; keep one");
            }
        }
    }

    public bool Has(string key) => element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public int Whole(string key, int minimum, int maximum) =>
        Value(key) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt32(out var number)
        && number >= minimum
        && number <= maximum
            ? number
            : throw Wrong(key, NumberRange.Describe("a whole number", minimum, maximum));

    public double Number(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Number } value && double.IsFinite(value.GetDouble())
            ? value.GetDouble()
            : throw Wrong(key, "a finite number");

    public string Text(string key) => IsText(Value(key)) ? Value(key).GetString()! : throw Wrong(key, "a text");

    public IReadOnlyList<string> Names(string key)
    {
        var names = Items(key);
        if (!names.All(IsText) || names.Select(n => n.GetString()).Distinct().Count() < names.Count)
        {
            throw Wrong(key, "a list of different texts");
        }
        return [.. names.Select(n => n.GetString()!)];
    }

    public IReadOnlyList<JsonElement> Items(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Array } value
            ? [.. value.EnumerateArray()]
            : throw Wrong(key, "a list");

    private JsonElement Value(string key) =>
        Has(key) ? element.GetProperty(key) : throw new FormatException($"{owner} has no '{key}'; it is required");

    private FormatException Wrong(string key, string expected) =>
        new($"'{key}' of {owner} is {Show(element.GetProperty(key))}, expected {expected}");

    private static bool IsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
        && !text.Any(char.IsControl);

    private static string Show(JsonElement value) => CallText.Show(value.GetRawText());
}
