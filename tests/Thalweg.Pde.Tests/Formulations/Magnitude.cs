using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>The sum of absolute terms behind an expression: what its rounding errors are proportional to.</summary>
internal static class Magnitude
{
    /// <summary>The integral of <see cref="Of"/> the integrand over the interior points.</summary>
    public static double OfInterior(PdeObjective objective, double[] parameters)
    {
        var points = objective.Quadrature.Interior(objective.Problem.Domain);
        var integrand = Of(objective.Formulation.Integrands(objective.Problem)[0]);
        return new FieldEvaluator(objective.Network, objective.Trial, [integrand], points)
            .Evaluate(parameters, WorkerTeam.Sequential)
            .Zip(points.Weights, (f, w) => f * w)
            .Sum();
    }

    public static Expression Of(Expression e) =>
        e switch
        {
            Sum s => Of(s.Left) + Of(s.Right),
            Product p => Of(p.Left) * Of(p.Right),
            Quotient q => Of(q.Left) / Calculus.Sqrt(q.Right.Power(2)),
            IntegerPower p => Of(p.Operand).Power(p.Exponent),
            Constant c => Math.Abs(c.Value),
            // Sines and hyperbolic tangents hand the errors of their operand on, and not more.
            Function f when Differentiation.Entries(f).Count > 0 => Calculus.Sqrt(f.Power(2)) + Of(f.Operand),
            _ => Calculus.Sqrt(e.Power(2)),
        };
}
