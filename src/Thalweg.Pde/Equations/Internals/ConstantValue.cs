using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Equations;

/// <summary>The number that an expression without coordinates and unknowns is.</summary>
internal static class ConstantValue
{
    /// <summary>Null where the expression depends on something.</summary>
    public static double? Of(Expression expression) =>
        expression switch
        {
            Constant c => c.Value,
            Sum s => Of(s.Left) + Of(s.Right),
            Product p => Of(p.Left) * Of(p.Right),
            Quotient q => Of(q.Left) / Of(q.Right),
            IntegerPower p => Of(p.Operand) is { } x ? Power(x, p.Exponent) : null,
            Function f => Of(f.Operand) is { } x ? Value(f.Kind, x) : null,
            Selection s => Of(s.Condition) is { } x ? Of(x > 0 ? s.Positive : s.Otherwise) : null,
            _ => null,
        };

    private static double Power(double x, int exponent)
    {
        var power = 1.0;
        for (; exponent > 0; exponent--)
        {
            power *= x;
        }
        return power;
    }

    private static double Value(FunctionKind kind, double x) =>
        kind switch
        {
            FunctionKind.Sin => Elementary.Sin(x),
            FunctionKind.Cos => Elementary.Cos(x),
            FunctionKind.Exp => Elementary.Exp(x),
            FunctionKind.Log => Elementary.Log(x),
            FunctionKind.Sqrt => Math.Sqrt(x),
            FunctionKind.Tanh => Elementary.Tanh(x),
            FunctionKind.Sinc => x == 0 ? 1 : Elementary.Sin(x) / x,
            _ => Math.Abs(x),
        };
}
