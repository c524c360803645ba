using Thalweg.Optimization.Optimizers;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers of training.</summary>
public static class Optimizers
{
    public static Catalogue<Func<ResolvedCall, Optimizer>> Catalogue { get; } =
        new(
            "optimizer",
            "optimizers",
            "How training changes the parameters; several take over from each other: adam(steps=2000); lbfgs(steps=500)",
            [
                .. FirstOrderOptimizers
                    .Entries.Concat(SearchOptimizers.Entries)
                    .Concat(SecondOrderOptimizers.Entries)
                    .Select(AsPhase),
            ]
        );

    public static Optimizer Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    /// <summary>Every optimizer can be one of several phases.</summary>
    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> AsPhase(
        CatalogueEntry<Func<ResolvedCall, Optimizer>> entry
    ) =>
        entry with
        {
            Signature = entry.Signature with
            {
                Options =
                [
                    .. entry.Signature.Options,
                    new IntegerOption(
                        OptimizerPhases.StepsOption,
                        null,
                        "steps at most until the next optimizer takes over"
                    )
                    {
                        Maximum = 1_000_000_000,
                        IsOptional = true,
                    },
                ],
            },
        };
}
