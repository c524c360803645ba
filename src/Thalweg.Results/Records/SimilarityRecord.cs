namespace Thalweg.Results.Records;

/// <summary>How alike losses are about one place: how they rank the same points of random planes, and how they curve. No arrays.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre.</param>
/// <param name="Objectives">Names of the losses.</param>
/// <param name="Planes">Planes through the centre, the same for all losses.</param>
/// <param name="Count">Points along each axis of a plane.</param>
/// <param name="Radius">Half-width of the planes, in lengths of the scaled directions.</param>
/// <param name="Spaces">k: eigenvectors of each end that are compared; 0 where no spectra were taken.</param>
/// <param name="Parameters">P.</param>
/// <param name="Pairs">Every two losses.</param>
public sealed record SimilarityRecord(
    Provenance Provenance,
    string? TrainKey,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    IReadOnlyList<string> Objectives,
    int Planes,
    int Count,
    double Radius,
    string Normalize,
    string Bias,
    ulong DirectionSeed,
    int Spaces,
    int Parameters,
    IReadOnlyList<SimilarityPair> Pairs
);

/// <summary>Two losses at one place.</summary>
/// <param name="RankCorrelation">Mean over the planes that count of Spearman's correlation of the losses at the points of a plane, with its 95 % interval over
/// planes (Student's t, cut at −1 and 1; NaN for fewer than two).</param>
/// <param name="ByPlane">ρ of each plane; null where a loss is constant, not finite or not resolved there, which does not count.</param>
/// <param name="Curvature">Null where spectra were not taken or one is not finite.</param>
public sealed record SimilarityPair(
    string First,
    string Second,
    SeedFigure RankCorrelation,
    IReadOnlyList<double?> ByPlane,
    CurvaturePair? Curvature
);

/// <summary>How two losses curve at one place.</summary>
/// <param name="LeadingAngles">Principal angles between the spaces of the k largest eigenvalues, in degrees, ascending; NaN where bounds do not tell a space from
/// the rest.</param>
/// <param name="LeadingError">By how much each may be wrong.</param>
/// <param name="LeadingOverlap">Mean of their squared cosines: 1 for one space, k/P for two that have nothing to do with each other.</param>
/// <param name="TrailingAngles">The same of the k smallest.</param>
/// <param name="Alignment">⟨A, B⟩/(‖A‖ ‖B‖) of the Hessians.</param>
/// <param name="AlignmentError">By how much it may be wrong.</param>
/// <param name="SpectrumCorrelation">Of the eigenvalues in order on a logarithmic scale of both signs.</param>
/// <param name="ConditionRatio">κ of the first over κ of the second.</param>
/// <param name="ConditionRatioError">Relative.</param>
public sealed record CurvaturePair(
    IReadOnlyList<double> LeadingAngles,
    double LeadingError,
    double LeadingOverlap,
    IReadOnlyList<double> TrailingAngles,
    double TrailingError,
    double TrailingOverlap,
    double Alignment,
    double AlignmentError,
    double SpectrumCorrelation,
    double ConditionRatio,
    double ConditionRatioError
);
