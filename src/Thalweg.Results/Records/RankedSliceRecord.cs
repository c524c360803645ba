namespace Thalweg.Results.Records;

/// <summary>One of the slices of a roughness index: <c>worst</c>, <c>median</c> or <c>best</c> in the order of oscillation and, where that is equal,
/// of the valley part.</summary>
/// <param name="Rank">One of these words.</param>
/// <param name="Direction">Which one, from 0.</param>
/// <param name="Losses">L_0 … L_m; t runs evenly over [−l, l].</param>
/// <param name="Parabola">[c₀, c₁, c₂] of the fitted c₀ + c₁ t/l + c₂ (t/l)²; null for fewer than three losses.</param>
public sealed record RankedSliceRecord(
    string Rank,
    int Direction,
    IReadOnlyList<double> Losses,
    IReadOnlyList<double>? Parabola
);
