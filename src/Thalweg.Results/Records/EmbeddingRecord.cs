using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>Parameter vectors as points of a few dimensions. Arrays file: <c>coordinates</c> [n, k], <c>distances</c> and
/// <c>largest_entries</c> [n, n].</summary>
/// <param name="Method">pca, kernel-pca or mds, with its options.</param>
/// <param name="Parameters">P.</param>
/// <param name="Eigenvalues">Of the centred matrix, largest first.</param>
/// <param name="Explained">Share of each in the sum of the positive ones.</param>
/// <param name="Negative">Sum of the negative ones over that of the positive ones, as a positive number.</param>
/// <param name="MeanDistance">Euclidean, over pairs.</param>
/// <param name="MeanLargestEntry">Mean over pairs of the largest difference of an entry.</param>
/// <param name="MeanNorm">‖θ‖₂.</param>
/// <param name="Alignment">Where vectors were aligned first: arrays have <c>images</c> [n, P], the copies that are placed. Absent where it was not asked for.</param>
public sealed record EmbeddingRecord(
    Provenance Provenance,
    string Method,
    int Parameters,
    IReadOnlyList<double> Eigenvalues,
    IReadOnlyList<double> Explained,
    double Negative,
    double MeanDistance,
    double MeanLargestEntry,
    double MeanNorm,
    IReadOnlyList<EmbeddedVector> Vectors,
    IReadOnlyList<EmbeddedGroup> Groups,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EmbeddingAlignment? Alignment = null
);

/// <summary>What carrying vectors to their copies near one of them did.</summary>
/// <param name="Reference">Name of the one that stays: that with the least sum of distances to the others.</param>
/// <param name="Moved">How many have a nearer copy.</param>
/// <param name="MeanDistanceBefore">Euclidean, over pairs, as they were.</param>
public sealed record EmbeddingAlignment(string Reference, int Moved, double MeanDistanceBefore);

/// <summary>One vector.</summary>
/// <param name="Name">File, or variant and seed.</param>
/// <param name="Group">Variant, or file.</param>
public sealed record EmbeddedVector(
    string Name,
    string? TrainKey,
    string? Group,
    ulong? Seed,
    double Norm,
    IReadOnlyList<double> Coordinates
);

/// <summary>What the vectors of a group have together.</summary>
/// <param name="MeanDistance">Between pairs of the group; null of one vector.</param>
/// <param name="Between">Mean distance to the vectors of each other group.</param>
public sealed record EmbeddedGroup(
    string Group,
    int Count,
    double MeanNorm,
    double? MeanDistance,
    double? MeanLargestEntry,
    IReadOnlyDictionary<string, double> Between
);
