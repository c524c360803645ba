using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Losses of one parameter: all directions are one line, and a spread over directions has no meaning.</summary>
internal static class OneParameter
{
    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        if (study.Variants.FirstOrDefault(v => v.Source.Layout.Count == 1) is { } variant)
        {
            yield return new InputException(
                $"'{call.Name}' is a spread over directions, and '{variant.Source.Label}' has one parameter and so one line; "
                    + $"look at it by 'slice', or remove '{call.Name}'",
                call.Location
            );
        }
    }
}
