namespace Thalweg.Results.Records;

/// <summary>What a solver without a network reaches on the problem of a study. No arrays. How long each level took stands in <c>run.json</c>, as for
/// training: seconds are never part of a result.</summary>
/// <param name="Problem">As the study writes it.</param>
/// <param name="Method">What the solver does, as the middle of a sentence.</param>
/// <param name="ReferenceError">What the reference is certified to, the largest |u − u*|; null where nothing is.</param>
/// <param name="Levels">Coarse to fine.</param>
/// <param name="Stop">Why no finer level was tried: <c>stalled</c>, <c>reference</c> or <c>finest</c>.</param>
public sealed record BaselineRecord(
    Provenance Provenance,
    string Problem,
    string Method,
    double? ReferenceError,
    IReadOnlyList<BaselineLevel> Levels,
    string Stop
);

/// <summary>One resolution of a solver.</summary>
/// <param name="Size">Cells or waves along an axis.</param>
/// <param name="Unknowns">Numbers that were solved for, at one time where the problem has a time.</param>
/// <param name="Steps">Of time; null where the problem has none.</param>
/// <param name="RelativeL2">‖u − u*‖/‖u*‖, as for networks.</param>
/// <param name="Nodes">Points that it was measured on.</param>
public sealed record BaselineLevel(int Size, long Unknowns, int? Steps, double RelativeL2, int Nodes);
