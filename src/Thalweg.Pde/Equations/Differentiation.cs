namespace Thalweg.Pde.Equations;

/// <summary>Symbolic derivatives of expressions. Coordinates and jet entries are independent variables.</summary>
public static class Differentiation
{
    /// <summary>∂e/∂x_k with the jet entries held.</summary>
    /// <exception cref="ArgumentException">The expression holds a <see cref="CoordinateFunction"/> without derivatives.</exception>
    public static Expression AlongAxis(Expression expression, int axis)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new Rule(
            leaf => leaf is Coordinate c && c.Axis == axis,
            function =>
                function.Slope?.Invoke(axis)
                ?? throw new ArgumentException(
                    $"got {function} along x[{axis}], for which there is no rule, expected elementary functions: "
                        + "write the expression with them, or give the derivative as a coordinate function of its own",
                    nameof(expression)
                )
        ).Of(expression);
    }

    /// <summary>∂e/∂(jet entry) with the coordinates and the other entries held.</summary>
    public static Expression ByEntry(Expression expression, JetEntry entry)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(entry);
        return new Rule(leaf => leaf is JetEntry j && j.Identity == entry.Identity, _ => 0.0).Of(expression);
    }

    /// <summary>Σ_k ∂²e/∂x_k².</summary>
    public static Expression LaplacianOf(Expression expression, int dimension)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Calculus.SumOver(dimension, k => AlongAxis(AlongAxis(expression, k), k));
    }

    /// <summary>The distinct jet entries of an expression, in a fixed order.</summary>
    public static IReadOnlyList<JetEntry> Entries(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var found = new SortedDictionary<(int, JetKind, int, string), JetEntry>();
        var pending = new Stack<Expression>([expression]);
        while (pending.TryPop(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }
            if (node is JetEntry entry)
            {
                found.TryAdd(entry.Identity, entry);
            }
            foreach (var child in Children(node))
            {
                pending.Push(child);
            }
        }
        return [.. found.Values];
    }

    /// <summary>The highest derivative of u in an expression.</summary>
    public static int Order(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Entries(expression).Select(entry => entry.Order).DefaultIfEmpty(0).Max();
    }

    internal static IEnumerable<Expression> Children(Expression node) =>
        node switch
        {
            Sum s => [s.Left, s.Right],
            Product p => [p.Left, p.Right],
            Quotient q => [q.Left, q.Right],
            IntegerPower p => [p.Operand],
            Function f => [f.Operand],
            Selection s => [s.Condition, s.Positive, s.Otherwise],
            _ => [],
        };

    private sealed class Rule(Func<Expression, bool> isVariable, Func<CoordinateFunction, Expression> ofFunction)
    {
        private readonly Dictionary<Expression, Expression> known = new(ReferenceEqualityComparer.Instance);

        public Expression Of(Expression e)
        {
            if (!known.TryGetValue(e, out var derivative))
            {
                derivative = Derive(e);
                known.Add(e, derivative);
            }
            return derivative;
        }

        private Expression Derive(Expression e) =>
            e switch
            {
                Constant => 0.0,
                Coordinate or JetEntry => isVariable(e) ? 1.0 : 0.0,
                Multiplier => 0.0,
                CoordinateFunction f => ofFunction(f),
                Sum s => Of(s.Left) + Of(s.Right),
                Product p => Of(p.Left) * p.Right + p.Left * Of(p.Right),
                Quotient q => Of(q.Left) / q.Right - (q.Left * Of(q.Right)) / q.Right.Power(2),
                IntegerPower p => (double)p.Exponent * p.Operand.Power(p.Exponent - 1) * Of(p.Operand),
                Function f => Outer(f) * Of(f.Operand),
                Selection s => Calculus.Where(s.Condition, Of(s.Positive), Of(s.Otherwise)),
                _ => throw new ArgumentException($"{e.GetType().Name} has no derivative rule", nameof(e)),
            };

        private static Expression Outer(Function f) =>
            f.Kind switch
            {
                FunctionKind.Sin => Calculus.Cos(f.Operand),
                FunctionKind.Cos => -Calculus.Sin(f.Operand),
                FunctionKind.Exp => f,
                FunctionKind.Log => 1.0 / f.Operand,
                FunctionKind.Sqrt => 0.5 / f,
                FunctionKind.Tanh => 1.0 - f.Power(2),
                // 0/0 at the origin: give the gradient of such a solution in closed form where the domain contains it.
                FunctionKind.Sinc => (Calculus.Cos(f.Operand) - f) / f.Operand,
                FunctionKind.Abs => f.Operand / f,
                _ => throw new ArgumentException($"{f.Kind} has no derivative rule", nameof(f)),
            };
    }
}
