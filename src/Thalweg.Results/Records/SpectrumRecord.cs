namespace Thalweg.Results.Records;

/// <summary>All eigenvalues of the Hessian of one loss at one place. Arrays file: <c>eigenvalues</c> [P], ascending, and <c>bounds</c> [P], how
/// far each may be from that of the exact Hessian; none where a product was not finite.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Parameters">P.</param>
/// <param name="IsExact">False where products are differences of gradients.</param>
/// <param name="Smallest">λ_1; NaN, as all numbers, where a product was not finite.</param>
/// <param name="Largest">λ_P.</param>
/// <param name="LargestBound">The largest of all bounds.</param>
/// <param name="Negative">From those below their bounds to those that may be.</param>
/// <param name="Zero">From those that are 0 beyond doubt to those within their bounds.</param>
/// <param name="StructuralZeros">Zeros that stay where all parameters are moved; null where that is not told.</param>
/// <param name="ConditionNumber">κ; NaN without a positive eigenvalue beyond the threshold.</param>
/// <param name="ConditionNumberError">Relative.</param>
/// <param name="Verdict"><c>degenerate</c>, <c>convex</c>, <c>undecided</c>, <c>saddle</c>, <c>concave</c> or <c>not finite</c>.</param>
/// <param name="GradientNorm">‖∇L‖₂ there.</param>
public sealed record SpectrumRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    int Parameters,
    bool IsExact,
    double Smallest,
    double Largest,
    double LargestBound,
    double Trace,
    SpectrumCount Negative,
    SpectrumCount Zero,
    int? StructuralZeros,
    double ConditionNumber,
    double ConditionNumberError,
    double EffectiveRank,
    string Verdict,
    double GradientNorm
);

/// <summary>A number of eigenvalues as far as bounds decide it.</summary>
public sealed record SpectrumCount(int Least, int Most);
