using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>A straight piece of a boundary.</summary>
internal sealed record Segment(Corner From, Corner To) : Arc(From, To)
{
    public override double Length => Math.Sqrt((To.X - From.X) * (To.X - From.X) + (To.Y - From.Y) * (To.Y - From.Y));

    /// <summary>To the right of the way.</summary>
    public (double X, double Y) Normal => ((To.Y - From.Y) / Length, (From.X - To.X) / Length);

    public override double Swept => 0.5 * (From.X * To.Y - To.X * From.Y);

    public override void At(double share, Span<double> point)
    {
        point[0] = From.X + share * (To.X - From.X);
        point[1] = From.Y + share * (To.Y - From.Y);
    }

    public override (double X, double Y) Outwards(double x, double y) => Normal;

    public override double ShareOf(double x, double y)
    {
        var (dx, dy) = (To.X - From.X, To.Y - From.Y);
        return ((x - From.X) * dx + (y - From.Y) * dy) / (dx * dx + dy * dy);
    }

    public override double Distance(double x, double y)
    {
        var (dx, dy) = (To.X - From.X, To.Y - From.Y);
        var share = Math.Clamp(ShareOf(x, y), 0, 1);
        var (px, py) = (x - From.X - share * dx, y - From.Y - share * dy);
        return Math.Sqrt(px * px + py * py);
    }

    public override Arc Between(double from, double to, Corner start, Corner end) => new Segment(start, end);

    public override Arc Reversed() => new Segment(To, From);

    public override Expression ToCurve() => EdgeDistance.ToLine(this);

    public override double SideOf(double x, double y)
    {
        var (nx, ny) = Normal;
        return nx * (From.X - x) + ny * (From.Y - y);
    }

    public override Expression ToArc() => EdgeDistance.ToEdge(this);

    public override bool IsOn(Arc other, double slack) =>
        other is Segment line
        && Math.Abs(line.SideOf(From.X, From.Y)) <= slack
        && Math.Abs(line.SideOf(To.X, To.Y)) <= slack;

    public override IEnumerable<(double X, double Y)> Farthest(Arc curve)
    {
        yield return (From.X, From.Y);
        yield return (To.X, To.Y);
        if (curve is CircleArc { Centre: var centre })
        {
            var foot = new double[2];
            At(Math.Clamp(ShareOf(centre.X, centre.Y), 0, 1), foot);
            yield return (foot[0], foot[1]);
        }
    }

    /// <summary>Whether two segments that share no corner meet.</summary>
    public bool Meets(Segment other) =>
        Turns(other.From) * Turns(other.To) <= 0
        && other.Turns(From) * other.Turns(To) <= 0
        && Math.Max(Math.Min(From.X, To.X), Math.Min(other.From.X, other.To.X))
            <= Math.Min(Math.Max(From.X, To.X), Math.Max(other.From.X, other.To.X))
        && Math.Max(Math.Min(From.Y, To.Y), Math.Min(other.From.Y, other.To.Y))
            <= Math.Min(Math.Max(From.Y, To.Y), Math.Max(other.From.Y, other.To.Y));

    private int Turns(Corner at) => Math.Sign(Triangle.Cross(From, To, at));
}
