namespace Thalweg.Results.Records;

/// <summary>Sweep of the roughness settings.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
public sealed record SweepRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    IReadOnlyList<SweepRow> Rows
);
