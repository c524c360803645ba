namespace Thalweg.Pde.Equations;

/// <summary>Expressions with some leaves replaced by others.</summary>
public static class Substitution
{
    /// <summary>The expression at x_k = value.</summary>
    public static Expression At(Expression expression, int axis, double value)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new Replacement(leaf => leaf is Coordinate c && c.Axis == axis ? (Expression)value : null).In(
            expression
        );
    }

    /// <summary>The expression at x + shift.</summary>
    /// <param name="shift">[d].</param>
    public static Expression Shifted(Expression expression, IReadOnlyList<double> shift)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(shift);
        return new Replacement(leaf =>
            leaf is Coordinate c && shift[c.Axis] != 0 ? c + (Expression)shift[c.Axis] : null
        ).In(expression);
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
            leaf is JetEntry entry ? JetOf(entry, fields[entry.Output], dimension) : null
        ).In(expression);
    }

    private static Expression JetOf(JetEntry entry, Expression field, int dimension) =>
        entry.Kind switch
        {
            JetKind.Laplacian => Differentiation.LaplacianOf(field, dimension),
            JetKind.Operator => throw new ArgumentException(
                $"got {entry}, expected derivatives as they are written",
                nameof(entry)
            ),
            _ => entry.Axes.ToArray().Aggregate(field, Differentiation.AlongAxis),
        };
}
