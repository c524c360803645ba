namespace Thalweg.Results.Records;

/// <summary>How curved a loss is along its own training, as it is and as the optimizer sees it.</summary>
/// <param name="TrainKey">Key of the run.</param>
/// <param name="Parameters">P.</param>
/// <param name="Rows">By checkpoint.</param>
public sealed record StabilityRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    int Parameters,
    IReadOnlyList<StabilityRow> Rows
);

/// <summary>One checkpoint.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Optimizer">What takes the next step, with its options.</param>
/// <param name="Preconditioner">What its B is from: <c>none</c> (B = I), <c>second moment</c>, <c>limited memory</c>, <c>dense inverse</c>, <c>damped
/// Gauss-Newton</c>; null where it has none.</param>
/// <param name="Largest">λmax(H); NaN where a product was not finite.</param>
/// <param name="LargestBound">How near to it an eigenvalue is.</param>
/// <param name="Seen">λmax(B⁻¹(H + λI)) with λ the decay of the optimizer; null where B is not known, or not positive definite up to rounding.</param>
/// <param name="SeenBound">How near to it an eigenvalue is.</param>
/// <param name="Rate">Learning rate of the next step; null where the optimizer has none.</param>
/// <param name="Threshold">Where <paramref name="Seen"/> is above it, steps grow on the quadratic of this θ; null where no such number is known.</param>
/// <param name="IsExact">False where products are differences of gradients.</param>
/// <param name="IsConverged">Whether both eigenvalues were found before the products were spent.</param>
public sealed record StabilityRow(
    long Step,
    string Optimizer,
    string? Preconditioner,
    double Largest,
    double LargestBound,
    double? Seen,
    double? SeenBound,
    double? Rate,
    double? Threshold,
    bool IsExact,
    bool IsConverged
);
