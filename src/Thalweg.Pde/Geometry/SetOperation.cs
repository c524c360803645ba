namespace Thalweg.Pde.Geometry;

/// <summary>How a domain is made of others.</summary>
public enum SetOperation
{
    /// <summary>Points of any.</summary>
    Union,

    /// <summary>Points of all.</summary>
    Intersection,

    /// <summary>Points of the first and of no other.</summary>
    Difference,
}
