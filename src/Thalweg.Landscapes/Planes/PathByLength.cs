using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Planes;

/// <summary>The straight lines from one point of parameter space to the next, by arc length: t = −1 is the first point and 0 the last one, to
/// the bit; beyond both the path goes straight on.</summary>
public sealed class PathByLength
{
    private readonly List<double> arcs;

    private PathByLength(List<double[]> corners, List<double> arcs, IReadOnlyList<double> places)
    {
        (Corners, this.arcs, Places) = (corners, arcs, places);
    }

    /// <summary>The points that differ from the one before, [P] each.</summary>
    public IReadOnlyList<double[]> Corners { get; }

    /// <summary>t of every point that the path was given by.</summary>
    public IReadOnlyList<double> Places { get; }

    /// <summary>Arc length from the first point to the last.</summary>
    public double Length => arcs[^1];

    /// <summary>The path through points. Cost: O(C P).</summary>
    /// <param name="points">[P] each; equal neighbours count once.</param>
    /// <returns>Null where it has no length.</returns>
    /// <exception cref="ArgumentException">There is no point, or lengths differ.</exception>
    public static PathByLength? Of(IReadOnlyList<double[]> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0 || points.Any(point => point.Length != points[0].Length))
        {
            throw new ArgumentException(
                $"points has {points.Count} entries; give one or more of one length",
                nameof(points)
            );
        }
        var (corners, arcs, seen) = (new List<double[]> { points[0] }, new List<double> { 0 }, new List<double> { 0 });
        var chord = new double[points[0].Length];
        for (var i = 1; i < points.Count; i++)
        {
            Vectors.Difference(points[i], corners[^1], chord);
            var step = Vectors.Norm(chord);
            if (step > 0)
            {
                corners.Add(points[i]);
                arcs.Add(arcs[^1] + step);
            }
            seen.Add(arcs[^1]);
        }
        var length = arcs[^1];
        return corners.Count < 2
            ? null
            : new PathByLength(corners, arcs, [.. seen.Select(arc => arc == length ? 0 : (arc / length) - 1)]);
    }

    /// <summary>The chord that t lies on, from 0; a corner belongs to the chord that ends there.</summary>
    public int ChordOf(double t)
    {
        var (arc, k) = ((1 + t) * Length, 0);
        while (k < Corners.Count - 2 && arcs[k + 1] < arc)
        {
            k++;
        }
        return k;
    }

    /// <summary>Writes the point at t, [P].</summary>
    public void Write(double t, Span<double> point)
    {
        if (t == 0)
        {
            Corners[^1].CopyTo(point);
            return;
        }
        var k = ChordOf(t);
        var share = (((1 + t) * Length) - arcs[k]) / (arcs[k + 1] - arcs[k]);
        Vectors.Difference(Corners[k + 1], Corners[k], point);
        Vectors.Scale(share, point, point);
        Vectors.Combine(Corners[k], 1, point, point);
    }
}
