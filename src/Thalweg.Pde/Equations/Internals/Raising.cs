namespace Thalweg.Pde.Equations;

/// <summary>One more derivative of a jet entry.</summary>
internal static class Raising
{
    /// <exception cref="ArgumentException">The entry is no derivative along coordinates, or the order is too high.</exception>
    public static JetEntry Of(JetEntry entry, int axis, bool isTime) =>
        entry.Kind is JetKind.Laplacian or JetKind.Operator
            ? throw new ArgumentException($"got {entry}, expected derivatives along coordinates", nameof(entry))
            : new JetEntry(entry.Output, [.. entry.Axes, axis], isTime ? axis : entry.TimeAxis);

    /// <summary>The expression with every Laplacian written as a sum of second derivatives.</summary>
    public static Expression Written(Expression expression, int dimension) =>
        Differentiation.Entries(expression).Any(e => e.Kind == JetKind.Laplacian)
            ? new Replacement(leaf =>
                leaf is JetEntry { Kind: JetKind.Laplacian } entry
                    ? Calculus.SumOver(dimension, k => new JetEntry(entry.Output, JetKind.Second, k))
                    : null
            ).In(expression)
            : expression;
}
