namespace Thalweg.Results.Records;

/// <summary>1-D slices through one centre for several objectives along the same directions. Arrays file: <c>t1</c> [n]; per
/// objective o: <c>loss_o</c> [D, n], <c>term_o_NAME</c> [D, n]; <c>error_NAME</c> [D, n].</summary>
public sealed record SliceRecord(
    Provenance Provenance,
    string TrainKey,
    string TrainedOn,
    ulong Seed,
    long Step,
    string Directions,
    string Normalize,
    string Bias,
    IReadOnlyList<string> Objectives,
    IReadOnlyDictionary<string, double?> LowerBounds
);
