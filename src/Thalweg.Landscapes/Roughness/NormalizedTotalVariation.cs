namespace Thalweg.Landscapes.Roughness;

/// <summary>T = Σ |L_{i+1} − L_i| / (length · (max L − min L)) [Wu2021].</summary>
public static class NormalizedTotalVariation
{
    /// <param name="losses">L_0 … L_m along the slice.</param>
    /// <param name="length">t_m − t_0.</param>
    /// <returns>Null for a constant slice, where T is 0/0; NaN where a loss is not finite. 1/length for a monotonic slice,
    /// 2/length for a parabola around its minimum.</returns>
    public static double? Of(ReadOnlySpan<double> losses, double length)
    {
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var loss in losses)
        {
            if (!double.IsFinite(loss))
            {
                return double.NaN;
            }
            lowest = Math.Min(lowest, loss);
            highest = Math.Max(highest, loss);
        }
        if (!(highest > lowest))
        {
            return null;
        }
        var sum = 0.0;
        for (var i = 0; i + 1 < losses.Length; i++)
        {
            sum += Math.Abs(losses[i + 1] - losses[i]);
        }
        return sum / (highest - lowest) / length;
    }
}
