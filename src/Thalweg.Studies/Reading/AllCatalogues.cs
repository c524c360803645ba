using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>Every catalogue there is.</summary>
public static class AllCatalogues
{
    public static IReadOnlyList<Catalogue> InOrder { get; } =
    [
        Problems.Catalogue,
        Catalogues.Networks.Catalogue,
        ImageNetworks.Layers,
        Activations.Catalogue,
        LayerForms.Features,
        LayerForms.Weights,
        LayerForms.Slopes,
        DataSets.Catalogue,
        Trials.Catalogue,
        Formulations.Catalogue,
        Quadratures.Catalogue,
        Samplers.Catalogue,
        Weightings.Catalogue,
        Precisions.Catalogue,
        Initializers.Catalogue,
        Optimizers.Catalogue,
        LineSearches.Catalogue,
        Curricula.Catalogue,
        Schedules.Catalogue,
        Stops.Catalogue,
        AnalysisCatalogue.Catalogue,
        PathMethods.Catalogue,
        EmbeddingMethods.Catalogue,
        Objectives.Catalogue,
    ];
}
