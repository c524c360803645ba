namespace Thalweg.Results.Records;

/// <summary>How the level sets of losses on a grid are joined.</summary>
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
