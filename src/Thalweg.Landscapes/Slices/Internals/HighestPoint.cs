namespace Thalweg.Landscapes.Slices;

/// <summary>Finds the maximum of a curve between samples of it.</summary>
internal static class HighestPoint
{
    private static readonly double Section = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The highest point found, samples included. Maxima that cannot be the highest cost nothing.</summary>
    /// <param name="samples">In the order of t.</param>
    public static SegmentPoint Refine(Func<double, SegmentPoint> curve, SegmentPoint[] samples, double tolerance)
    {
        var first = Array.IndexOf(samples, samples.MaxBy(s => s.Loss));
        var highest = samples[first];
        for (var i = 0; i < samples.Length && double.IsFinite(highest.Loss); i++)
        {
            if (i == first || IsLocalMaximum(samples, i) && Vertex(samples, i) > samples[first].Loss)
            {
                var left = samples[Math.Max(i - 1, 0)].T;
                var right = samples[Math.Min(i + 1, samples.Length - 1)].T;
                highest = Higher(highest, GoldenSection(curve, left, right, tolerance));
            }
        }
        return highest;
    }

    private static bool IsLocalMaximum(SegmentPoint[] samples, int i) =>
        (i == 0 || samples[i - 1].Loss <= samples[i].Loss)
        && (i == samples.Length - 1 || samples[i + 1].Loss <= samples[i].Loss);

    /// <summary>Height of the parabola through the samples next to a local maximum.</summary>
    private static double Vertex(SegmentPoint[] samples, int i)
    {
        if (samples.Length < 3)
        {
            return samples[i].Loss;
        }
        var middle = Math.Clamp(i, 1, samples.Length - 2);
        var (below, at, above) = (samples[middle - 1].Loss, samples[middle].Loss, samples[middle + 1].Loss);
        var slope = (above - below) / 2;
        var curvature = above - (2 * at) + below;
        return curvature < 0 ? at - (slope * slope / (2 * curvature)) : samples[i].Loss;
    }

    private static SegmentPoint GoldenSection(
        Func<double, SegmentPoint> curve,
        double left,
        double right,
        double tolerance
    )
    {
        var lower = curve(right - (Section * (right - left)));
        var upper = curve(left + (Section * (right - left)));
        var highest = Higher(lower, upper);
        while (right - left > tolerance)
        {
            if (lower.Loss >= upper.Loss)
            {
                (right, upper) = (upper.T, lower);
                lower = curve(right - (Section * (right - left)));
                highest = Higher(highest, lower);
            }
            else
            {
                (left, lower) = (lower.T, upper);
                upper = curve(left + (Section * (right - left)));
                highest = Higher(highest, upper);
            }
        }
        return highest;
    }

    private static SegmentPoint Higher(SegmentPoint a, SegmentPoint b) => b.Loss > a.Loss ? b : a;
}
