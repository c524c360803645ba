namespace Thalweg.Results.Records;

/// <summary>What every result record carries: what was computed, from which inputs, by which version.</summary>
/// <param name="Kind">Task kind: <c>train</c>, <c>profile</c>, <c>roughness</c>, <c>line</c>, <c>slice</c>, <c>surface</c>, <c>comparison</c>, <c>sweep</c>.</param>
/// <param name="Key">SHA-256 of the canonical JSON of the inputs, in lower-case hex; also the file name.</param>
/// <param name="Format">Version of the record format.</param>
/// <param name="Algorithm">Version of the algorithm of this kind.</param>
/// <param name="Warnings">Sentences that a reader of the result must see.</param>
public sealed record Provenance(string Kind, string Key, int Format, int Algorithm, IReadOnlyList<string> Warnings);
