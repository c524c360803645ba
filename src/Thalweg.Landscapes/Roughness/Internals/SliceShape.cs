namespace Thalweg.Landscapes.Roughness;

/// <summary>How the losses of a slice lie to each other.</summary>
/// <param name="Lowest">min L.</param>
/// <param name="Range">R = max L − min L.</param>
/// <param name="Valley">U = (L_0 + L_m − 2 min L)/R.</param>
/// <param name="Oscillation">O = (Σ|L_{i+1} − L_i| − (L_0 + L_m − 2 min L))/R.</param>
internal readonly record struct SliceShape(double Lowest, double Range, double Valley, double Oscillation)
{
    /// <returns>Null where the losses are all equal, one is not finite, or their range is none.</returns>
    public static SliceShape? Of(ReadOnlySpan<double> losses)
    {
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
        var range = losses[highest] - losses[lowest];
        if (!(range > 0 && double.IsFinite(range)))
        {
            return null;
        }
        // What rises before the lowest point and falls behind it comes twice, and nothing cancels: O is 0 to the bit
        // without it.
        var against = 0.0;
        for (var i = 0; i + 1 < losses.Length; i++)
        {
            var rise = losses[i + 1] - losses[i];
            against += Math.Max(0, i < lowest ? rise : -rise);
        }
        return new SliceShape(
            losses[lowest],
            range,
            ((losses[0] - losses[lowest]) / range) + ((losses[^1] - losses[lowest]) / range),
            2 * (against / range)
        );
    }

    /// <summary>Inner maxima and minima: turns from which the losses come back by more than <paramref name="least"/>.</summary>
    public static (int Maxima, int Minima) Turns(ReadOnlySpan<double> losses, double least)
    {
        var (maxima, minima, heading) = (0, 0, 0);
        var (low, high) = (losses[0], losses[0]);
        foreach (var loss in losses)
        {
            if (heading >= 0 && high - loss > least)
            {
                maxima += heading;
                (heading, low) = (-1, loss);
            }
            else if (heading <= 0 && loss - low > least)
            {
                minima -= heading;
                (heading, high) = (1, loss);
            }
            low = Math.Min(low, loss);
            high = Math.Max(high, loss);
        }
        return (maxima, minima);
    }
}
