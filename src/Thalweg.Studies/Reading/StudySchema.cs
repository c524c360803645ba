using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>The JSON Schema (draft 2020-12) of study files, made from the declarations that also drive reading.</summary>
public static class StudySchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // A call may be a text, or a group of keys.
    private const string Either = "-or-group";

    /// <summary>The schema as text, ending with a line break.</summary>
    public static string Text()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Thalweg study",
            ["description"] = "Networks trained in several ways, and what is measured at what they found",
        };
        foreach (var (key, value) in Section(StudyKeys.Top))
        {
            schema[key] = value?.DeepClone();
        }
        var definitions = new JsonObject();
        foreach (var catalogue in AllCatalogues.InOrder)
        {
            definitions[catalogue.Axis] = Definition(catalogue);
            if (IsSingle(catalogue))
            {
                definitions[catalogue.Axis + Either] = new JsonObject
                {
                    ["anyOf"] = new JsonArray(Reference(catalogue), Group(catalogue)),
                };
            }
        }
        schema["$defs"] = definitions;
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(IReadOnlyList<StudyKey> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var property = Value(key.Value);
            property["description"] = key.Description;
            if (key.Default is { Length: > 0 } text)
            {
                property["default"] = long.TryParse(text, out var number)
                    ? JsonValue.Create(number)
                    : JsonValue.Create(text);
            }
            properties[key.Name] = property;
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = Strings(keys.Where(k => k.IsRequired).Select(k => k.Name)),
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    private static JsonObject Value(StudyValue value) =>
        value switch
        {
            StudyValue.Identifier => new() { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9-]{0,63}$" },
            StudyValue.One one => Reference(one.Catalogue, Either),
            StudyValue.Sequence sequence => Reference(sequence.Catalogue),
            StudyValue.Many many => new()
            {
                ["anyOf"] = new JsonArray(Reference(many.Catalogue), ArrayOf(Reference(many.Catalogue))),
            },
            StudyValue.Word word => new() { ["enum"] = Strings(word.Words) },
            StudyValue.Whole whole => new()
            {
                ["type"] = "integer",
                ["minimum"] = whole.Minimum,
                ["maximum"] = whole.Maximum,
            },
            StudyValue.Steps => new() { ["anyOf"] = new JsonArray(Step(), ArrayOf(Step())) },
            StudyValue.Seeds => new() { ["anyOf"] = new JsonArray(Seed(), ArrayOf(Seed())) },
            StudyValue.Compare compare => Compare(compare.Keys),
            StudyValue.Section section => Section(section.Keys),
            _ => throw new ArgumentException($"no schema for {value}", nameof(value)),
        };

    private static JsonObject Compare(IReadOnlyList<StudyKey> keys)
    {
        var (overrides, lists) = (new JsonObject(), new JsonObject());
        foreach (var key in keys)
        {
            overrides[key.Name] = Value(key.Value);
            lists[key.Name] = ArrayOf(Value(key.Value));
        }
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "object",
                    ["maxProperties"] = 1,
                    ["additionalProperties"] = false,
                    ["properties"] = lists,
                },
                new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["additionalProperties"] = false,
                        ["properties"] = overrides,
                    },
                }
            ),
        };
    }

    private static JsonObject Definition(Catalogue catalogue)
    {
        var names = string.Join('|', catalogue.Signatures.Select(s => s.Name));
        var isSequence = StudyKeys.Train.Any(k => k.Value is StudyValue.Sequence s && s.Catalogue == catalogue);
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
        return new JsonObject
        {
            ["type"] = "string",
            ["description"] = lines.ToString(),
            ["pattern"] = $"^\\s*({names})\\s*([{(isSequence ? "(:;" : "(:")}][\\s\\S]*)?$",
            ["examples"] = Strings(catalogue.Signatures.Select(s => s.Usage)),
        };
    }

    private static JsonObject Reference(Catalogue catalogue, string suffix = "") =>
        new() { ["$ref"] = $"#/$defs/{catalogue.Axis}{suffix}" };

    private static bool IsSingle(Catalogue catalogue) =>
        StudyKeys
            .Top.Concat(StudyKeys.Loss)
            .Concat(StudyKeys.Train)
            .Append(StudyKeys.Formulation)
            .Any(key => key.Value is StudyValue.One one && one.Catalogue == catalogue);

    /// <summary>A call as a group of keys.</summary>
    private static JsonObject Group(Catalogue catalogue) =>
        new()
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
            ["propertyNames"] = new JsonObject { ["enum"] = Strings(catalogue.Signatures.Select(s => s.Name)) },
            ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("object", "null") },
        };

    private static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Step() => new() { ["type"] = "integer", ["minimum"] = 0 };

    private static JsonObject Seed() =>
        new()
        {
            ["type"] = new JsonArray("integer", "string"),
            ["minimum"] = 0,
            ["pattern"] = "^\\s*\\d+\\s*(\\.\\.\\s*\\d+\\s*)?$",
        };

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
