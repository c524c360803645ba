namespace Thalweg.Numerics.Linear.Operators;

/// <summary>Checks shapes of operators and of the blocks given to them.</summary>
internal static class OperatorShape
{
    /// <summary>K of the blocks of a product.</summary>
    public static int BlockOf(int vectors, int from, int products, int to)
    {
        var count = VectorBlock.Count(vectors, from, nameof(vectors));
        VectorBlock.Require(products, count, to, nameof(products));
        return count;
    }

    public static void RequireSquare(ILinearOperator inner, string argument)
    {
        if (inner.Rows != inner.Columns)
        {
            throw new ArgumentException(
                $"{argument} has {inner.Rows} rows and {inner.Columns} columns, expected a square operator: shift AᵀA or AAᵀ instead",
                argument
            );
        }
    }

    public static void RequireEqual(int received, int expected, string what, string argument)
    {
        if (received != expected)
        {
            throw new ArgumentException(
                $"{argument} has {received} {what}, expected {expected}: give operators that fit each other",
                argument
            );
        }
    }
}
