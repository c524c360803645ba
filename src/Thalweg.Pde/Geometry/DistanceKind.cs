namespace Thalweg.Pde.Geometry;

/// <summary>What the factor φ of a trial function, zero where values are prescribed, is made of.</summary>
public enum DistanceKind
{
    /// <summary>Polynomials on boxes, balls, annuli, convex polygons and combined domains whose lines and circles do not run through them, joined distances elsewhere.</summary>
    Standard,

    /// <summary>The product of the distances to faces and sides, R² − r² of balls.</summary>
    Polynomial,

    /// <summary>Distances φ_i to the pieces, normalised to slope 1, joined by R-equivalence of order 1: 1/Σ 1/φ_i [Sukumar2022].</summary>
    Joined,

    /// <summary>The same of order 2: (Σ 1/φ_i²)^(−1/2).</summary>
    JoinedSquares,

    /// <summary>The product of the distances to the faces of a box, with values blended from face to face.</summary>
    Transfinite,

    /// <summary>r^(π/ω) sin(πϑ/ω) at each corner of a polygon that turns inwards, ω its angle inside, times the distances to the lines of the other sides: solutions
    /// of elliptic equations over φ are bounded at the corner.</summary>
    Corner,
}
