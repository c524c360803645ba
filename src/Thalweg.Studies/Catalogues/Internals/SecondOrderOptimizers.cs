using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers that solve a linear system per step.</summary>
internal static class SecondOrderOptimizers
{
    public static IReadOnlyList<CatalogueEntry<Func<ResolvedCall, Optimizer>>> Entries { get; } =
    [LevenbergMarquardt(), NaturalGradient(), NewtonCg()];

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
                new NumberOption(
                    "acceleration",
                    "0.75",
                    "steps are bent by their geodesic acceleration, and damped until it is at most this part of them; 0 leaves it out"
                )
                {
                    Minimum = 0,
                },
                new IntegerOption(
                    "corrections",
                    "12",
                    "corrections of a step at most, with where it leads to; 0 leaves it bent alone"
                )
                {
                    Minimum = 0,
                },
            ],
            "hager-zhang",
            ["engd", "energy-natural-gradient"],
            call => new NaturalGradient(
                call.Number("damping"),
                call.Word("rule") == "fixed" ? DampingRule.Fixed : DampingRule.Adaptive,
                call.Number("acceleration"),
                call.Integer("corrections")
            )
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> NewtonCg() =>
        SearchOptimizers.Searching(
            "newton-cg",
            "truncated Newton: conjugate gradients over products with the Hessian, exact where the loss has them, else by differences of gradients",
            [
                new IntegerOption("inner", "100", "inner iterations per step at most"),
                new WordOption(
                    "forcing",
                    "eisenstat-walker",
                    "how exactly a step is solved for",
                    ["eisenstat-walker", "gradient"]
                ),
                new WordOption(
                    "differences",
                    "central",
                    "of which gradients, for a loss without exact products",
                    ["central", "forward"]
                ),
            ],
            "hager-zhang",
            ["truncated-newton", "hessian-free"],
            call => new NewtonCg(
                call.Integer("inner"),
                call.Word("forcing") == "gradient" ? ForcingRule.Gradient : ForcingRule.EisenstatWalker,
                call.Word("differences") == "forward" ? FiniteDifference.Forward : FiniteDifference.Central
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
                    new IntegerOption(
                        "corrections",
                        "12",
                        "corrections of a step at most, with the residuals that it leads to; 0 takes it as it is"
                    )
                    {
                        Minimum = 0,
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
                Corrections = call.Integer("corrections"),
                GradientTolerance = call.Number("tolerance"),
            }
        );
}
