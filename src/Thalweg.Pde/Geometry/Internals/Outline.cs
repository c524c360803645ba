using System.Globalization;

namespace Thalweg.Pde.Geometry;

/// <summary>The closed line around a polygon.</summary>
internal static class Outline
{
    /// <summary>Corners against the clock, those that turn inwards marked, and whether they were given the other way round.</summary>
    public static (IReadOnlyList<Corner> Corners, bool IsTurned) Of(IReadOnlyList<(double X, double Y)> corners)
    {
        ArgumentNullException.ThrowIfNull(corners);
        Require(corners);
        Corner[] all = [.. corners.Select(c => new Corner(c.X, c.Y))];
        var edges = Edges(all);
        for (var i = 0; i < edges.Count; i++)
        {
            for (var j = i + 2; j < edges.Count; j++)
            {
                if (!(i == 0 && j == edges.Count - 1) && edges[i].Meets(edges[j]))
                {
                    throw Wrong($"whose edges {i + 1} and {j + 1} meet", "edges that do not cross: reorder the points");
                }
            }
        }
        var twice = Enumerable.Range(0, all.Length).Sum(i => Triangle.Cross(all[0], all[i], all[(i + 1) % all.Length]));
        var extent = edges.Max(e => e.Length);
        if (!(Math.Abs(twice) > 1e-12 * extent * extent))
        {
            throw Wrong("that encloses no area", "corners that are not on one line");
        }
        var isTurned = twice < 0;
        if (isTurned)
        {
            Array.Reverse(all);
            // The first corner stays the first.
            all = [all[^1], .. all[..^1]];
        }
        return ([.. all.Select((c, i) => c with { Grading = GradingAt(all, i) })], isTurned);
    }

    public static IReadOnlyList<Segment> Edges(IReadOnlyList<Corner> corners) =>
        [.. corners.Select((corner, i) => new Segment(corner, corners[(i + 1) % corners.Count]))];

    /// <summary>By cutting off ears, the roundest first.</summary>
    public static IReadOnlyList<Triangle> Triangulated(IReadOnlyList<Corner> corners)
    {
        var left = corners.ToList();
        var triangles = new List<Triangle>();
        while (left.Count > 3)
        {
            var ear = -1;
            var best = 0.0;
            for (var i = 0; i < left.Count; i++)
            {
                var triangle = Around(left, i);
                if (IsEar(left, i, triangle) && Roundness(triangle) is var roundness && roundness > best)
                {
                    (ear, best) = (i, roundness);
                }
            }
            if (ear < 0)
            {
                // Rounding alone leaves corners on one line: they enclose nothing.
                left.RemoveAt(Enumerable.Range(0, left.Count).MinBy(i => Math.Abs(Around(left, i).Area)));
                continue;
            }
            triangles.Add(Around(left, ear));
            left.RemoveAt(ear);
        }
        triangles.Add(new Triangle(left[0], left[1], left[2]));
        return [.. triangles.SelectMany(t => t.Split())];
    }

    private static Triangle Around(List<Corner> corners, int i) =>
        new(corners[(i + corners.Count - 1) % corners.Count], corners[i], corners[(i + 1) % corners.Count]);

    private static bool IsEar(List<Corner> corners, int i, Triangle triangle) =>
        triangle.Area > 0
        && !corners
            .Where((_, j) => j != i && j != (i + 1) % corners.Count && j != (i + corners.Count - 1) % corners.Count)
            .Any(c => triangle.Contains(c.X, c.Y));

    // Area over the square of the perimeter.
    private static double Roundness(Triangle triangle)
    {
        var around = Edges([triangle.A, triangle.B, triangle.C]).Sum(e => e.Length);
        return triangle.Area / (around * around);
    }

    private static int GradingAt(Corner[] corners, int i)
    {
        var (before, at, after) = (
            corners[(i + corners.Length - 1) % corners.Length],
            corners[i],
            corners[(i + 1) % corners.Length]
        );
        return Pde.Geometry.Corners.Grading(Along(before, at), Along(at, after));

        static (double X, double Y) Along(Corner from, Corner to)
        {
            var length = new Segment(from, to).Length;
            return ((to.X - from.X) / length, (to.Y - from.Y) / length);
        }
    }

    private static void Require(IReadOnlyList<(double X, double Y)> corners)
    {
        if (corners.Count is < 3 or > Polygon.MostCorners)
        {
            throw Wrong(
                $"of {corners.Count} corners",
                $"3 to {Polygon.MostCorners}: give the points in order, the first not repeated at the end"
            );
        }
        for (var i = 0; i < corners.Count; i++)
        {
            if (!double.IsFinite(corners[i].X) || !double.IsFinite(corners[i].Y))
            {
                throw Wrong($"whose corner {i + 1} is not finite", "finite numbers");
            }
            if (corners[i] == corners[(i + 1) % corners.Count])
            {
                throw Wrong(
                    $"whose corners {i + 1} and {(i + 1) % corners.Count + 1} are one",
                    "different corners: leave one of them out"
                );
            }
        }
    }

    private static ArgumentException Wrong(string received, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"got a polygon {received}, expected {expected}"));
}
