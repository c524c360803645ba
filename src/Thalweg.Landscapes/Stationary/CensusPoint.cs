using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Landscapes.Stationary;

/// <summary>A stationary point with its copies under the symmetry of the loss.</summary>
/// <param name="Point">One of them.</param>
/// <param name="Orbit">All of them.</param>
/// <param name="Alibi">How it fared on finer quadratures; null where there are none.</param>
/// <param name="Ends">Where both ways down end, of a point of index 1; null elsewhere.</param>
/// <param name="Found">Searches that ended in it or in a copy.</param>
public sealed record CensusPoint(
    StationaryPoint Point,
    Orbit Orbit,
    QuadratureAlibi? Alibi,
    IReadOnlyList<DescentEnd>? Ends,
    int Found
)
{
    public StationaryPoint Point { get; init; } = Point ?? throw new ArgumentNullException(nameof(Point));

    public Orbit Orbit { get; init; } = Orbit ?? throw new ArgumentNullException(nameof(Orbit));

    /// <summary>Whether the quadrature made it.</summary>
    public bool IsOfQuadrature => Alibi is { Holds: false };

    /// <summary>Gradient and index beyond doubt, the same on finer quadratures, and for a pass both ways down known.</summary>
    public bool IsVerified =>
        Point.IsRegular && !IsOfQuadrature && (Point.Index != 1 || Ends is { } ends && ends.All(end => end.IsKnown));
}

/// <summary>Where a way down from a pass ends.</summary>
/// <param name="Place">Of the minimum in the list of points; null where it ends in none.</param>
/// <param name="Map">The symmetry that carries that minimum to the end of the way; <c>same point</c> where it is the minimum itself.</param>
/// <param name="Label">What the end is.</param>
public sealed record DescentEnd(int? Place, string? Map, PointLabel Label)
{
    /// <summary>In a minimum, a copy of one, or a valley that runs to infinity.</summary>
    public bool IsKnown => Place is not null || Label == PointLabel.RunningToInfinity;
}
