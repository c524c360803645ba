using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Formulas;

/// <summary>An expression of coordinates as a list of operations, each after its operands: values forward, gradients in one sweep back, products
/// with the Hessian by the same two sweeps with their tangents.</summary>
internal sealed class FormulaProgram
{
    private readonly List<Operation> operations = [];
    private readonly Dictionary<Expression, int> places = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="ArgumentException">The expression holds what no formula has.</exception>
    public FormulaProgram(Expression expression, string argument)
    {
        Add(expression, argument);
        VariableCount = operations
            .Where(o => o.Kind == OperationKind.Variable)
            .Select(o => o.Left + 1)
            .DefaultIfEmpty(0)
            .Max();
    }

    private enum OperationKind
    {
        Constant,
        Variable,
        Sum,
        Product,
        Quotient,
        Power,
        Function,
    }

    /// <summary>The number of the last variable.</summary>
    public int VariableCount { get; }

    /// <summary>Places of scratch memory of a value.</summary>
    public int Count => operations.Count;

    /// <summary>The value at x; every operation's stands in <paramref name="values"/> then.</summary>
    public double Value(ReadOnlySpan<double> x, Span<double> values)
    {
        for (var i = 0; i < operations.Count; i++)
        {
            var o = operations[i];
            values[i] = o.Kind switch
            {
                OperationKind.Constant => o.Number,
                OperationKind.Variable => x[o.Left],
                OperationKind.Sum => values[o.Left] + values[o.Right],
                OperationKind.Product => values[o.Left] * values[o.Right],
                OperationKind.Quotient => values[o.Left] / values[o.Right],
                OperationKind.Power => Power(values[o.Left], o.Right),
                _ => Function(o.Function, values[o.Left]),
            };
        }
        return values[operations.Count - 1];
    }

    /// <summary>Adds the gradient, given the values of all operations.</summary>
    public void Gradient(ReadOnlySpan<double> values, Span<double> gradient)
    {
        var adjoints = new double[operations.Count];
        adjoints[^1] = 1;
        for (var i = operations.Count - 1; i >= 0; i--)
        {
            var o = operations[i];
            switch (o.Kind)
            {
                case OperationKind.Variable:
                    gradient[o.Left] += adjoints[i];
                    break;
                case OperationKind.Sum:
                    adjoints[o.Left] += adjoints[i];
                    adjoints[o.Right] += adjoints[i];
                    break;
                case OperationKind.Product:
                    adjoints[o.Left] += adjoints[i] * values[o.Right];
                    adjoints[o.Right] += adjoints[i] * values[o.Left];
                    break;
                case OperationKind.Quotient:
                    adjoints[o.Left] += adjoints[i] / values[o.Right];
                    adjoints[o.Right] -= adjoints[i] * values[i] / values[o.Right];
                    break;
                case OperationKind.Power or OperationKind.Function:
                    adjoints[o.Left] += adjoints[i] * Derivatives(o, values[o.Left], values[i]).First;
                    break;
            }
        }
    }

    /// <summary>The product of the Hessian with a vector, given the values of all operations.</summary>
    public void Product(ReadOnlySpan<double> values, ReadOnlySpan<double> vector, Span<double> product)
    {
        var tangents = Tangents(values, vector);
        var (adjoints, dots) = (new double[operations.Count], new double[operations.Count]);
        adjoints[^1] = 1;
        product.Clear();
        for (var i = operations.Count - 1; i >= 0; i--)
        {
            var o = operations[i];
            var (a, d) = (adjoints[i], dots[i]);
            switch (o.Kind)
            {
                case OperationKind.Variable:
                    product[o.Left] += d;
                    break;
                case OperationKind.Sum:
                    Spread(o.Left, a, d);
                    Spread(o.Right, a, d);
                    break;
                case OperationKind.Product:
                    Spread(o.Left, a * values[o.Right], (d * values[o.Right]) + (a * tangents[o.Right]));
                    Spread(o.Right, a * values[o.Left], (d * values[o.Left]) + (a * tangents[o.Left]));
                    break;
                case OperationKind.Quotient:
                    var (v, w) = (values[i], values[o.Right]);
                    var rate = tangents[o.Right] / w;
                    Spread(o.Left, a / w, (d - (a * rate)) / w);
                    Spread(o.Right, -a * v / w, -((d * v) + (a * tangents[i]) - (a * v * rate)) / w);
                    break;
                case OperationKind.Power or OperationKind.Function:
                    var (first, second) = Derivatives(o, values[o.Left], values[i]);
                    Spread(o.Left, a * first, (d * first) + (a * second * tangents[o.Left]));
                    break;
            }
        }

        void Spread(int place, double adjoint, double dot)
        {
            adjoints[place] += adjoint;
            dots[place] += dot;
        }
    }

    private double[] Tangents(ReadOnlySpan<double> values, ReadOnlySpan<double> vector)
    {
        var tangents = new double[operations.Count];
        for (var i = 0; i < tangents.Length; i++)
        {
            var o = operations[i];
            tangents[i] = o.Kind switch
            {
                OperationKind.Constant => 0,
                OperationKind.Variable => vector[o.Left],
                OperationKind.Sum => tangents[o.Left] + tangents[o.Right],
                OperationKind.Product => (tangents[o.Left] * values[o.Right]) + (values[o.Left] * tangents[o.Right]),
                OperationKind.Quotient => (tangents[o.Left] - (values[i] * tangents[o.Right])) / values[o.Right],
                _ => Derivatives(o, values[o.Left], values[i]).First * tangents[o.Left],
            };
        }
        return tangents;
    }

    private int Add(Expression expression, string argument)
    {
        if (places.TryGetValue(expression, out var known))
        {
            return known;
        }
        var operation = expression switch
        {
            Constant c => new Operation(OperationKind.Constant, 0, 0, c.Value),
            Coordinate c => new Operation(OperationKind.Variable, c.Axis, 0),
            Sum s => new Operation(OperationKind.Sum, Add(s.Left, argument), Add(s.Right, argument)),
            Product p => new Operation(OperationKind.Product, Add(p.Left, argument), Add(p.Right, argument)),
            Quotient q => new Operation(OperationKind.Quotient, Add(q.Left, argument), Add(q.Right, argument)),
            IntegerPower p => new Operation(OperationKind.Power, Add(p.Operand, argument), p.Exponent),
            Function { Kind: not FunctionKind.Sinc } f => new Operation(
                OperationKind.Function,
                Add(f.Operand, argument),
                0,
                0,
                f.Kind
            ),
            _ => throw new ArgumentException(
                $"{argument} holds {expression}, expected coordinates, numbers, + - * / ^ and elementary functions",
                argument
            ),
        };
        operations.Add(operation);
        places.Add(expression, operations.Count - 1);
        return operations.Count - 1;
    }

    private static (double First, double Second) Derivatives(Operation o, double x, double value) =>
        o.Kind == OperationKind.Power
            ? (o.Right * Power(x, o.Right - 1), o.Right * (o.Right - 1.0) * Power(x, o.Right - 2))
            : o.Function switch
            {
                FunctionKind.Sin => (Elementary.Cos(x), -value),
                FunctionKind.Cos => (-Elementary.Sin(x), -value),
                FunctionKind.Exp => (value, value),
                FunctionKind.Log => (1 / x, -1 / (x * x)),
                FunctionKind.Sqrt => (0.5 / value, -0.25 / (value * x)),
                FunctionKind.Tanh => (1 - (value * value), -2 * value * (1 - (value * value))),
                // No derivative at 0.
                _ => (x / value, 0 * (x / value)),
            };

    private static double Function(FunctionKind kind, double x) =>
        kind switch
        {
            FunctionKind.Sin => Elementary.Sin(x),
            FunctionKind.Cos => Elementary.Cos(x),
            FunctionKind.Exp => Elementary.Exp(x),
            FunctionKind.Log => Elementary.Log(x),
            FunctionKind.Sqrt => Math.Sqrt(x),
            FunctionKind.Tanh => Elementary.Tanh(x),
            _ => Math.Abs(x),
        };

    private static double Power(double x, int exponent)
    {
        if (exponent <= 0)
        {
            return 1;
        }
        var half = Power(x, exponent / 2);
        return exponent % 2 == 0 ? half * half : half * half * x;
    }

    // Left is a place, or the number of a variable; Right is a place, or an exponent.
    private readonly record struct Operation(
        OperationKind Kind,
        int Left,
        int Right,
        double Number = 0,
        FunctionKind Function = default
    );
}
