using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Terms;

/// <summary>A Rayleigh quotient as a loss: the integrals A = ∫ n, B = ∫ d and O_i = ∫ b(u, v_i), and what is made of them.</summary>
/// <param name="Parts">Densities of A, B, O_1, O_2, …</param>
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
    /// <summary>Σ_c q_c E_c with multipliers q over the parts E_c.</summary>
    public Expression Frozen => Calculus.SumOver(Parts.Count, c => new Multiplier(c) * Parts[c]);

    public static QuotientForm Of(Problem problem, RayleighQuotient quotient, double deflation, double norm) =>
        new(
            [
                quotient.Numerator,
                quotient.Denominator,
                .. quotient.Lower.Select(state => quotient.Product(state, problem.Dimension)),
            ],
            [.. quotient.Lower.Select(state => Substitution.Of(quotient.Denominator, state, problem.Dimension))],
            deflation,
            norm
        );
}
