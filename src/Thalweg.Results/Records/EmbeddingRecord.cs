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
/// <param name="Functions">Distances of the functions and similarities of their hidden layers: arrays have <c>functions</c> and <c>cka_1</c>, <c>cka_2</c>, …
/// [n, n], NaN where a layer is constant. Absent where they were not asked for.</param>
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EmbeddingAlignment? Alignment = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EmbeddedFunctions? Functions = null
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
/// <param name="Functions">Absent where functions were not asked for.</param>
public sealed record EmbeddedGroup(
    string Group,
    int Count,
    double MeanNorm,
    double? MeanDistance,
    double? MeanLargestEntry,
    IReadOnlyDictionary<string, double> Between,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GroupFunctions? Functions = null
);

/// <summary>The functions that vectors stand for, on one quadrature.</summary>
/// <param name="Objective">Label of the loss whose interior nodes and weights are taken.</param>
/// <param name="Nodes">How many there are.</param>
/// <param name="MeanNorm">‖u‖ in L²(Ω).</param>
/// <param name="MeanDistance">‖u_a − u_b‖ in L²(Ω), over pairs.</param>
/// <param name="Layers">Hidden layers, from the input to the output.</param>
public sealed record EmbeddedFunctions(
    string Objective,
    int Nodes,
    double MeanNorm,
    double MeanDistance,
    IReadOnlyList<EmbeddedLayer> Layers
);

/// <summary>One hidden layer.</summary>
/// <param name="Layer">The linear map that takes it in.</param>
/// <param name="Width">Units.</param>
/// <param name="Similarity">Mean over pairs of linear CKA, of those without a constant layer; null where there are none.</param>
public sealed record EmbeddedLayer(string Layer, int Width, double? Similarity);

/// <summary>What the functions of a group have together.</summary>
/// <param name="MeanDistance">Between pairs of the group; null of one function.</param>
/// <param name="Between">Mean distance to the functions of each other group.</param>
/// <param name="Layers">In the order of <see cref="EmbeddedFunctions.Layers"/>.</param>
public sealed record GroupFunctions(
    double MeanNorm,
    double? MeanDistance,
    IReadOnlyDictionary<string, double> Between,
    IReadOnlyList<GroupLayer> Layers
);

/// <summary>A hidden layer within a group and between groups.</summary>
/// <param name="Similarity">Mean CKA over pairs of the group, of those without a constant layer; null where there are none.</param>
/// <param name="Between">The same over pairs with each other group.</param>
public sealed record GroupLayer(string Layer, double? Similarity, IReadOnlyDictionary<string, double?> Between);
