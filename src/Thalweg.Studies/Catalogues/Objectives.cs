using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The analytic objectives with known answers.</summary>
public static class Objectives
{
    public static Catalogue Catalogue { get; } =
        new(
            "objective",
            "objectives",
            "Analytic functions with known answers, in place of a network and a problem",
            [
                new("quadratic", "½ Σ λ_i x_i²", [new NumbersOption("spectrum", "1,10", "eigenvalues λ_i")]),
                new(
                    "rosenbrock",
                    "the curved valley of Rosenbrock",
                    [new IntegerOption("dim", "2", "dimension") { Minimum = 2, Maximum = 1000 }]
                ),
                new("muller-brown", "the Müller–Brown surface: three minima, two saddles", []),
                new("two-gaussian", "two Gaussian wells", []),
            ]
        );
}
