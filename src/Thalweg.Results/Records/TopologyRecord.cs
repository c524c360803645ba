using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>How the level sets of losses on a grid are joined. Arrays file, where regions were asked for: <c>cells</c>, the place of the region of each vertex.</summary>
/// <param name="Neighbours">2, 4, 6, 8 or 26: which vertices are joined.</param>
/// <param name="ComplementNeighbours">Which are joined in what is left, for the holes of a plane; null where none are sought.</param>
/// <param name="Levels">sublevel: levels rise; superlevel: they fall.</param>
/// <param name="Lifetime">Pairs that live no longer are left out, and basins that are no deeper.</param>
/// <param name="NonFinite">Losses that are not finite; those that are no numbers count as infinitely high.</param>
/// <param name="LeftOut">Pairs that are.</param>
/// <param name="MeanDepth">Mean of saddle less minimum over the basins that are left in, but for the deepest.</param>
public sealed record TopologyRecord(
    Provenance Provenance,
    string? TrainKey,
    string? TrainedOn,
    ulong? Seed,
    string Objective,
    IReadOnlyList<int> Shape,
    int Neighbours,
    int? ComplementNeighbours,
    string Levels,
    double Lifetime,
    int NonFinite,
    int LeftOut,
    double? MeanDepth,
    IReadOnlyList<PersistencePairRecord> Pairs,
    IReadOnlyList<GridBasinRecord> Basins
)
{
    /// <summary>Null where it was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContourTreeRecord? Contours { get; init; }

    /// <summary>Null where they were not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MorseSmaleRecord>? Cells { get; init; }

    /// <summary>Null where no random surfaces were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MatchedRecord? Matched { get; init; }
}

/// <summary>How contours appear, join, part and vanish.</summary>
/// <param name="Nodes">By value.</param>
/// <param name="Arcs">Places of the lower and of the upper node of each.</param>
public sealed record ContourTreeRecord(IReadOnlyList<ContourNodeRecord> Nodes, IReadOnlyList<IReadOnlyList<int>> Arcs);

/// <summary>A vertex where contours change their number or how they are joined.</summary>
/// <param name="At">Its vertex, by axis.</param>
/// <param name="Up">Arcs that lead up; 0 for a maximum.</param>
/// <param name="Down">Arcs that lead down; 0 for a minimum.</param>
public sealed record ContourNodeRecord(IReadOnlyList<int> At, double Value, int Up, int Down);

/// <summary>A region from which ways lead down to one minimum and up to one maximum.</summary>
/// <param name="Minimum">Vertex, by axis.</param>
/// <param name="Maximum">Vertex, by axis.</param>
/// <param name="Region">Share of the vertices.</param>
public sealed record MorseSmaleRecord(IReadOnlyList<int> Minimum, IReadOnlyList<int> Maximum, double Region);

/// <summary>Basins beside those of random surfaces with the same bowl and spectrum.</summary>
/// <param name="Count">Random surfaces.</param>
/// <param name="Basins">Basins deeper than the lifetime but for the deepest.</param>
/// <param name="TotalDepth">Sum of their depths.</param>
public sealed record MatchedRecord(int Count, MatchedFigure Basins, MatchedFigure TotalDepth);

/// <summary>A figure of a surface beside those of random ones.</summary>
/// <param name="Observed">Of the surface.</param>
/// <param name="Median">Of the random ones, as the ends of the middle 95 %.</param>
/// <param name="AtLeast">(1 + random ones with no less) / (1 + their number).</param>
/// <param name="AtMost">(1 + random ones with no more) / (1 + their number).</param>
public sealed record MatchedFigure(
    double Observed,
    double Median,
    double Lower,
    double Upper,
    double AtLeast,
    double AtMost
);

/// <summary>A component (dimension 0) or a hole (dimension 1) of the level sets.</summary>
/// <param name="Death">Infinite for the component that stays.</param>
/// <param name="BirthAt">Its vertex, by axis.</param>
/// <param name="DeathAt">Null where it stays.</param>
public sealed record PersistencePairRecord(
    int Dimension,
    double Birth,
    double Death,
    IReadOnlyList<int> BirthAt,
    IReadOnlyList<int>? DeathAt
);

/// <summary>The surroundings of a minimum.</summary>
/// <param name="At">Its vertex, by axis.</param>
/// <param name="Saddle">The loss where it meets a basin that goes deeper; infinite for the deepest.</param>
/// <param name="Parent">The basin that it meets there, as a place in the list; null for the deepest.</param>
/// <param name="Region">Share of the vertices from which the steepest way leads to it.</param>
/// <param name="Pool">Share of the vertices that are joined to it below its saddle.</param>
public sealed record GridBasinRecord(
    IReadOnlyList<int> At,
    double Value,
    double Saddle,
    double Depth,
    int? Parent,
    double Region,
    double Pool
);
