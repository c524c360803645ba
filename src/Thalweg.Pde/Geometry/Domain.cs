using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>A bounded domain Ω ⊂ R^d with a volume-preserving map from the unit cube, so that every point rule of the cube
/// (uniform, Sobol, Halton, Latin hypercube) serves every domain.</summary>
/// <remarks>Where the last coordinate is a time, ∂Ω is the lateral boundary, and the initial surface is a part of its own; the
/// final time carries no condition.</remarks>
public abstract class Domain
{
    /// <summary>Name in reports, for example <c>unit cube, d = 2</c>.</summary>
    public abstract string Name { get; }

    public abstract int Dimension { get; }

    /// <summary>The least x_k in Ω.</summary>
    public abstract double Lower(int axis);

    /// <summary>The largest x_k in Ω.</summary>
    public abstract double Upper(int axis);

    /// <summary>|Ω|.</summary>
    public abstract double Volume { get; }

    /// <summary>|∂Ω|: surface measure; in one dimension the number of end points. 0 where no part of the edge carries a
    /// condition.</summary>
    public abstract double BoundaryMeasure { get; }

    /// <summary>A part as products of intervals that meet in faces at most, which product rules are for; in one dimension ∂Ω is its end
    /// points. Empty where the part is no such union or where there is none.</summary>
    public virtual IReadOnlyList<Cell> Cells(DomainPart part) =>
        Dimension != 1 ? []
        : part == DomainPart.Interior ? [new([new(Lower(0), Upper(0))])]
        : part == DomainPart.Boundary ? [new([new(Lower(0), Lower(0))]), new([new(Upper(0), Upper(0))])]
        : [];

    /// <summary>R where Ω is the ball |x| ≤ R of three dimensions, which spherical rules are for; otherwise null.</summary>
    public virtual double? Radius => null;

    /// <summary>Maps u ∈ [0,1)^d to Ω so that uniform points become uniform points.</summary>
    public abstract void MapInterior(ReadOnlySpan<double> unit, Span<double> point);

    /// <summary>Maps u ∈ [0,1)^d to ∂Ω so that uniform points become uniform points (d coordinates are always given; a
    /// domain may use one of them to choose a face).</summary>
    public abstract void MapBoundary(ReadOnlySpan<double> unit, Span<double> point);

    /// <summary>Distance to the edge of the domain, negative inside; which norm is the domain's choice, the sign and the zero set
    /// are not. Points that a user gives are checked with it.</summary>
    public abstract double SignedDistance(ReadOnlySpan<double> point);

    /// <summary>Distance to ∂Ω, zero on it and nowhere else.</summary>
    public virtual double BoundaryDistance(ReadOnlySpan<double> point) => Math.Abs(SignedDistance(point));

    /// <summary>Names of the pieces of ∂Ω, each with a smooth normal; <see cref="Only"/> takes their numbers.</summary>
    public virtual IReadOnlyList<string> Pieces => BoundaryMeasure > 0 ? ["boundary"] : [];

    /// <summary>The same domain with some pieces alone as ∂Ω, so that every rule has points on them.</summary>
    /// <param name="pieces">Numbers among <see cref="Pieces"/>, ascending.</param>
    public virtual Domain Only(IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return pieces.Count == Pieces.Count ? this : throw NoPieces();
    }

    /// <summary>The domain with all its boundary, where this is one that <see cref="Only"/> made.</summary>
    public virtual Domain Whole => this;

    /// <summary>The outward unit normal of ∂Ω at the place next to a point; no component along a time.</summary>
    /// <exception cref="ArgumentException">No part of the edge carries a condition.</exception>
    public abstract void Normal(ReadOnlySpan<double> point, Span<double> normal);

    /// <summary>Number of the coordinate that is a time, always the last one, or null.</summary>
    public virtual int? TimeAxis => null;

    /// <summary>Measure of the initial surface; 0 without a time.</summary>
    public virtual double InitialMeasure => 0;

    /// <summary>Maps u ∈ [0,1)^d to the initial surface so that uniform points become uniform points; the last coordinate is not
    /// used.</summary>
    /// <exception cref="ArgumentException">The domain has no time.</exception>
    public virtual void MapInitial(ReadOnlySpan<double> unit, Span<double> point) => throw NoInitialSurface();

    /// <summary>Distance to the initial surface, zero on it and nowhere else.</summary>
    /// <exception cref="ArgumentException">The domain has no time.</exception>
    public virtual double InitialDistance(ReadOnlySpan<double> point) => throw NoInitialSurface();

    /// <summary>φ ≥ 0 that vanishes on ∂Ω and nowhere else in the closed domain, or null where none is known.</summary>
    internal virtual Expression? Factor() => null;

    /// <summary>The highest derivatives of <see cref="Factor"/> that are bounded.</summary>
    internal virtual int FactorSmoothness => int.MaxValue;

    /// <summary>Whether cells are bent, so that product rules of few points miss its measure.</summary>
    internal virtual bool IsBent => false;

    /// <summary>Whether no two pieces of ∂Ω meet and none has an end, so that joined distances are as smooth as those to the pieces.</summary>
    internal virtual bool IsSmooth => false;

    /// <summary>Distances to the pieces of ∂Ω, of slope 1 there; null where they are not known.</summary>
    internal virtual IReadOnlyList<Expression>? PieceDistances() => null;

    /// <summary>Where a function on Ω is looked at: along the first axis through the centre unless the domain knows better.</summary>
    public virtual Grid Grid()
    {
        var line = Geometry.Grid.Line(Lower(0), Upper(0), Geometry.Grid.LineIntervals);
        var coordinates = new double[Dimension * line.Length];
        line.CopyTo(coordinates, 0);
        for (var k = 1; k < Dimension; k++)
        {
            coordinates.AsSpan(k * line.Length, line.Length).Fill(0.5 * (Lower(k) + Upper(k)));
        }
        return new Grid(
            Dimension == 1 ? "on the interval" : "along the first axis through the centre",
            [new GridAxis("x", line)],
            coordinates
        );
    }

    internal double MeasureOf(DomainPart part) =>
        part switch
        {
            DomainPart.Interior => Volume,
            DomainPart.Boundary => BoundaryMeasure,
            _ => InitialMeasure,
        };

    internal ArgumentException NoBoundary() =>
        new($"got the {Name}, whose ends are all free, expected one with a boundary: leave the boundary term out");

    internal ArgumentException NoPieces() =>
        new($"got the {Name}, whose boundary is one piece, expected all of it: write the condition on boundary");

    internal ArgumentException NoInitialSurface() =>
        new(
            $"got the {Name}, which has no initial surface, expected a space-time cylinder: leave the initial term out"
        );
}
