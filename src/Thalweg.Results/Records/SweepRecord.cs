namespace Thalweg.Results.Records;

/// <summary>Sweep of the roughness settings.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="ComputedIn"><c>double</c> where the indices of a loss of single precision were computed in double; else null.</param>
public sealed record SweepRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    IReadOnlyList<SweepRow> Rows,
    string? ComputedIn = null
);
