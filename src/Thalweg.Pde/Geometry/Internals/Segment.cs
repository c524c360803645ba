namespace Thalweg.Pde.Geometry;

/// <summary>A piece of a boundary from one corner to the next; the domain lies to its left.</summary>
internal sealed record Segment(Corner From, Corner To)
{
    public double Length => Math.Sqrt((To.X - From.X) * (To.X - From.X) + (To.Y - From.Y) * (To.Y - From.Y));

    /// <summary>To the right of the way.</summary>
    public (double X, double Y) Normal => ((To.Y - From.Y) / Length, (From.X - To.X) / Length);

    public void At(double share, Span<double> point)
    {
        point[0] = From.X + share * (To.X - From.X);
        point[1] = From.Y + share * (To.Y - From.Y);
    }

    public Cell ToCell()
    {
        var length = Length;
        return new Cell([new Interval(0, 1)])
        {
            Map = (parameters, point) =>
            {
                At(parameters[0], point);
                return length;
            },
        };
    }

    public double Distance(double x, double y)
    {
        var (dx, dy) = (To.X - From.X, To.Y - From.Y);
        var share = Math.Clamp(((x - From.X) * dx + (y - From.Y) * dy) / (dx * dx + dy * dy), 0, 1);
        var (px, py) = (x - From.X - share * dx, y - From.Y - share * dy);
        return Math.Sqrt(px * px + py * py);
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
