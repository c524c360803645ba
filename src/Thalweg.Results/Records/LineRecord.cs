namespace Thalweg.Results.Records;

/// <summary>Losses along the straight segment from one place (t = 0) to another (t = 1). Arrays file: <c>t1</c> [n]; per objective,
/// by its slug o: <c>loss_o</c> [1, n], <c>term_o_NAME</c> [1, n]; <c>error_NAME</c> [1, n].</summary>
/// <param name="Count">n, samples with both ends.</param>
/// <param name="Tolerance">Width of t within which heights are located.</param>
/// <param name="Length">Of the line; null in results of earlier versions, as are the evaluations.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record LineRecord(
    Provenance Provenance,
    LineEnd From,
    LineEnd To,
    int Count,
    double Tolerance,
    IReadOnlyDictionary<string, double?> LowerBounds,
    IReadOnlyList<LineLoss> Losses,
    double? Length = null,
    long? Evaluations = null
);

/// <summary>One end of a line; all null where its parameters were given.</summary>
/// <param name="TrainKey">Key of the run that passed through it.</param>
public sealed record LineEnd(string? TrainKey, string? TrainedOn, ulong? Seed, long? Step);

/// <summary>How one loss goes along a line. What is not finite counts as infinitely high.</summary>
/// <param name="Objective">Name of the loss.</param>
/// <param name="Slug">The same as a part of array names.</param>
/// <param name="HighestSample">The highest sampled loss, and where.</param>
/// <param name="Height">The highest loss found on the curve between the samples, and where.</param>
/// <param name="Barrier">Height above the higher end.</param>
/// <param name="IsFalling">True where no sample lies above an earlier one by more than rounding.</param>
/// <param name="LargestRise">Null where no sample lies above an earlier one.</param>
/// <param name="RoundingBound">What rounding can add to how far the samples go up and down, over their range; above 0.01 nothing is
/// resolved. Null where all samples are equal or one is not finite.</param>
/// <param name="IsMonotone">True where it falls all the way, seen from one end or the other; null in results of earlier versions.</param>
public sealed record LineLoss(
    string Objective,
    string Slug,
    double Start,
    double End,
    double HighestSample,
    double HighestSampleAt,
    double Height,
    double HeightAt,
    double Barrier,
    bool IsFalling,
    LineRise? LargestRise,
    double? RoundingBound = null,
    bool? IsMonotone = null
);

/// <summary>The most that a sample lies above an earlier one.</summary>
/// <param name="From">t of the earlier sample.</param>
/// <param name="To">t of the higher sample.</param>
/// <param name="Rounding">The difference that rounding alone can make there; a smaller rise is none.</param>
public sealed record LineRise(double Height, double From, double To, double Rounding);
