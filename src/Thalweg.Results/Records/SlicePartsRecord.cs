namespace Thalweg.Results.Records;

/// <summary>What 2lT consists of, by direction; null for a slice that is constant, not resolved or not finite.</summary>
/// <param name="Valley">U, the valley part.</param>
/// <param name="Oscillation">O, as computed: below its rounding bound it counts as 0 elsewhere.</param>
/// <param name="Offset">τ, vertex of the least-squares quadratic in units of l; null also where that does not open upward.</param>
/// <param name="PredictedOffset">−g·d/(l dᵀHd); null also where the curvature at the centre is not positive beyond its error.</param>
/// <param name="TwinValley">U of the parabola twin; null where there is no offset.</param>
public sealed record SlicePartsRecord(
    IReadOnlyList<double?> Valley,
    IReadOnlyList<double?> Oscillation,
    IReadOnlyList<double?> Offset,
    IReadOnlyList<double?> PredictedOffset,
    IReadOnlyList<double?> TwinValley
);
