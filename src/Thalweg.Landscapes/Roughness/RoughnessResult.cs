namespace Thalweg.Landscapes.Roughness;

/// <summary>Roughness of one objective at one θ.</summary>
/// <param name="Summary">The index and what it is made of.</param>
/// <param name="TotalVariations">T by direction: null for a constant slice, NaN for one with a loss that is not finite; both are
/// left out of the index and counted.</param>
/// <param name="Grid">t_i of the slices before any refinement.</param>
/// <param name="Intervals">m reached, by direction.</param>
/// <param name="UnresolvedSlices">Slices whose T still changed at the largest m allowed; 0 without refinement.</param>
/// <param name="KeptSlices">Losses of the first slices, as many as asked for.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record RoughnessResult(
    RoughnessSummary Summary,
    IReadOnlyList<double?> TotalVariations,
    IReadOnlyList<double> Grid,
    IReadOnlyList<int> Intervals,
    int UnresolvedSlices,
    IReadOnlyList<double[]> KeptSlices,
    long Evaluations
);
