using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Problems;

/// <summary>An equation on a domain with the values of u on its boundary and, where the domain has a time, on its initial
/// surface; and the exact solution.</summary>
/// <remarks>Adding a problem is one factory that fills in these properties with expressions; no engine code is involved.</remarks>
public sealed record Problem
{
    /// <summary>Canonical text, for example <c>poisson(dim=1)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The equation as a person writes it.</summary>
    public required string Statement { get; init; }

    public required Domain Domain { get; init; }

    /// <summary>Components of u.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>The strong residual r(x, u, …); zero for the solution.</summary>
    public required Expression Residual { get; init; }

    /// <summary>The energy density whose integral the solution minimises, or null where the equation has none.</summary>
    public Expression? Energy { get; init; }

    /// <summary>u*, an expression of the coordinates.</summary>
    public required Expression Exact { get; init; }

    /// <summary>∂u*/∂x_k in a form without removable singularities.</summary>
    public required IReadOnlyList<Expression> ExactGradient { get; init; }

    /// <summary>u on the boundary.</summary>
    public Expression BoundaryValues { get; init; } = 0.0;

    /// <summary>u on the initial surface, or null where the domain has no time.</summary>
    public Expression? InitialValues { get; init; }

    /// <summary>g, a function with the boundary and the initial values, or null where these are zero.</summary>
    public Expression? Lift { get; init; }

    /// <summary>φ ≥ 0, zero on the boundary and on the initial surface, and nowhere else in the closed domain.</summary>
    public required Expression BoundaryFactor { get; init; }

    /// <summary>Where u* is steep; empty where it is not, or where the domain is no box.</summary>
    public IReadOnlyList<SteepLayer> Layers { get; init; } = [];

    /// <summary>The energy of u*, the infimum of the Ritz loss, where it is known in closed form.</summary>
    public double? EnergyMinimum { get; init; }

    public int Dimension => Domain.Dimension;

    /// <summary>(u − u*)².</summary>
    public Expression SquaredError => (Calculus.U() - Exact).Power(2);

    public bool Equals(Problem? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}
