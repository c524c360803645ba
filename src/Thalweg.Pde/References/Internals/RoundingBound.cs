using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.References;

/// <summary>How far rounding can move the value of a formula at one point: a running error analysis, each operation rounded once and each
/// elementary function to two units in the last place [Higham2002, §3.3].</summary>
/// <param name="point">The coordinates, taken for exact.</param>
internal sealed class RoundingBound(double[] point)
{
    private const double Unit = 1.1102230246251565e-16;

    private readonly Dictionary<Expression, (double Value, double Error)> known = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>A bound of |computed − exact| to first order in the rounding unit.</summary>
    /// <exception cref="ArgumentException">The formula holds what is no elementary function of the coordinates.</exception>
    public double Of(Expression expression) => At(expression).Error;

    private (double Value, double Error) At(Expression e)
    {
        if (!known.TryGetValue(e, out var found))
        {
            found = Follow(e);
            known.Add(e, found);
        }
        return found;
    }

    private (double Value, double Error) Follow(Expression e)
    {
        switch (e)
        {
            case Constant c:
                return (c.Value, Unit * Math.Abs(c.Value));
            case Coordinate x:
                return (point[x.Axis], 0);
            case Sum s:
                var (a, b) = (At(s.Left), At(s.Right));
                return Rounded(a.Value + b.Value, a.Error + b.Error);
            case Product p:
                var (f, g) = (At(p.Left), At(p.Right));
                return Rounded(
                    f.Value * g.Value,
                    Math.Abs(f.Value) * g.Error + (Math.Abs(g.Value) + g.Error) * f.Error
                );
            case Quotient q:
                var (above, below) = (At(q.Left), At(q.Right));
                var ratio = above.Value / below.Value;
                return Rounded(
                    ratio,
                    (above.Error + Math.Abs(ratio) * below.Error) / (Math.Abs(below.Value) - below.Error)
                );
            case IntegerPower power:
                var (value, error) = At(power.Operand);
                var slope = power.Exponent * Power(Math.Abs(value) + error, power.Exponent - 1);
                return Rounded(Power(value, power.Exponent), slope * error, power.Exponent);
            case Function function:
                return Follow(function);
            case Selection selection:
                return At(At(selection.Condition).Value > 0 ? selection.Positive : selection.Otherwise);
            default:
                throw new ArgumentException(
                    $"got {e.GetType().Name}, expected elementary functions of the coordinates: certify what is computed by itself",
                    nameof(e)
                );
        }
    }

    private (double Value, double Error) Follow(Function function)
    {
        var (x, error) = At(function.Operand);
        const int roundings = 4;
        return function.Kind switch
        {
            FunctionKind.Sin => Rounded(Elementary.Sin(x), error, roundings),
            FunctionKind.Cos => Rounded(Elementary.Cos(x), error, roundings),
            FunctionKind.Exp => Rounded(Elementary.Exp(x), Elementary.Exp(x + error) * error, roundings),
            FunctionKind.Log => Rounded(Elementary.Log(x), error / (x - error), roundings),
            FunctionKind.Sqrt => Rounded(
                Math.Sqrt(x),
                Math.Min(Math.Sqrt(error), error / Math.Sqrt(Math.Max(x - error, double.Epsilon)))
            ),
            FunctionKind.Tanh => Rounded(Elementary.Tanh(Vector256.Create(x)).ToScalar(), error, roundings),
            // |d sinc| ≤ ½.
            FunctionKind.Sinc => Rounded(x == 0 ? 1 : Elementary.Sin(x) / x, error, roundings),
            _ => (Math.Abs(x), error),
        };
    }

    // That of the platform has not the same bits everywhere.
    private static double Power(double value, int exponent)
    {
        var power = 1.0;
        for (var i = 0; i < exponent; i++)
        {
            power *= value;
        }
        return power;
    }

    private static (double Value, double Error) Rounded(double value, double error, int roundings = 1) =>
        (value, error + roundings * Unit * Math.Abs(value));
}
