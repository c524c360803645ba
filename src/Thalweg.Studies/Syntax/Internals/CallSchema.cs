using System.Text;
using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary>JSON Schemas of the calls of a catalogue: as a text, or as a name with a group of its options.</summary>
internal static class CallSchema
{
    /// <summary>One call.</summary>
    /// <param name="entry">The schema of an entry of another catalogue.</param>
    public static JsonObject One(Catalogue catalogue, Func<Catalogue, JsonObject> entry)
    {
        var groups = new JsonObject();
        foreach (var signature in catalogue.Signatures)
        {
            foreach (var name in (string[])[signature.Name, .. signature.Aliases])
            {
                groups[name] = Options(signature, entry);
            }
        }
        var named = new JsonObject
        {
            ["type"] = new JsonArray("string", "object"),
            ["description"] = Describe(catalogue),
            ["pattern"] = $@"^\s*{CallPattern.Of(catalogue)}\s*$",
            ["patternErrorMessage"] =
                $"expected {catalogue.Article} {catalogue.Axis}: one of {Names(catalogue)}, with its options as name(key=value, …)",
            ["examples"] = new JsonArray([.. catalogue.Signatures.Select(s => (JsonNode)s.Usage)]),
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
            ["additionalProperties"] = false,
            ["properties"] = groups,
        };
        return catalogue.Block is { } block
            ? new JsonObject
            {
                ["description"] = Describe(catalogue),
                ["if"] = new JsonObject { ["type"] = "object", ["minProperties"] = 2 },
                ["then"] = Options(block, entry),
                ["else"] = named,
            }
            : named;
    }

    /// <summary>Calls one after the other: a text with semicolons, a group, or a list.</summary>
    /// <param name="one">The schema of one call.</param>
    public static JsonObject Sequence(Catalogue catalogue, JsonObject one) =>
        new()
        {
            ["if"] = OfType("object"),
            ["then"] = one,
            ["else"] = new JsonObject
            {
                ["type"] = new JsonArray("string", "array"),
                ["pattern"] = $@"^\s*{CallPattern.Sequence(catalogue)}\s*$",
                ["patternErrorMessage"] =
                    $"expected {catalogue.Article} {catalogue.Axis}, or several separated by ';': {Names(catalogue)}, with their options as "
                    + "name(key=value, …)",
                ["examples"] = new JsonArray([.. catalogue.Signatures.Select(s => (JsonNode)s.Usage)]),
                ["minItems"] = 1,
                ["items"] = one.DeepClone(),
            },
        };

    /// <summary>One value, or a list of them.</summary>
    /// <param name="least">Items of the list at least.</param>
    public static JsonObject OneOrMany(JsonObject one, int least) =>
        new()
        {
            ["if"] = OfType("array"),
            ["then"] = new JsonObject { ["minItems"] = least, ["items"] = one },
            ["else"] = one.DeepClone(),
        };

    private static JsonObject Options(Signature signature, Func<Catalogue, JsonObject> entry)
    {
        var properties = new JsonObject();
        foreach (var option in signature.Options)
        {
            var property = option.Schema(entry);
            property["description"] = $"{option.Description} ({option.Expected})";
            if (option.Default is { Length: > 0 } text)
            {
                property["default"] = ValuePatterns.Typed(text);
            }
            foreach (var name in (string[])[option.Name, .. option.Aliases])
            {
                properties[name] = property.DeepClone();
            }
        }
        var required = signature.Options.Where(o => o.IsRequired).Select(o => (JsonNode)o.Name).ToArray();
        var group = new JsonObject
        {
            ["type"] = required.Length == 0 ? new JsonArray("object", "null") : "object",
            ["required"] = new JsonArray(required),
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        var positional = signature.Options.FirstOrDefault(o => o.Name == signature.Positional);
        return positional is null
            ? Described(group, signature)
            : Described(
                new JsonObject
                {
                    ["if"] = new JsonObject { ["type"] = new JsonArray("object", "null") },
                    ["then"] = group,
                    ["else"] = positional.Schema(entry),
                },
                signature
            );
    }

    private static JsonObject Described(JsonObject schema, Signature signature)
    {
        schema["description"] = signature.Description;
        return schema;
    }

    private static JsonObject OfType(string type) => new() { ["type"] = type };

    private static string Names(Catalogue catalogue) => string.Join(", ", catalogue.Signatures.Select(s => s.Name));

    private static string Describe(Catalogue catalogue)
    {
        var lines = new StringBuilder(catalogue.Description).Append(':');
        foreach (var signature in catalogue.Signatures)
        {
            lines.Append('\n').Append(signature.Usage).Append(" – ").Append(signature.Description);
            foreach (var option in signature.Options)
            {
                lines.Append("\n    ").Append(option.Name).Append(": ").Append(option.Description);
                lines.Append(" (").Append(option.Expected).Append(')');
            }
        }
        return lines.ToString();
    }
}
