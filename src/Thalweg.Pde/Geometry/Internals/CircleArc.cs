using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>A piece of a circle, or all of it.</summary>
/// <param name="Start">Angle of its first point.</param>
/// <param name="Sweep">Angle that it runs through, positive against the clock: then the domain is inside the circle.</param>
internal sealed record CircleArc(
    (double X, double Y) Centre,
    double Radius,
    double Start,
    double Sweep,
    Corner From,
    Corner To
) : Arc(From, To)
{
    private const double Turn = 2 * Math.PI;

    public bool IsWhole => Math.Abs(Sweep) >= Turn;

    public override double Length => Radius * Math.Abs(Sweep);

    public override double Swept =>
        0.5 * (Radius * Radius * Sweep + Centre.X * (To.Y - From.Y) - Centre.Y * (To.X - From.X));

    /// <summary>All of a circle, from its rightmost point.</summary>
    public static CircleArc Whole((double X, double Y) centre, double radius, bool isOuter)
    {
        var start = new Corner(centre.X + radius, centre.Y);
        return new(centre, radius, 0, isOuter ? Turn : -Turn, start, start);
    }

    public override void At(double share, Span<double> point)
    {
        var angle = Start + share * Sweep;
        point[0] = Centre.X + Radius * Elementary.Cos(angle);
        point[1] = Centre.Y + Radius * Elementary.Sin(angle);
    }

    public override (double X, double Y) Outwards(double x, double y)
    {
        var (dx, dy) = (x - Centre.X, y - Centre.Y);
        var length = Math.Sqrt(dx * dx + dy * dy) * Math.Sign(Sweep);
        return (dx / length, dy / length);
    }

    public override double ShareOf(double x, double y)
    {
        var angle = Angles.Of(x - Centre.X, y - Centre.Y);
        var turned = Sweep > 0 ? angle - Start : Start - angle;
        turned -= Turn * Math.Floor(turned / Turn);
        var share = turned / Math.Abs(Sweep);
        // A hair before the start is no turn behind it.
        return share > 0.5 * (1 + Turn / Math.Abs(Sweep)) ? share - Turn / Math.Abs(Sweep) : share;
    }

    public override double Distance(double x, double y)
    {
        var (dx, dy) = (x - Centre.X, y - Centre.Y);
        if (IsWhole || ShareOf(x, y) is >= 0 and <= 1)
        {
            return Math.Abs(Math.Sqrt(dx * dx + dy * dy) - Radius);
        }
        return Math.Sqrt(Math.Min(Square(From), Square(To)));

        double Square(Corner end) => (x - end.X) * (x - end.X) + (y - end.Y) * (y - end.Y);
    }

    public override Arc Between(double from, double to, Corner start, Corner end) =>
        this with
        {
            Start = Start + from * Sweep,
            Sweep = (to - from) * Sweep,
            From = start,
            To = end,
        };

    public override Arc Reversed() => this with { Start = Start + Sweep, Sweep = -Sweep, From = To, To = From };

    /// <summary>±(R² − ρ²)/(2R).</summary>
    public override Expression ToCurve()
    {
        var square = (Calculus.X(0) - Centre.X).Power(2) + (Calculus.X(1) - Centre.Y).Power(2);
        return (Sweep > 0 ? Radius * Radius - square : square - Radius * Radius) / (2 * Radius);
    }

    public override double SideOf(double x, double y)
    {
        var square = (x - Centre.X) * (x - Centre.X) + (y - Centre.Y) * (y - Centre.Y);
        return (Sweep > 0 ? Radius * Radius - square : square - Radius * Radius) / (2 * Radius);
    }

    /// <summary>Of a piece: trimmed by the line through its ends.</summary>
    public override Expression ToArc() =>
        IsWhole
            ? ToCurve()
            : EdgeDistance.Trimmed(
                ToCurve(),
                Sweep > 0 ? -EdgeDistance.ToLine(new Segment(From, To)) : -EdgeDistance.ToLine(new Segment(To, From))
            );

    public override bool IsOn(Arc other, double slack) =>
        other is CircleArc circle
        && Math.Sign(Sweep) == Math.Sign(circle.Sweep)
        && Math.Abs(Centre.X - circle.Centre.X) <= slack
        && Math.Abs(Centre.Y - circle.Centre.Y) <= slack
        && Math.Abs(Radius - circle.Radius) <= slack;

    public override IEnumerable<(double X, double Y)> Farthest(Arc curve)
    {
        yield return (From.X, From.Y);
        yield return (To.X, To.Y);
        var (dx, dy) = curve is CircleArc { Centre: var centre }
            ? (centre.X - Centre.X, centre.Y - Centre.Y)
            : ((Segment)curve).Normal;
        var length = Math.Sqrt(dx * dx + dy * dy);
        foreach (var sign in length > 0 ? (int[])[-1, 1] : [])
        {
            var (x, y) = (Centre.X + sign * Radius * dx / length, Centre.Y + sign * Radius * dy / length);
            if (IsWhole || ShareOf(x, y) is >= 0 and <= 1)
            {
                yield return (x, y);
            }
        }
    }
}
