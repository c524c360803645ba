namespace Thalweg.Results.Records;

/// <summary>The minima that points lead to, the passes between them, and how high one has to climb from each to each.</summary>
/// <param name="Objective">Label of the loss.</param>
/// <param name="Parameters">P.</param>
/// <param name="Ridge">μ of the term ½ μ ‖θ‖² that was added; null for none.</param>
/// <param name="Drawn">Pairs that were drawn at random; null for all.</param>
/// <param name="Seed">Of the draw.</param>
/// <param name="Bands">Bands for each pair at most.</param>
/// <param name="Images">Images of each band.</param>
/// <param name="Steps">Steps of each band at most.</param>
/// <param name="Given">The points that the search began with.</param>
/// <param name="Points">Minima and valleys first, those of the given points before those that were met; then passes. Copies are listed apart.</param>
/// <param name="Minima">How many of them are minima or valleys.</param>
/// <param name="Classes">For each of these the number of its class: copies by the symmetry of the loss have one.</param>
/// <param name="Passes">Passes, verified or not.</param>
/// <param name="Heights">The lowest known way of each pair that was searched.</param>
/// <param name="Tree">Minimum spanning tree of the given minima, copies counting as one, lowest joint first.</param>
/// <param name="TreeAsGiven">The same with copies apart.</param>
/// <param name="Roughness">Of the landscape, by its minima and passes.</param>
public sealed record BarriersRecord(
    Provenance Provenance,
    string Objective,
    int Parameters,
    double? Ridge,
    int? Drawn,
    ulong Seed,
    int Bands,
    int Images,
    int Steps,
    IReadOnlyList<BarrierStart> Given,
    IReadOnlyList<StationaryRecord> Points,
    int Minima,
    IReadOnlyList<int> Classes,
    IReadOnlyList<PassRecord> Passes,
    IReadOnlyList<BarrierPair> Heights,
    IReadOnlyList<BarrierJoint> Tree,
    IReadOnlyList<BarrierJoint> TreeAsGiven,
    BarrierRoughness Roughness
);

/// <summary>What has to be climbed on the way down to the lowest minimum, copies counting as one.</summary>
/// <param name="Frustration">Mean over the other minima of (H − L₀)/(L − L₀), H the height of the lowest known way to the lowest minimum; null without another
/// one.</param>
/// <param name="Climb">Mean of (H − L)/(H − L₀), 0 to 1.</param>
/// <param name="Minima">Verified minima, the lowest among them.</param>
/// <param name="Apart">Those that no known way leads to, left out.</param>
/// <param name="Verified">Whether all those ways lead over verified passes alone.</param>
public sealed record BarrierRoughness(double? Frustration, double? Climb, int Minima, int Apart, bool Verified);

/// <summary>A point that a search for passes began with.</summary>
/// <param name="TrainKey">Key of the run that ended there; null where it was given.</param>
/// <param name="Minimum">Place of the minimum below it in the list of points; null where there is none.</param>
/// <param name="Label">What it led to, in words.</param>
/// <param name="Moved">How far that is; null where there is none, and for a valley.</param>
public sealed record BarrierStart(
    string? TrainKey,
    string? TrainedOn,
    ulong? Seed,
    int? Minimum,
    string Label,
    double? Moved
);

/// <summary>The lowest known way between two minima.</summary>
/// <param name="From">Place of the first in the list of points.</param>
/// <param name="To">Place of the second one.</param>
/// <param name="Height">The highest loss on the way between copies of the two; ∞ where no way is known.</param>
/// <param name="Barrier">Height above the higher end; null where one is a valley.</param>
/// <param name="Verified">Whether it leads over verified passes alone.</param>
/// <param name="Saddle">Place of its highest pass; null where that is none, or where the two are one.</param>
/// <param name="Why">Why it is not verified; null where it is.</param>
/// <param name="HeightAsGiven">The same between the two themselves.</param>
/// <param name="Line">The highest loss of the straight line to the nearest copy.</param>
/// <param name="LineBarrier">The same above the higher end; null where one is a valley.</param>
/// <param name="Bands">Bands that were relaxed for the pair.</param>
/// <param name="Stop">Why the search between copies ended: <c>Joined</c>, <c>NothingNew</c>, <c>BudgetUsed</c>.</param>
/// <param name="StopAsGiven">The same of the two themselves; null where it was none of its own.</param>
public sealed record BarrierPair(
    int From,
    int To,
    double Height,
    double? Barrier,
    bool Verified,
    int? Saddle,
    string? Why,
    double HeightAsGiven,
    double? BarrierAsGiven,
    bool VerifiedAsGiven,
    int? SaddleAsGiven,
    string? WhyAsGiven,
    double Line,
    double? LineBarrier,
    double LineAsGiven,
    double? LineBarrierAsGiven,
    int Bands,
    string Stop,
    string? StopAsGiven
);

/// <summary>Two groups of minima that become one.</summary>
/// <param name="From">Place of the lowest given minimum of the deeper group.</param>
/// <param name="To">The same of the group that ends.</param>
/// <param name="Height">Where they join.</param>
/// <param name="Barrier">Height above the lowest minimum of the group that ends; null for a valley.</param>
/// <param name="Saddle">Place of the verified pass; null where there is none.</param>
/// <param name="Why">Why there is none.</param>
public sealed record BarrierJoint(
    int From,
    int To,
    double Height,
    double? Barrier,
    bool Verified,
    int? Saddle,
    string? Why
);
