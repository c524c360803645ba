using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Analyses that look at each loss at the parameters of others need two that share them.</summary>
internal static class SharedLosses
{
    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        var sources = study.Variants.Select(v => v.Source).Distinct().ToList();
        if (sources.Count < 2)
        {
            yield return new InputException(
                $"'{call.Name}' compares losses, and the study has one; add a formulation or remove '{call.Name}'",
                call.Location
            );
        }
        else if (!sources.Exists(a => sources.Exists(b => !a.Equals(b) && a.SharesParameters(b))))
        {
            yield return new InputException(
                $"'{call.Name}' evaluates each loss at the parameters of the others, and no two losses of the study share them: other "
                    + $"networks, activations, trial functions or conditions make another function of the same numbers; remove '{call.Name}'",
                call.Location
            );
        }
    }
}
