namespace Thalweg.Pde.Geometry;

/// <summary>How sharply the corners of a boundary turn inwards.</summary>
internal static class Corners
{
    /// <summary>How far corners that turn inwards draw points: with q = 3 functions of r^(2/3) become polynomials.</summary>
    public const int Inward = 3;

    /// <summary>For angles near 2π, where functions of r^(1/2) do.</summary>
    public const int Sharp = 4;

    /// <summary>From the directions before and behind a corner, of length 1.</summary>
    public static int Grading((double X, double Y) before, (double X, double Y) behind)
    {
        var turn = before.X * behind.Y - before.Y * behind.X;
        var cosine = before.X * behind.X + before.Y * behind.Y;
        return turn >= -1e-9 && cosine > -1 + 1e-9 ? 1
            : cosine < -0.7 ? Sharp
            : Inward;
    }

    /// <summary>The same pieces with the corners marked that turn inwards.</summary>
    public static IReadOnlyList<IReadOnlyList<Arc>> Graded(IReadOnlyList<IReadOnlyList<Arc>> pieces)
    {
        var all = pieces.SelectMany(piece => piece).ToList();
        var arriving = all.ToLookup(arc => arc.To);
        var gradings = new Dictionary<Corner, int>();
        foreach (var arc in all.Where(arc => arc is not CircleArc { IsWhole: true }))
        {
            foreach (var before in arriving[arc.From])
            {
                var grading = Grading(Along(before, before.To), Along(arc, arc.From));
                gradings[arc.From] = Math.Max(gradings.GetValueOrDefault(arc.From, 1), grading);
            }
        }
        return
        [
            .. pieces.Select(piece =>
                (IReadOnlyList<Arc>)[.. piece.Select(arc => arc with { From = Marked(arc.From), To = Marked(arc.To) })]
            ),
        ];

        Corner Marked(Corner corner) => corner with { Grading = gradings.GetValueOrDefault(corner, 1) };
    }

    // The normal to the right, turned to the left.
    private static (double X, double Y) Along(Arc arc, Corner at)
    {
        var (x, y) = arc.Outwards(at.X, at.Y);
        return (-y, x);
    }
}
