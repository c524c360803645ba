using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Reports.Reading;

namespace Thalweg.Reports.Pages;

/// <summary>What a reader wants to know of a study beside the table: the inputs that its runs name, defaults filled in.</summary>
internal static class StudyFacts
{
    private static readonly string[] Shown = ["problem", "network", "trial", "quadrature", "precision", "optimizer"];

    public static IEnumerable<(string Name, string Value)> Of(ResultSet results)
    {
        foreach (var name in Shown)
        {
            if (Input(results, name) is { } value)
            {
                yield return (name, value);
            }
        }
        if (results.Formulations.Count > 0)
        {
            yield return ("formulations", string.Join(", ", results.Formulations));
        }
        if (Seeds(results) is { Count: > 0 } seeds)
        {
            yield return ("seeds", string.Join(", ", seeds));
        }
    }

    /// <summary>An input of the training runs, all its values where they differ in it; null where no run names it.</summary>
    public static string? Input(ResultSet results, string name)
    {
        var values = results
            .Trains.Select(train => results.Inputs(train.Provenance.Key)[name])
            .OfType<JsonNode>()
            .Select(Text)
            .Distinct()
            .ToList();
        return values.Count == 0 ? null : string.Join(" | ", values);
    }

    public static IReadOnlyList<ulong> Seeds(ResultSet results) =>
        [.. results.Trains.Select(train => train.Seed).Distinct().Order()];

    /// <summary>The name that the last process gave to the study, else that of the folder.</summary>
    public static string NameOf(ResultSet results) =>
        (results.Run is { Processes: [.., var last] } ? last.Study : null)
        ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(results.Folder)));

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
