using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>One summand of the loss: an integrand over a point set.</summary>
/// <param name="Points">With weights scaled as they enter the loss.</param>
/// <param name="Root">What the integrand is the square of; null for an energy.</param>
internal sealed record IntegralTerm(
    string Name,
    Region Region,
    TileEvaluator Evaluator,
    PointSet Points,
    Expression Integrand,
    Expression? Root
)
{
    /// <summary>The functionals whose squares or quotient the term is in place of the integral; the integrand then is their sum with multipliers,
    /// and the weights are 1.</summary>
    public Functional? Functional { get; init; }
}
