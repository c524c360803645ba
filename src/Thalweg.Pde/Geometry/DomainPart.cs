namespace Thalweg.Pde.Geometry;

/// <summary>Where the integral of a term is taken.</summary>
public enum DomainPart
{
    /// <summary>Ω.</summary>
    Interior,

    /// <summary>∂Ω, as far as it carries conditions.</summary>
    Boundary,

    /// <summary>The initial surface.</summary>
    Initial,
}
