namespace Thalweg.Pde.Equations;

/// <summary>Expressions with some leaves replaced by others.</summary>
public static class Substitution
{
    /// <summary>The expression at x_k = value.</summary>
    public static Expression At(Expression expression, int axis, double value)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new Replacement(leaf => leaf is Coordinate c && c.Axis == axis ? value : leaf).Of(expression);
    }

    /// <summary>The expression with fields in the place of the unknowns, and their derivatives in that of the derivatives.</summary>
    /// <param name="fields">Of the coordinates, one for each component of u.</param>
    /// <param name="dimension">Coordinates, the time among them.</param>
    /// <exception cref="ArgumentException">A field has a part without a rule for its derivative.</exception>
    public static Expression Of(Expression expression, IReadOnlyList<Expression> fields, int dimension)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(fields);
        return new Replacement(leaf =>
            leaf is JetEntry entry ? JetOf(entry, fields[entry.Output], dimension) : leaf
        ).Of(expression);
    }

    private static Expression JetOf(JetEntry entry, Expression field, int dimension) =>
        entry.Kind switch
        {
            JetKind.Value => field,
            JetKind.First => Differentiation.AlongAxis(field, entry.Axis),
            JetKind.Second => Differentiation.AlongAxis(Differentiation.AlongAxis(field, entry.Axis), entry.Axis),
            JetKind.Laplacian => Differentiation.LaplacianOf(field, dimension),
            _ => throw new ArgumentException($"got {entry}, expected derivatives as they are written", nameof(entry)),
        };

    private sealed class Replacement(Func<Expression, Expression> ofLeaf)
    {
        private readonly Dictionary<Expression, Expression> known = new(ReferenceEqualityComparer.Instance);

        public Expression Of(Expression e)
        {
            if (!known.TryGetValue(e, out var result))
            {
                result = e switch
                {
                    Sum s => Of(s.Left) + Of(s.Right),
                    Product p => Of(p.Left) * Of(p.Right),
                    Quotient q => Of(q.Left) / Of(q.Right),
                    IntegerPower p => Of(p.Operand).Power(p.Exponent),
                    Function f => new Function(f.Kind, Of(f.Operand)),
                    Selection s => Calculus.Where(Of(s.Condition), Of(s.Positive), Of(s.Otherwise)),
                    _ => ofLeaf(e),
                };
                known.Add(e, result);
            }
            return result;
        }
    }
}
