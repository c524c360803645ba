namespace Thalweg.Results.Records;

/// <summary>Sweep of the roughness settings.</summary>
public sealed record SweepRecord(
    Provenance Provenance,
    string TrainKey,
    string Objective,
    string TrainedOn,
    ulong Seed,
    IReadOnlyList<SweepRow> Rows
);
