using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>A smooth piece of a boundary from one corner to the next; the domain lies to its left.</summary>
internal abstract record Arc(Corner From, Corner To)
{
    public abstract double Length { get; }

    /// <summary>The point at a share of the length.</summary>
    public abstract void At(double share, Span<double> point);

    /// <summary>The unit normal to the right of the way, at the place next to a point.</summary>
    public abstract (double X, double Y) Outwards(double x, double y);

    /// <summary>Share of the length at which a point of the curve lies, between 0 and 1; others beyond an end have a share outside.</summary>
    public abstract double ShareOf(double x, double y);

    public abstract double Distance(double x, double y);

    /// <summary>The part between two shares, whose ends are the given corners.</summary>
    public abstract Arc Between(double from, double to, Corner start, Corner end);

    /// <summary>The same points the other way round.</summary>
    public abstract Arc Reversed();

    /// <summary>½ ∫ x dy − y dx along it: summed around a domain this is its area.</summary>
    public abstract double Swept { get; }

    /// <summary>Distance to the line or circle that it is part of, of slope 1, positive on the side of the domain.</summary>
    public abstract Expression ToCurve();

    /// <summary>The value of <see cref="ToCurve"/> at a point.</summary>
    public abstract double SideOf(double x, double y);

    /// <summary>Distance that is zero on it and nowhere else.</summary>
    public abstract Expression ToArc();

    /// <summary>Whether both are parts of one line or circle.</summary>
    public abstract bool IsOn(Arc other, double slack);

    /// <summary>Points among which the largest and the least distance to a line or circle are.</summary>
    public abstract IEnumerable<(double X, double Y)> Farthest(Arc curve);

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
}
