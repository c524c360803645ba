namespace Thalweg.Results.Records;

/// <summary>What <c>timings.json</c> says: how long training took, variant by variant. Never part of a result.</summary>
/// <param name="Machines">That trained.</param>
/// <param name="Threads">That they used.</param>
/// <param name="Caution">What the ratios depend on.</param>
/// <param name="Seconds">By label of the variant, by seed; NaN where a run has no time.</param>
public sealed record TimingRecord(
    IReadOnlyList<string> Machines,
    IReadOnlyList<int> Threads,
    string Caution,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Seconds,
    IReadOnlyList<PairedFigure> Ratios
);
