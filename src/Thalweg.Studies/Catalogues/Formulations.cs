using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The formulations: how a problem becomes a loss.</summary>
public static class Formulations
{
    private static readonly IReadOnlyList<Option> Shared =
    [
        new NumberOption("penalty", "0", "weight of the boundary term") { Minimum = 0 },
        new WordOption(
            "measure",
            "integral",
            "mean divides each term by the volume of its domain",
            ["integral", "mean"]
        ),
    ];

    public static Catalogue Catalogue { get; } =
        new(
            "formulation",
            "formulations",
            "How a problem becomes a loss",
            [
                new("ritz", "deep Ritz: the energy ∫ ½|∇u|² − fu", Shared)
                {
                    AlsoKnownAs = ["drm", "deep-ritz", "energy"],
                },
                new("galerkin", "deep Galerkin: the squared strong residual ∫ (Δu + f)²", Shared)
                {
                    AlsoKnownAs = ["dgm", "pinn", "deep-galerkin", "residual", "strong"],
                },
                new("supervised", "regression on the exact solution: ∫ (u − u*)²", Shared)
                {
                    AlsoKnownAs = ["regression", "data", "mse"],
                },
            ]
        );
}
