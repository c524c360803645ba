using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Studies.Running;

/// <summary>The error bar of a roughness index from the total variations it is made of.</summary>
public static class RoughnessInterval
{
    /// <summary>How <see cref="Of"/> works, for records and captions.</summary>
    public const string Method =
        "95 % interval from the studentised bootstrap of log(std/mean) over directions, 1999 resamples";

    /// <summary>Interval of std(T)/mean(T); slices without a finite T are left out.</summary>
    /// <param name="totalVariations">T by direction; null for a constant slice, NaN for one that is not finite.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <returns>(NaN, NaN) with fewer than five usable directions.</returns>
    public static Interval Of(IEnumerable<double?> totalVariations, ulong seed)
    {
        double[] usable = [.. totalVariations.OfType<double>().Where(double.IsFinite)];
        return BootstrapInterval.OfRelativeSpread(usable, new RandomStream(seed, "roughness interval"));
    }
}
