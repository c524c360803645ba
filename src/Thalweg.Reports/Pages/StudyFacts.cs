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
            if (TrainingInputs.Of(results, name) is { } value)
            {
                yield return (name, value);
            }
        }
        yield return ("variants", string.Join(" | ", results.Variants));
        yield return ("seeds", string.Join(", ", results.Study.Seeds));
    }
}
