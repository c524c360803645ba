using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;

namespace Thalweg.Reports.Pages;

/// <summary>What a reader wants to know of a study beside the table: the inputs that its runs name, defaults filled in.</summary>
internal static class StudyFacts
{
    private static readonly string[] Shown =
    [
        "problem",
        "objective",
        "command",
        "network",
        "trial",
        "quadrature",
        "precision",
        "optimizer",
    ];

    public static IEnumerable<(string Name, string Value)> Of(StudyView study)
    {
        var results = study.All;
        foreach (var name in Shown)
        {
            if (Input(results, name) is { } value)
            {
                yield return (name, value);
            }
        }
        yield return ("variants", string.Join(" | ", results.Variants));
        yield return ("seeds", string.Join(", ", results.Study.Seeds));
    }

    /// <summary>An input of the training runs, all its values where they differ in it; null where no run names it.</summary>
    public static string? Input(ResultSet results, string name)
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
