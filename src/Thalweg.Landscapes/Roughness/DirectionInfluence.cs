using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>How much a roughness index owes to single directions.</summary>
/// <param name="Lowest">The lowest index without one of the directions.</param>
/// <param name="Highest">The highest.</param>
/// <param name="LargestShare">(T − mean T)² of one direction over their sum, where it is largest.</param>
/// <param name="Direction">Which one that is, from 0.</param>
/// <param name="Slices">Slices that the index is of.</param>
public sealed record DirectionInfluence(double Lowest, double Highest, double LargestShare, int Direction, int Slices)
{
    /// <summary>From this share on the index is that of one direction more than of the landscape.</summary>
    public const double GreatShare = 1.0 / 3;

    /// <summary>Of fewer slices one carries that much by chance, whatever the landscape.</summary>
    public const int FewSlices = 20;

    /// <summary>Whether one direction makes the index what it is.</summary>
    public bool IsGreat => LargestShare >= GreatShare && Slices >= FewSlices;

    /// <summary>Null with fewer than three usable slices, or where T does not vary beyond the rounding of its sums. Cost: a few passes over
    /// the slices.</summary>
    /// <param name="slices">One by direction.</param>
    public static DirectionInfluence? Of(ReadOnlySpan<SliceVariation> slices)
    {
        var (usable, places) = (new List<double>(slices.Length), new List<int>(slices.Length));
        for (var k = 0; k < slices.Length; k++)
        {
            if (slices[k].Resolved is { } t && double.IsFinite(t))
            {
                usable.Add(t);
                places.Add(k);
            }
        }
        double[] sample = [.. usable];
        var n = sample.Length;
        if (n < 3 || !(RoughnessSummary.Spread(sample) > 0))
        {
            return null;
        }
        var mean = Descriptive.Mean(sample);
        var squares = sample.Sum(t => (t - mean) * (t - mean));
        var (lowest, highest, most) = (double.PositiveInfinity, 0.0, 0);
        for (var k = 0; k < n; k++)
        {
            var apart = sample[k] - mean;
            // Mean and sum of squares without it.
            var without = mean - (apart / (n - 1));
            var left = Math.Max(0, squares - (apart * apart * n / (n - 1)));
            var index = Math.Sqrt(left / (n - 2)) / without;
            (lowest, highest) = (Math.Min(lowest, index), Math.Max(highest, index));
            most = Math.Abs(apart) > Math.Abs(sample[most] - mean) ? k : most;
        }
        var largest = sample[most] - mean;
        return new DirectionInfluence(lowest, highest, largest * largest / squares, places[most], n);
    }
}
