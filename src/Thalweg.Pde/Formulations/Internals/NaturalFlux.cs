using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Formulations;

/// <summary>A condition that gives the flux of an equation on a piece of the boundary: Σ_i n_i p_i = c R + g, where R vanishes.</summary>
/// <param name="Equation">Number of the equation.</param>
/// <param name="Factor">c.</param>
/// <param name="Given">g(x, n, u), of no derivatives.</param>
internal sealed record NaturalFlux(int Equation, Expression Factor, Expression Given)
{
    private const int Points = 32;

    private const int Fields = 2;

    private const double Tolerance = 1e-9;

    /// <summary>Null where the condition is none on a boundary, or none on a flux. Looked at for two fields of waves at 32 points.</summary>
    public static NaturalFlux? Of(Problem problem, IReadOnlyList<DivergenceEquation> equations, Condition condition)
    {
        if (
            !condition.IsOfSides
            || condition.Region.Part != DomainPart.Boundary
            || Differentiation.Order(condition.Residual) != 1
        )
        {
            return null;
        }
        var points = RegionPoints.WithNormals(new SobolRule(Points), condition.Region, 0);
        for (var e = 0; e < equations.Count; e++)
        {
            if (equations[e].HasFlux && Of(problem, equations[e], e, condition, points) is { } flux)
            {
                return flux;
            }
        }
        return null;
    }

    private static NaturalFlux? Of(
        Problem problem,
        DivergenceEquation equation,
        int number,
        Condition condition,
        PointSet points
    )
    {
        Expression outward = 0.0;
        for (var i = 0; i < equation.Flux.Count; i++)
        {
            outward += equation.Flux[i] is { } p ? Calculus.N(i) * p : 0.0;
        }
        var slopes = Differentiation
            .Entries(outward + condition.Residual)
            .Where(entry => entry.Order == 1)
            .Select(entry =>
                (
                    OfFlux: Differentiation.ByEntry(outward, entry),
                    OfResidual: Differentiation.ByEntry(condition.Residual, entry)
                )
            )
            .ToArray();
        var factor = NumberFolding.Of(
            Calculus.SumOver(slopes.Length, i => Still(slopes[i].OfFlux) * Still(slopes[i].OfResidual))
                / Calculus.SumOver(slopes.Length, i => Still(slopes[i].OfResidual).Power(2))
        );
        var given = NumberFolding.Of(Still(outward) - factor * Still(condition.Residual));
        // ∂(n·p)/∂(∇u) = c ∂R/∂(∇u), whatever ∇u is, and c nowhere 0.
        Expression[] looked =
        [
            factor,
            given,
            .. slopes.SelectMany(s => (Expression[])[s.OfFlux, factor * s.OfResidual]),
        ];
        for (var field = 0; field < Fields; field++)
        {
            var fields = RandomFields.Of(problem, field);
            var values = CoordinateValues.Of(
                [.. looked.Select(e => Substitution.Of(e, fields, problem.Dimension))],
                points
            );
            for (var n = 0; n < points.Count; n++)
            {
                double At(int e) => values[e * points.Count + n];
                var scale = Enumerable.Range(0, slopes.Length).Max(s => Math.Abs(At(2 + 2 * s)));
                if (!(Math.Abs(At(0)) > 0) || !double.IsFinite(At(0)) || !double.IsFinite(At(1)))
                {
                    return null;
                }
                for (var s = 0; s < slopes.Length; s++)
                {
                    if (!(Math.Abs(At(2 + 2 * s) - At(3 + 2 * s)) <= Tolerance * scale))
                    {
                        return null;
                    }
                }
            }
        }
        return new NaturalFlux(number, factor, given);
    }

    /// <summary>At ∇u = 0.</summary>
    private static Expression Still(Expression e) =>
        NumberFolding.Of(new Replacement(leaf => leaf is JetEntry { Order: > 0 } ? (Expression)0.0 : null).In(e));
}
