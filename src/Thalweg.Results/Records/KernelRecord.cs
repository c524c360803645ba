namespace Thalweg.Results.Records;

/// <summary>The tangent kernel of one loss and how its terms agree, at the checkpoints of a run. Arrays file: <c>steps</c> [C], <c>eigenvalues</c>
/// [C, P] of the whole loss, descending, <c>bounds</c> [C], and for each term F <c>eigenvalues_F</c> [C, P] and <c>bounds_F</c> [C]; rows of NaN where a product was not
/// finite; none where the loss has no kernel.</summary>
/// <param name="Parameters">P.</param>
/// <param name="Terms">Names, [T]; empty where terms are not known apart.</param>
/// <param name="Slugs">Names of the terms in the arrays, [T].</param>
/// <param name="Points">Checkpoint by checkpoint, the end last.</param>
public sealed record KernelRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    int Parameters,
    IReadOnlyList<string> Terms,
    IReadOnlyList<string> Slugs,
    IReadOnlyList<KernelPoint> Points
);

/// <summary>The kernel at one step.</summary>
/// <param name="Loss">L there.</param>
/// <param name="Alignment">2 ‖mean of the terms' unit gradients‖² − 1; NaN where there are not two.</param>
/// <param name="Largest">Largest eigenvalue of the whole; NaN, as all that follows, where there is no kernel.</param>
/// <param name="EffectiveRank">Of the whole.</param>
/// <param name="TermLargest">Largest eigenvalue of each term, [T].</param>
/// <param name="TermRanks">Effective rank of each term, [T].</param>
/// <param name="Overlaps">[T, T], row by row: 0 where terms move different directions, 1 where they share all.</param>
public sealed record KernelPoint(
    long Step,
    double Loss,
    double Alignment,
    double Largest,
    double EffectiveRank,
    IReadOnlyList<double> TermLargest,
    IReadOnlyList<double> TermRanks,
    IReadOnlyList<double> Overlaps
);
