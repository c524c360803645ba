namespace Thalweg.Landscapes.Roughness;

/// <summary>The roughness index with what it is made of.</summary>
/// <param name="Roughness">std(T)/mean(T), ddof 1; NaN with fewer than two usable slices.</param>
/// <param name="MeanTotalVariation">Mean of the usable T.</param>
/// <param name="StandardDeviation">Standard deviation of the usable T, ddof 1.</param>
/// <param name="ConstantSlices">Slices without a T, left out.</param>
/// <param name="NonFiniteSlices">Slices with a loss that is not finite, left out.</param>
public sealed record RoughnessSummary(
    double Roughness,
    double MeanTotalVariation,
    double StandardDeviation,
    int ConstantSlices,
    int NonFiniteSlices
)
{
    /// <param name="totalVariations">T by direction; null for a constant slice, NaN for one that is not finite.</param>
    public static RoughnessSummary Of(ReadOnlySpan<double?> totalVariations)
    {
        var usable = new List<double>();
        var (constant, broken) = (0, 0);
        foreach (var variation in totalVariations)
        {
            if (variation is not { } t)
            {
                constant++;
            }
            else if (double.IsFinite(t))
            {
                usable.Add(t);
            }
            else
            {
                broken++;
            }
        }
        var mean = usable.Sum() / usable.Count;
        var squares = usable.Sum(t => (t - mean) * (t - mean));
        var deviation = usable.Count > 1 ? Math.Sqrt(squares / (usable.Count - 1)) : double.NaN;
        return new RoughnessSummary(deviation / mean, mean, deviation, constant, broken);
    }
}
