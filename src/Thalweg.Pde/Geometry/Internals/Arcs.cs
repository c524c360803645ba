namespace Thalweg.Pde.Geometry;

/// <summary>Pieces of a boundary together.</summary>
internal static class Arcs
{
    /// <summary>Distance to the nearest one, in the Euclidean norm.</summary>
    public static double Distance(IReadOnlyList<Arc> arcs, ReadOnlySpan<double> point)
    {
        var distance = double.PositiveInfinity;
        foreach (var arc in arcs)
        {
            distance = Math.Min(distance, arc.Distance(point[0], point[1]));
        }
        return distance;
    }

    /// <summary>The outward normal of the first of the nearest ones.</summary>
    public static void Normal(IReadOnlyList<Arc> arcs, ReadOnlySpan<double> point, Span<double> normal)
    {
        var (nearest, least) = (arcs[0], double.PositiveInfinity);
        foreach (var arc in arcs)
        {
            if (arc.Distance(point[0], point[1]) is var distance && distance < least)
            {
                (nearest, least) = (arc, distance);
            }
        }
        (normal[0], normal[1]) = nearest.Outwards(point[0], point[1]);
    }
}
