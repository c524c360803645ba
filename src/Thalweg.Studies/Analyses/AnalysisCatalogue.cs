using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Every analysis there is.</summary>
public static class AnalysisCatalogue
{
    /// <summary>In the order in which they are listed and, within a stage, computed.</summary>
    public static IReadOnlyList<Analysis> All { get; } =
    [
        TrainAnalysis.Instance,
        ProfileAnalysis.Instance,
        BaselineAnalysis.Instance,
        RoughnessAnalysis.Instance,
        CrossAnalysis.Instance,
        SpectrumAnalysis.Instance,
        SharpnessAnalysis.Instance,
        KernelAnalysis.Instance,
        DensityAnalysis.Instance,
        TraceAnalysis.Instance,
        CurvaturePathAnalysis.Instance,
        CurvaturePointsAnalysis.Instance,
        StabilityAnalysis.Instance,
        SimilarityAnalysis.Instance,
        ConvexityAnalysis.Instance,
        LearningCoefficientAnalysis.Instance,
        CensusAnalysis.Instance,
        ContinuationAnalysis.Instance,
        ProfileLikelihoodAnalysis.Instance,
        LineAnalysis.Instance,
        PathAnalysis.Instance,
        BarriersAnalysis.Instance,
        EmbeddingAnalysis.Instance,
        SliceAnalysis.Instance,
        SurfaceAnalysis.Instance,
        TopologyAnalysis.Instance,
        SweepAnalysis.Instance,
        GroupsAnalysis.Instance,
        ComparisonAnalysis.Instance,
    ];

    /// <summary>Those that a study asks for by name.</summary>
    public static Catalogue Catalogue { get; } =
        new(
            "analysis",
            "analyses",
            "What is measured at the parameters that training found",
            [.. All.Select(a => a.Signature).OfType<Signature>()]
        );

    /// <summary>What a study asks for under a key of its own.</summary>
    public static Catalogue Baselines { get; } =
        new(
            "baseline",
            "baselines",
            "What is computed without a network beside those of the study",
            [new Signature("classical", "a classical solver of the same problem, as the analysis baseline", [])]
        );

    /// <summary>The analysis that a checked entry of a study names.</summary>
    public static Analysis Of(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return All.First(a => a.Signature == call.Signature);
    }

    /// <summary>The declaration of one option, for verbs that take it as a flag.</summary>
    public static Option Option(string analysis, string name)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(name);
        return Catalogue.Signatures.First(s => s.Name == analysis).Options.First(o => o.Name == name);
    }
}
