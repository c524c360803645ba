using Thalweg.Networks.Activations;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Formulas;

/// <summary>Formulas of one variable as activations.</summary>
public static class ActivationFormulas
{
    private const int HighestPower = 16;

    /// <param name="formula">Of x1 alone.</param>
    /// <exception cref="ArgumentException">It has another variable, none, or a power above 16.</exception>
    public static ActivationFormula Of(Expression formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return Part(formula) is (_, { } made)
            ? made
            : throw new ArgumentException($"got the number {formula}, expected a formula of x1", nameof(formula));
    }

    // A number, or a formula.
    private static (double Number, ActivationFormula? Formula) Part(Expression part)
    {
        switch (part)
        {
            case Constant c:
                return (c.Value, null);
            case Coordinate { Axis: 0 }:
                return (0, ActivationFormula.Input);
            case Sum sum:
                return Plus(Part(sum.Left), Part(sum.Right));
            case Product product:
                return Times(Part(product.Left), Part(product.Right));
            case Quotient quotient:
                var (number, divisor) = Part(quotient.Right);
                return Times(
                    Part(quotient.Left),
                    divisor is null ? (1 / number, null) : (0, divisor.Under(Activation.Reciprocal))
                );
            case IntegerPower power when power.Exponent > HighestPower:
                throw new ArgumentException(
                    $"got the power {power.Exponent}, expected at most {HighestPower}",
                    nameof(part)
                );
            case IntegerPower power:
                var factor = Part(power.Operand);
                var result = factor;
                for (var k = 1; k < power.Exponent; k++)
                {
                    result = Times(result, factor);
                }
                return result;
            case Function function:
                return (0, Under(function.Kind, Part(function.Operand)));
            default:
                throw new ArgumentException($"got {part}, expected a formula of x1 alone", nameof(part));
        }
    }

    private static (double, ActivationFormula?) Plus(
        (double Number, ActivationFormula? Formula) a,
        (double Number, ActivationFormula? Formula) b
    ) =>
        (a.Formula, b.Formula) switch
        {
            (null, null) => (a.Number + b.Number, null),
            ({ } left, null) => (0, left.Scaled(1, b.Number)),
            (null, { } right) => (0, right.Scaled(1, a.Number)),
            ({ } left, { } right) => (0, left.Plus(right)),
        };

    private static (double, ActivationFormula?) Times(
        (double Number, ActivationFormula? Formula) a,
        (double Number, ActivationFormula? Formula) b
    ) =>
        (a.Formula, b.Formula) switch
        {
            (null, null) => (a.Number * b.Number, null),
            ({ } left, null) => (0, left.Scaled(b.Number)),
            (null, { } right) => (0, right.Scaled(a.Number)),
            ({ } left, { } right) => (0, left.Times(right)),
        };

    private static ActivationFormula Under(FunctionKind kind, (double Number, ActivationFormula? Formula) operand)
    {
        var of = operand.Formula ?? ActivationFormula.Input.Scaled(0, operand.Number);
        return kind switch
        {
            FunctionKind.Sin => of.Under(Activation.Sin),
            FunctionKind.Cos => of.Scaled(1, Math.PI / 2).Under(Activation.Sin),
            FunctionKind.Exp => of.Under(Activation.Exp),
            FunctionKind.Log => of.Under(Activation.Log),
            FunctionKind.Sqrt => of.Under(Activation.Sqrt),
            FunctionKind.Tanh => of.Under(Activation.Tanh),
            FunctionKind.Abs => of.Under(Activation.Relu).Plus(of.Scaled(-1).Under(Activation.Relu)),
            _ => throw new ArgumentException(
                $"got {kind}, expected exp, log, sqrt, sin, cos, tanh or abs",
                nameof(kind)
            ),
        };
    }
}
