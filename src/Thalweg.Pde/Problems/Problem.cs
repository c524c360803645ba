using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Problems;

/// <summary>Equations on a domain with the conditions on its boundary and, where the domain has a time, on its initial
/// surface; and the exact solution where it is known.</summary>
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

    /// <summary>Names of the components, one each.</summary>
    public IReadOnlyList<string> Unknowns
    {
        get => field ?? (Outputs == 1 ? ["u"] : [.. Enumerable.Range(1, Outputs).Select(k => $"u{k}")]);
        init;
    }

    /// <summary>Numbers and functions that are to be found beside the fields: the last components of u, one each.</summary>
    public IReadOnlyList<Coefficient> Coefficients { get; init; } = [];

    /// <summary>Components of u that are fields, ahead of the coefficients.</summary>
    public int Fields => Outputs - Coefficients.Count;

    /// <summary>Coordinates along which the solution is periodic; each has conditions with a <see cref="Condition.Shift"/>.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [];

    /// <summary>The strong residuals r(x, u, …), one for each equation; zero for the solution. None where a quotient states the problem alone.</summary>
    public required IReadOnlyList<Expression> Residuals { get; init; }

    /// <summary>The energy density whose integral the solution minimises, or null where the equation has none.</summary>
    public Expression? Energy { get; init; }

    /// <summary>The quotient that eigenfunctions make stationary; null where the problem is no eigenproblem. u is determined up to a factor then, and so
    /// are its errors.</summary>
    public RayleighQuotient? Quotient { get; init; }

    /// <summary>Further parts of the energy, or of the numerator of <see cref="Quotient"/>, integrals over pieces of the boundary, such as the work of tractions.</summary>
    public IReadOnlyList<(Region Region, Expression Density)> BoundaryEnergies { get; init; } = [];

    /// <summary>u*, expressions of the coordinates, one for each component; empty where no exact solution is known.</summary>
    public IReadOnlyList<Expression> Exact { get; init; } = [];

    /// <summary>∂u*_k/∂x_j in a form without removable singularities, [components · d]; empty where no exact solution is known.</summary>
    public IReadOnlyList<Expression> ExactGradient { get; init; } = [];

    /// <summary>u on the boundary, where <see cref="Conditions"/> are not given.</summary>
    public Expression BoundaryValues { get; init; } = 0.0;

    /// <summary>u on the initial surface, where <see cref="Conditions"/> are not given; null where the domain has no time.</summary>
    public Expression? InitialValues { get; init; }

    /// <summary>The conditions; unless given, u = <see cref="BoundaryValues"/> on the boundary, as far as there is one, and
    /// u = <see cref="InitialValues"/> on the initial surface.</summary>
    public IReadOnlyList<Condition> Conditions
    {
        get => field ?? Standard();
        init;
    }

    /// <summary>g, a function with the prescribed values, one for each component or one for all, null where it is zero.</summary>
    public IReadOnlyList<Expression?> Lifts { get; init; } = [null];

    /// <summary>φ ≥ 0, zero where the component is prescribed and nowhere else in the closed domain, one for each component or one for all; null where
    /// nothing is prescribed, or where no such function is known.</summary>
    public IReadOnlyList<Expression?> BoundaryFactors { get; init; } = [null];

    /// <summary>Names of the conditions that g + φN has for every N.</summary>
    public IReadOnlyList<string> Held
    {
        get => field ?? [.. Conditions.Where(c => c.Prescribed is not null || c.Shift is not null).Select(c => c.Name)];
        init;
    }

    /// <summary>Why no trial function with conditions can be had; null where one can.</summary>
    public string? NoHardTrial { get; init; }

    /// <summary>Why no trial function can have conditions and be periodic at once; null where one can, or where nothing is periodic.</summary>
    public string? RoughSeam { get; init; }

    /// <summary>The highest derivatives of <see cref="BoundaryFactors"/> that are bounded in the domain: 1 for the joined distances of a polygon
    /// with a corner that turns inwards, whose second derivatives are not square integrable at corners.</summary>
    public int FactorSmoothness { get; init; } = int.MaxValue;

    /// <summary>Where u* is steep; empty where it is not, or where the domain is no box.</summary>
    public IReadOnlyList<SteepLayer> Layers { get; init; } = [];

    /// <summary>The energy of u*, the infimum of the Ritz loss, where it is known in closed form; of an eigenproblem the eigenvalue.</summary>
    public double? EnergyMinimum { get; init; }

    /// <summary>How the error of <see cref="Exact"/> is certified where it is computed; null where it is a formula, or not known.</summary>
    public Func<Certificate>? Certify { get; init; }

    public int Dimension => Domain.Dimension;

    /// <summary>The order of the highest derivatives in <see cref="Residuals"/>, 0 where there are none.</summary>
    public int Order => Residuals.Select(Differentiation.Order).DefaultIfEmpty().Max();

    /// <summary>Whether the minimiser of the energy, or of the quotient, has a condition by itself: one at the boundary with derivatives of the order of the energy's
    /// or higher ones. Those of lower order, such as the slope of a plate, have to be imposed.</summary>
    public bool IsNatural(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return (Energy ?? Quotient?.Numerator) is { } density
            && condition is { Data: null, IsIntegral: false, IsInterface: false }
            && condition.Region.Part == DomainPart.Boundary
            && Differentiation.Order(condition.Residual) >= Differentiation.Order(density);
    }

    /// <summary>Whether a condition on the surface t = 0 is given.</summary>
    public bool HasInitialCondition => Conditions.Any(c => c.Region.IsInitial);

    /// <summary>|u − u*|² of the fields.</summary>
    /// <exception cref="InvalidOperationException">No exact solution is known.</exception>
    public Expression SquaredError =>
        Exact.Count > 0
            ? Calculus.SumOver(Fields, k => (Calculus.U(k) - Exact[k]).Power(2))
            : throw new InvalidOperationException(
                $"got '{this}', expected a problem with an exact solution: ask whether Exact holds any"
            );

    public bool Equals(Problem? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    private List<Condition> Standard()
    {
        var conditions = new List<Condition>();
        if (Domain.BoundaryMeasure > 0)
        {
            conditions.Add(Condition.Value("boundary", Region.Boundary(Domain), BoundaryValues));
        }
        if (InitialValues is not null && Domain.TimeAxis is not null)
        {
            conditions.Add(Condition.Value("initial", Region.Initial(Domain), InitialValues));
        }
        return conditions;
    }
}
