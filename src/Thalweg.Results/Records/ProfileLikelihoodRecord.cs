namespace Thalweg.Results.Records;

/// <summary>The loss of one run minimised over all parameters but one number that was learned, on both sides of what was found for it, and the interval by the
/// ratio of likelihoods. Arrays file: <c>parameters</c> [K, P], those of the points.</summary>
/// <param name="TrainKey">Key of the run whose end is trained on; null, with what follows from it, where the parameters were given.</param>
/// <param name="Coefficient">The number c, as the equations write it.</param>
/// <param name="Trained">c at the end of the run.</param>
/// <param name="Value">c of the lowest loss of all points.</param>
/// <param name="Loss">That loss, which those of the points are compared with.</param>
/// <param name="Known">c in the reference; null where nobody knows.</param>
/// <param name="Deviation">Of c by the curvature of the loss at the first point, the other parameters adapting themselves; null where there is none.</param>
/// <param name="NoDeviation">Why there is none; null where there is.</param>
/// <param name="Scale">s: L/s is −2 log of the likelihood; null where the loss is none.</param>
/// <param name="NoScale">Why it is none; null where it is.</param>
/// <param name="Degrees">Of freedom of the noise where it is estimated by the misfit; null where it is stated or there is no scale.</param>
/// <param name="Level">Of the interval.</param>
/// <param name="Threshold">What (L(c) − min L)/s stays below at this level; null where there is no scale.</param>
/// <param name="Lower">Of the interval; null where it is open.</param>
/// <param name="LowerEnd"><c>crossed</c>, <c>open</c>, <c>not at rest</c>, <c>not finite</c>, or <c>no scale</c>.</param>
/// <param name="Upper">As below.</param>
/// <param name="UpperEnd">As below.</param>
/// <param name="Optimizer">What trained the other parameters.</param>
/// <param name="Others">Names of the other numbers that were learned.</param>
/// <param name="Points">By c.</param>
public sealed record ProfileLikelihoodRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    string Coefficient,
    double Trained,
    double Value,
    double Loss,
    double? Known,
    double? Deviation,
    string? NoDeviation,
    double? Scale,
    string? NoScale,
    double? Degrees,
    double Level,
    double? Threshold,
    double? Lower,
    string LowerEnd,
    double? Upper,
    string UpperEnd,
    string Optimizer,
    IReadOnlyList<string> Others,
    IReadOnlyList<ProfilePointRecord> Points
);

/// <summary>A point of a profile.</summary>
/// <param name="Value">c.</param>
/// <param name="Loss">Minimised over the other parameters.</param>
/// <param name="Ratio">(L(c) − min L)/s; null where there is no scale.</param>
/// <param name="GradientNorm">By the parameters that were trained.</param>
/// <param name="Steps">Of the optimizer.</param>
/// <param name="Stop">Why it ended, in words.</param>
/// <param name="IsConverged">Whether it came to rest.</param>
/// <param name="IsCentre">Whether c was trained with the others, and the walks began here.</param>
/// <param name="Others">What the other numbers came to, in their order.</param>
public sealed record ProfilePointRecord(
    double Value,
    double Loss,
    double? Ratio,
    double GradientNorm,
    long Steps,
    string Stop,
    bool IsConverged,
    bool IsCentre,
    IReadOnlyList<double> Others
);
