using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>The points of a rule on a part of a domain, drawn again and again in the same arrays. Whoever owns it draws; the rule stays
/// as it is.</summary>
internal abstract class Drawing(PointSet points)
{
    /// <summary>Those of the last draw.</summary>
    public PointSet Points { get; } = points;

    public abstract void MoveTo(long draw);
}

/// <summary>Points that are the same in every draw.</summary>
internal sealed class StillDrawing(PointSet points) : Drawing(points)
{
    public override void MoveTo(long draw) { }
}

/// <summary>Draws of a rule that can only make new points.</summary>
internal sealed class CopiedDrawing(QuadratureRule rule, Domain domain, DomainPart part)
    : Drawing(Copy(rule.PointsOn(domain, part, 0)))
{
    public override void MoveTo(long draw)
    {
        var drawn = rule.PointsOn(domain, part, draw);
        if (drawn.Count != Points.Count)
        {
            throw new InvalidOperationException(
                $"draw {draw} of quadrature '{rule.Name}' has {drawn.Count} points, expected {Points.Count} as in every draw"
            );
        }
        drawn.Coordinates.CopyTo(Points.Coordinates, 0);
        drawn.Weights.CopyTo(Points.Weights, 0);
    }

    private static PointSet Copy(PointSet points) =>
        new(points.Dimension, [.. points.Coordinates], [.. points.Weights]);
}
