using System.Text.Json;
using System.Text.Json.Nodes;

namespace Thalweg.Reports.Reading;

/// <summary>What training runs were made from, in the words of their keys.</summary>
internal static class TrainingInputs
{
    /// <summary>An input of the training runs, all its values where they differ in it; null where no run names it.</summary>
    public static string? Of(ResultSet results, string name)
    {
        var values = results
            .Trains.Select(train => results.Inputs(train.Provenance.Key))
            .Select(inputs => inputs[name] ?? (inputs["source"] as JsonObject)?[name])
            .OfType<JsonNode>()
            .Select(Text)
            .Distinct()
            .ToList();
        return values.Count == 0 ? null : string.Join(" | ", values);
    }

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
