using Thalweg.Optimization.Phases;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers that solve a linear system per step.</summary>
internal static class SecondOrderOptimizers
{
    public static IReadOnlyList<CatalogueEntry<Func<ResolvedCall, Optimizer>>> Entries { get; } =
    [LevenbergMarquardt()];

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
