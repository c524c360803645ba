namespace Thalweg.Reports.Reading;

/// <summary>A result of a study that a folder holds, and where it was measured; what it has not is null.</summary>
/// <param name="Label">For people, for example <c>train ritz, seed 3</c>.</param>
/// <param name="Variant">Label of the variant of the run that was looked at.</param>
/// <param name="Loss">Name of the loss that was looked at, where it was one.</param>
/// <param name="FromSeed">Where a line begins.</param>
public sealed record IndexedRecord(
    string Key,
    string Kind,
    string Label,
    string? Variant,
    ulong? Seed,
    long? Step,
    string? Loss,
    ulong? FromSeed,
    long? FromStep
);
