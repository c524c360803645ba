namespace Thalweg.Results.Records;

/// <summary>How alike two losses are about the trained points of one variant, over all seeds. Figures are means with 95 % intervals over seeds by
/// Student's t, cut where a figure cannot lie; with one seed they have no interval but that over planes.</summary>
/// <param name="TrainedOn">Label of the variant.</param>
/// <param name="First">Name of a loss.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Seeds">Seeds that have a rank correlation.</param>
/// <param name="RankCorrelation">Of the losses at the points of shared random planes.</param>
/// <param name="BySeed">The rank correlations of each seed; null where there is none.</param>
/// <param name="Alignment">Of the Hessians; null where no spectra were taken.</param>
/// <param name="LeadingOverlap">Of the spaces of the largest eigenvalues, over the seeds that tell them.</param>
/// <param name="TrailingOverlap">Of those of the smallest.</param>
/// <param name="SpectrumCorrelation">Of the eigenvalues in order.</param>
/// <param name="ConditionRatio">Geometric mean over the seeds whose ratio is known to less than itself.</param>
/// <param name="ConditionSeeds">How many those are.</param>
/// <param name="ChanceOverlap">k/P: the overlap of two spaces that have nothing to do with each other.</param>
public sealed record SimilarityFigures(
    string TrainedOn,
    string First,
    string Second,
    int Seeds,
    SeedFigure RankCorrelation,
    IReadOnlyList<double?> BySeed,
    SeedFigure? Alignment,
    SeedFigure? LeadingOverlap,
    SeedFigure? TrailingOverlap,
    SeedFigure? SpectrumCorrelation,
    SeedFigure? ConditionRatio,
    int ConditionSeeds,
    double ChanceOverlap
);
