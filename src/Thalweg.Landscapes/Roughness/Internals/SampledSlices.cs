namespace Thalweg.Landscapes.Roughness;

/// <summary>Losses of slices on one grid, with the size of what they are sums of.</summary>
/// <param name="Points">n.</param>
/// <param name="Losses">[count, n].</param>
/// <param name="Magnitudes">Σ |summands|, [count, n].</param>
internal sealed record SampledSlices(int Points, double[] Losses, double[] Magnitudes)
{
    public int Count => Losses.Length / Points;

    public ReadOnlySpan<double> LossesOf(int slice) => Losses.AsSpan(slice * Points, Points);

    public double LargestMagnitudeOf(int slice)
    {
        var largest = 0.0;
        foreach (var magnitude in Magnitudes.AsSpan(slice * Points, Points))
        {
            largest = Math.Max(largest, magnitude);
        }
        return largest;
    }

    /// <summary>Where a slice is lowest, or null where it is constant or a loss is not finite.</summary>
    public int? BottomOf(int slice)
    {
        var losses = LossesOf(slice);
        var (lowest, highest) = (0, 0);
        for (var i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(losses[i]))
            {
                return null;
            }
            lowest = losses[i] < losses[lowest] ? i : lowest;
            highest = losses[i] > losses[highest] ? i : highest;
        }
        return losses[highest] > losses[lowest] ? lowest : null;
    }
}
