using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Terms;

/// <summary>A Rayleigh quotient as a loss: the integrals A = ∫ n + Σ_j ∫_Γj e_j, B = ∫ d and O_i = ∫ b(u, v_i), and what is made of them.</summary>
/// <param name="Parts">Densities of A, B, O_1, O_2, … inside, then e_1, e_2, …; where there are any of these, each is 0 at the points of the others, which carry
/// the number j of their region, 0 inside.</param>
/// <param name="Squares">Densities d(v_i), of the coordinates.</param>
/// <param name="Deflation">s, by which lower states are lifted.</param>
/// <param name="Norm">q, weight of (B − 1)².</param>
internal sealed record QuotientForm(
    IReadOnlyList<Expression> Parts,
    IReadOnlyList<Expression> Squares,
    double Deflation,
    double Norm
)
{
    /// <summary>Γ_j, pieces of the boundary that the numerator has a part on.</summary>
    public IReadOnlyList<Region> Edges { get; init; } = [];

    /// <summary>A, B, O_1, O_2, …</summary>
    public int Integrals => Parts.Count - Edges.Count;

    /// <summary>Σ_c q_c E_c with multipliers q over the parts E_c.</summary>
    public Expression Frozen => Calculus.SumOver(Parts.Count, c => new Multiplier(c) * Parts[c]);

    public static QuotientForm Of(Problem problem, RayleighQuotient quotient, double deflation, double norm)
    {
        Expression[] inside =
        [
            quotient.Numerator,
            quotient.Denominator,
            .. quotient.Lower.Select(state => quotient.Product(state, problem.Dimension)),
        ];
        var edges = problem.BoundaryEnergies;
        return new QuotientForm(
            edges.Count == 0
                ? inside
                : [.. inside.Select(e => Only(0, e)), .. edges.Select((edge, j) => Only(j + 1, edge.Density))],
            [.. quotient.Lower.Select(state => Substitution.Of(quotient.Denominator, state, problem.Dimension))],
            deflation,
            norm
        )
        {
            Edges = [.. edges.Select(edge => edge.Region)],
        };
    }

    private static Expression Only(int region, Expression density) =>
        Calculus.Where(0.25 - (CoordinateFunction.Measured - (Expression)region).Power(2), density, 0.0);
}
