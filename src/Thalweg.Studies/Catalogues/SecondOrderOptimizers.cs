using Thalweg.Optimization.Descents;
using Thalweg.Optimization.Phases;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers that solve a linear system per step.</summary>
internal static class SecondOrderOptimizers
{
    public static IReadOnlyList<CatalogueEntry<Func<ResolvedCall, Optimizer>>> Entries { get; } =
    [LevenbergMarquardt(), NaturalGradient()];

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> NaturalGradient() =>
        SearchOptimizers.Searching(
            "natural-gradient",
            "the energy natural gradient: solves with the second variation of the energy, or of the squared residual",
            [
                new NumberOption("damping", "0.001", "first damping, relative to the mean diagonal entry")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                },
                new WordOption(
                    "rule",
                    "adaptive",
                    "whether the damping follows what steps gain",
                    ["adaptive", "fixed"]
                ),
            ],
            "hager-zhang",
            ["engd", "energy-natural-gradient"],
            call => new NaturalGradient(
                call.Number("damping"),
                call.Word("rule") == "fixed" ? DampingRule.Fixed : DampingRule.Adaptive
            )
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> LevenbergMarquardt() =>
        new(
            new(
                "lm",
                "Levenberg-Marquardt for losses that are sums of squares, such as galerkin; a step is one that was tried",
                [
                    new NumberOption("damping", "0.001", "first damping, relative to the largest diagonal entry of JᵀJ")
                    {
                        Minimum = 0,
                        ExcludesMinimum = true,
                    },
                    new NumberOption("tolerance", "0", "stops once the norm of the gradient is at most this")
                    {
                        Minimum = 0,
                    },
                ]
            )
            {
                AlsoKnownAs = ["levenberg-marquardt", "gauss-newton", "gn"],
            },
            call => new LeastSquaresOptimizer
            {
                InitialDamping = call.Number("damping"),
                GradientTolerance = call.Number("tolerance"),
            }
        );
}
