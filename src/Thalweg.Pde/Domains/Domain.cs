namespace Thalweg.Pde.Domains;

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

    /// <summary>|∂Ω|: surface measure; in one dimension the number of end points.</summary>
    public abstract double BoundaryMeasure { get; }

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

    internal ArgumentException NoInitialSurface() =>
        new(
            $"got the {Name}, which has no initial surface, expected a space-time cylinder: leave the initial term out"
        );
}
