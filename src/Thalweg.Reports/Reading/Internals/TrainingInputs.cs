using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Reading;

/// <summary>What training runs were made from, in the words of their keys.</summary>
internal static class TrainingInputs
{
    /// <summary>An input of the training runs, all its values where they differ in it; null where no run names it.</summary>
    public static string? Of(ResultSet results, string name) => Of(results, results.Trains, name);

    /// <summary>The same of some of the runs.</summary>
    public static string? Of(ResultSet results, IEnumerable<TrainRecord> trains, string name) =>
        Values(results, trains, name) is { Count: > 0 } values ? string.Join(" | ", values) : null;

    /// <summary>The different values of an input.</summary>
    public static IReadOnlyList<string> Values(ResultSet results, IEnumerable<TrainRecord> trains, string name) =>
        [
            .. trains
                .Select(train => results.Inputs(train.Provenance.Key))
                .Select(inputs => inputs[name] ?? (inputs["source"] as JsonObject)?[name])
                .OfType<JsonNode>()
                .Select(Text)
                .Distinct(),
        ];

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
