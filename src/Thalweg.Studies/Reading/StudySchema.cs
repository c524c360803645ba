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

    /// <summary>The schema as text, ending with a line break.</summary>
    public static string Text()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Thalweg study",
            ["description"] = "Networks trained in several ways, and what is measured at what they found",
        };
        var definitions = new CatalogueDefinitions();
        foreach (var (key, value) in Section(StudyKeys.Top, definitions))
        {
            schema[key] = value?.DeepClone();
        }
        foreach (var (key, value) in Together())
        {
            schema[key] = value?.DeepClone();
        }
        schema["$defs"] = definitions.All();
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>What keys of a study ask of each other.</summary>
    private static JsonObject Together()
    {
        var ofEquations = StudyKeys.Loss.Select(k => k.Name).Where(name => name != "objective").Append("formulations");
        return new JsonObject
        {
            ["dependentSchemas"] = new JsonObject
            {
                ["objective"] = new JsonObject
                {
                    ["properties"] = new JsonObject(
                        ofEquations.Select(name => KeyValuePair.Create<string, JsonNode?>(name, false))
                    ),
                },
            },
            // What a comparison sets may be absent above it.
            ["if"] = new JsonObject
            {
                ["not"] = new JsonObject { ["anyOf"] = new JsonArray(Required("objective"), Required("compare")) },
            },
            ["then"] = Required("problem", "network", "quadrature", "formulations"),
        };
    }

    private static JsonObject Section(IReadOnlyList<StudyKey> keys, CatalogueDefinitions definitions)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var property = Value(key, definitions);
            property["description"] = key.Description;
            if (key.Default is { Length: > 0 } text)
            {
                property["default"] = ValuePatterns.Typed(text);
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

    private static JsonObject Value(StudyKey key, CatalogueDefinitions definitions) =>
        key.Value switch
        {
            StudyValue.Identifier => new()
            {
                ["type"] = "string",
                ["pattern"] = $"^(?!{ValuePatterns.Words(DeviceNames.All)}$)[a-z0-9][a-z0-9-]{{0,63}}$",
                ["patternErrorMessage"] =
                    "expected a name of lower-case letters, digits and hyphens, at most 64, that Windows keeps for no device",
            },
            StudyValue.One one => definitions.Reference(one.Catalogue),
            StudyValue.Sequence sequence => CallSchema.Sequence(
                sequence.Catalogue,
                definitions.Reference(sequence.Catalogue)
            ),
            StudyValue.Many many => CallSchema.OneOrMany(
                definitions.Reference(many.Catalogue),
                key.Default is null ? 1 : 0
            ),
            StudyValue.Word word => ValueSchemas.Words(word.Words),
            StudyValue.Whole whole => new()
            {
                ["type"] = "integer",
                ["minimum"] = whole.Minimum,
                ["maximum"] = whole.Maximum,
            },
            StudyValue.Steps => CallSchema.OneOrMany(new() { ["type"] = "integer", ["minimum"] = 0 }, 0),
            StudyValue.Seeds => Seeds(),
            StudyValue.Compare compare => Compare(compare.Keys, definitions),
            StudyValue.Section section => Section(section.Keys, definitions),
            _ => throw new ArgumentException($"no schema for {key.Value}", nameof(key)),
        };

    private static JsonObject Compare(IReadOnlyList<StudyKey> keys, CatalogueDefinitions definitions)
    {
        var (overrides, lists) = (new JsonObject(), new JsonObject());
        foreach (var key in keys)
        {
            overrides[key.Name] = Value(key, definitions);
            lists[key.Name] = new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["items"] = Value(key, definitions),
            };
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["if"] = new JsonObject
            {
                ["maxProperties"] = 1,
                ["additionalProperties"] = new JsonObject { ["type"] = "array" },
            },
            ["then"] = new JsonObject { ["additionalProperties"] = false, ["properties"] = lists },
            ["else"] = new JsonObject
            {
                ["propertyNames"] = new JsonObject { ["minLength"] = 1, ["maxLength"] = ComparisonReader.LongestLabel },
                ["additionalProperties"] = new JsonObject
                {
                    ["type"] = "object",
                    ["minProperties"] = 1,
                    ["additionalProperties"] = false,
                    ["properties"] = overrides,
                },
            },
        };
    }

    /// <summary>A number alone may mean so many seeds or that seed, unless it is 1.</summary>
    private static JsonObject Seeds()
    {
        const string Range = @"^\s*\d+\s*\.\.\s*\d+\s*$";
        return new JsonObject
        {
            ["if"] = new JsonObject { ["type"] = "array" },
            ["then"] = new JsonObject
            {
                ["minItems"] = 1,
                ["items"] = new JsonObject
                {
                    ["type"] = new JsonArray("integer", "string"),
                    ["minimum"] = 0,
                    ["pattern"] = @"^\s*\d+\s*(?:\.\.\s*\d+\s*)?$",
                },
            },
            ["else"] = new JsonObject
            {
                ["type"] = new JsonArray("integer", "string"),
                ["minimum"] = 1,
                ["maximum"] = 1,
                ["pattern"] = Range,
                ["patternErrorMessage"] = $"expected {SeedList.Expected}",
            },
        };
    }

    private static JsonObject Required(params string[] names) => new() { ["required"] = Strings(names) };

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
