using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>Distances to the edges of a polygon as expressions [Sukumar2022].</summary>
internal static class EdgeDistance
{
    // Changes no value but at corners and on edges, where roots of zeros would have no derivative.
    private const double Tiny = 1e-300;

    public static bool IsConvex(IReadOnlyList<Segment> edges) =>
        edges.All(edge =>
            edges.All(other => Triangle.Cross(edge.From, edge.To, other.From) >= -1e-12 * edge.Length * other.Length)
        );

    /// <summary>To the line through an edge, positive on the side of the domain.</summary>
    public static Expression ToLine(Segment edge)
    {
        var (x, y) = edge.Normal;
        return x * edge.From.X + y * edge.From.Y - (x * Calculus.X(0) + y * Calculus.X(1));
    }

    /// <summary>The product of the distances to the lines around a convex polygon, one for all edges on a line.</summary>
    public static Expression ToLines(IReadOnlyList<Segment> edges)
    {
        var lines = edges.Where((edge, i) => !edges.Take(i).Any(other => AreOnOneLine(edge, other))).ToArray();
        return Calculus.ProductOver(lines.Length, i => ToLine(lines[i]));
    }

    private static bool AreOnOneLine(Segment a, Segment b)
    {
        var slack = 1e-12 * (a.Length + b.Length) * (a.Length + b.Length);
        return Math.Abs(Triangle.Cross(a.From, a.To, b.From)) <= slack
            && Math.Abs(Triangle.Cross(a.From, a.To, b.To)) <= slack;
    }

    /// <summary>φ = √(f² + ((Φ − τ)/2)²) with f the distance to the line, τ = ((L/2)² − |x − c|²)/L and Φ = √(τ² + f⁴): zero on the edge and
    /// nowhere else, smooth but for its ends, of slope 1 at the edge.</summary>
    public static Expression ToEdge(Segment edge)
    {
        var f = ToLine(edge);
        var half = edge.Length / 2;
        var (x, y) = (0.5 * (edge.From.X + edge.To.X), 0.5 * (edge.From.Y + edge.To.Y));
        var square = (Calculus.X(0) - x).Power(2) + (Calculus.X(1) - y).Power(2);
        return Trimmed(f, (half * half - square) / edge.Length);
    }

    /// <summary>φ from f, zero on a curve, and τ, positive around the part of it that counts.</summary>
    public static Expression Trimmed(Expression f, Expression trim)
    {
        var rim = Calculus.Sqrt(trim.Power(2) + f.Power(4) + Tiny);
        return Calculus.Sqrt(f.Power(2) + (0.5 * (rim - trim)).Power(2) + Tiny);
    }

    /// <summary>To each edge; two sides of a slit are one segment.</summary>
    public static IReadOnlyList<Expression> ToEdges(IReadOnlyList<Segment> edges) =>
        [
            .. edges
                .Where((e, i) => !edges.Take(i).Any(other => other.From == e.To && other.To == e.From))
                .Select(ToEdge),
        ];

    /// <summary>1/Σ 1/φ_i, written without quotients that are infinite on an edge.</summary>
    public static Expression Joined(IReadOnlyList<Segment> edges) => JoinedDistance.Of(ToEdges(edges), order: 1);
}
