namespace Thalweg.Pde.Domains;

/// <summary>A bounded domain Ω ⊂ R^d with a volume-preserving map from the unit cube, so that every point rule of the cube
/// (uniform, Sobol, Halton, Latin hypercube) serves every domain.</summary>
public abstract class Domain
{
    /// <summary>Name in reports, for example <c>unit cube, d = 2</c>.</summary>
    public abstract string Name { get; }

    public abstract int Dimension { get; }

    /// <summary>|Ω|.</summary>
    public abstract double Volume { get; }

    /// <summary>|∂Ω|: surface measure; in one dimension the number of end points.</summary>
    public abstract double BoundaryMeasure { get; }

    /// <summary>Maps u ∈ [0,1)^d to Ω so that uniform points become uniform points.</summary>
    public abstract void MapInterior(ReadOnlySpan<double> unit, Span<double> point);

    /// <summary>Maps u ∈ [0,1)^d to ∂Ω so that uniform points become uniform points (d coordinates are always given; a
    /// domain may use one of them to choose a face).</summary>
    public abstract void MapBoundary(ReadOnlySpan<double> unit, Span<double> point);

    /// <summary>Distance to ∂Ω, negative inside; which norm is the domain's choice, the sign and the zero set are not. Points
    /// that a user gives are checked with it.</summary>
    public abstract double SignedDistance(ReadOnlySpan<double> point);
}
