namespace Thalweg.Formats.Grids;

/// <summary>An axis of a regular grid.</summary>
/// <param name="Count">Points, 1 or more.</param>
/// <param name="From">The first of them.</param>
/// <param name="Step">From one to the next.</param>
public readonly record struct VtkAxis(int Count, double From, double Step)
{
    /// <summary>The axis with these points.</summary>
    /// <exception cref="ArgumentException">There are none, or they are not equally spaced.</exception>
    public static VtkAxis Of(IReadOnlyList<double> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            throw new ArgumentException("got no points, expected 1 or more", nameof(points));
        }
        var (from, to) = (points[0], points[^1]);
        var step = points.Count == 1 ? 1 : (to - from) / (points.Count - 1);
        for (var i = 0; i < points.Count; i++)
        {
            // What rounding leaves of equal steps.
            if (!(Math.Abs(from + (i * step) - points[i]) <= 1e-9 * (Math.Abs(to - from) + Math.Abs(from))))
            {
                throw new ArgumentException(
                    $"got points that are not equally spaced (number {i} is {points[i]}), expected equal steps",
                    nameof(points)
                );
            }
        }
        return new VtkAxis(points.Count, from, step);
    }
}
