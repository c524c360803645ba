using Thalweg.Pde.Formulations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The formulations: how a problem becomes a loss.</summary>
public static class Formulations
{
    public static Catalogue<Func<ResolvedCall, Formulation>> Catalogue { get; } =
        new(
            "formulation",
            "formulations",
            "How a problem becomes a loss",
            [
                Entry(
                    "ritz",
                    "deep Ritz: the energy, ∫ ½|∇u|² − fu for Poisson",
                    FormulationKind.Ritz,
                    "drm",
                    "deep-ritz",
                    "energy"
                ),
                Entry(
                    "galerkin",
                    "deep Galerkin: the squared strong residual, ∫ (Δu + f)² for Poisson",
                    FormulationKind.Galerkin,
                    "dgm",
                    "pinn",
                    "deep-galerkin",
                    "residual",
                    "strong"
                ),
                Entry(
                    "supervised",
                    "regression on the exact solution: ∫ (u − u*)²",
                    FormulationKind.Supervised,
                    "regression",
                    "data",
                    "mse"
                ),
            ]
        );

    public static Formulation Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    private static CatalogueEntry<Func<ResolvedCall, Formulation>> Entry(
        string name,
        string description,
        FormulationKind kind,
        params string[] alsoKnownAs
    ) =>
        new(
            new(
                name,
                description,
                [
                    new NumberOption("penalty", "0", "weight of the boundary term and of the initial term, 0 for none")
                    {
                        Minimum = 0,
                    },
                    new WordOption(
                        "measure",
                        "integral",
                        "mean divides each term by the volume of its domain",
                        ["integral", "mean"]
                    ),
                    new NumberOption(
                        "initial",
                        null,
                        "weight of the initial term of a problem with a time, as penalty if absent"
                    )
                    {
                        Minimum = 0,
                        IsOptional = true,
                    },
                    new WeightsOption(
                        "weights",
                        "weights of single conditions by their names, in place of penalty and initial"
                    )
                    {
                        IsOptional = true,
                    },
                ]
            )
            {
                AlsoKnownAs = alsoKnownAs,
            },
            call => new Formulation(
                kind,
                call.Number("penalty") > 0 ? call.Number("penalty") : null,
                call.Word("measure") == "mean" ? Measure.Mean : Measure.Integral,
                call.Has("initial") ? call.Number("initial") : null
            )
            {
                Weights = call.Has("weights") ? WeightsOption.Of(call, "weights") : [],
            }
        );
}
