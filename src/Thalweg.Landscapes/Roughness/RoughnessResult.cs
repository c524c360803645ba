namespace Thalweg.Landscapes.Roughness;

/// <summary>Roughness of one objective at one θ.</summary>
/// <param name="Summary">The index and what it is made of.</param>
/// <param name="Slices">T and its rounding by direction.</param>
/// <param name="Grid">t_i of the slices before any refinement.</param>
/// <param name="Intervals">m reached, by direction.</param>
/// <param name="UnresolvedSlices">Slices whose T still changed at the largest m allowed; 0 without refinement.</param>
/// <param name="KeptSlices">Losses of the first slices, as many as asked for.</param>
/// <param name="RankedSlices">The worst, the median and the best slice.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record RoughnessResult(
    RoughnessSummary Summary,
    IReadOnlyList<SliceVariation> Slices,
    IReadOnlyList<double> Grid,
    IReadOnlyList<int> Intervals,
    int UnresolvedSlices,
    IReadOnlyList<double[]> KeptSlices,
    IReadOnlyList<RankedSlice> RankedSlices,
    long Evaluations
)
{
    /// <summary>T by direction: null for a slice that is constant or not resolved, NaN for one with a loss that is not finite; all of
    /// these are left out of the index and counted.</summary>
    public IReadOnlyList<double?> TotalVariations { get; } = [.. Slices.Select(slice => slice.Resolved)];
}
