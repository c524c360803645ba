using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary>JSON Schemas of the values of options; each key word concerns the values of one type alone.</summary>
internal static class ValueSchemas
{
    /// <summary>A text of a pattern.</summary>
    public static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = Whole(pattern) };

    /// <summary>A number of YAML, or a text of the pattern, where a part of its values look like numbers.</summary>
    public static JsonObject TextOrNumber(string pattern, string type = "number") =>
        new() { ["type"] = new JsonArray(type, "string"), ["pattern"] = Whole(pattern) };

    /// <summary>Words, those that YAML reads as numbers or truth values also as such.</summary>
    public static JsonObject Words(IReadOnlyList<string> words)
    {
        var texts = words.Select(word => (JsonNode)JsonValue.Create(word));
        var typed = words
            .Select(ValuePatterns.Typed)
            .Where(value => value.GetValueKind() != System.Text.Json.JsonValueKind.String);
        return new() { ["enum"] = new JsonArray([.. typed, .. texts]) };
    }

    /// <summary>A text that holds all items, or a list of them.</summary>
    /// <param name="count">How many items there are; 0 for any number.</param>
    public static JsonObject OrList(JsonObject whole, JsonObject item, int count = 0)
    {
        var list = new JsonObject { ["minItems"] = Math.Max(1, count), ["items"] = item };
        if (count > 0)
        {
            list["maxItems"] = count;
        }
        return new()
        {
            ["if"] = new JsonObject { ["type"] = "array" },
            ["then"] = list,
            ["else"] = whole,
        };
    }

    private static string Whole(string pattern) => $"^(?:{pattern})$";
}
