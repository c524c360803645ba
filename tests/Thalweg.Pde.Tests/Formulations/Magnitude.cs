using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>The sum of absolute terms behind an expression: what its rounding errors are proportional to.</summary>
internal static class Magnitude
{
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
