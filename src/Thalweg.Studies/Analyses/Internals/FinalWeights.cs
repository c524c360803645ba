using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Whether an analysis looks at losses with the weights that trainings ended with, beside those that are stated.</summary>
internal static class FinalWeights
{
    private const string Key = "weights";
    private const string Final = "final";

    public static Option Option { get; } =
        new WordOption(
            Key,
            "stated",
            "stated: losses have the weights that they state; final: beside them, the loss of each run with the weights that its training ended with",
            ["stated", Final]
        )
        {
            IsLeftOutAtDefault = true,
        };

    public static bool AreAsked(ResolvedCall call) => call.Word(Key) == Final;

    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        var areChanged = study.Variants.Any(v =>
            v.Train.Weighting is { } weighting && Weightings.Create(weighting).Rule is not null
        );
        if (AreAsked(call) && !areChanged)
        {
            yield return new InputException(
                $"weights=final needs a training that changes its weights, and none of this study does; add train: weighting, for example grad-norm, or leave it out",
                call.LocationOf(Key)
            );
        }
    }
}
