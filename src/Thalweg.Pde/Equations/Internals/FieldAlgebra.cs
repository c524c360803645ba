namespace Thalweg.Pde.Equations;

/// <summary>Products and invariants of vectors and matrices of expressions.</summary>
internal static class FieldAlgebra
{
    /// <summary>Σ a_i b_i of vectors, A b of a matrix and a vector, A : B = Σ A_ij B_ij of matrices.</summary>
    public static Quantity Dot(Quantity a, Quantity b)
    {
        if (a.Rank > 0 && a.HasShapeOf(b))
        {
            return Quantity.Number(Calculus.SumOver(a.Entries.Count, i => Product(a.Entries[i], b.Entries[i])));
        }
        return a.Rank == 2 && b.Rank == 1 && a.Columns == b.Rows
            ? Quantity.Vector([
                .. Enumerable.Range(0, a.Rows).Select(i => Calculus.SumOver(a.Columns, j => a[i, j] * b.Entries[j])),
            ])
            : throw new ArgumentException(
                $"expected two vectors or two matrices of one shape, or a matrix and a vector that fits, found {a.Kind} and {b.Kind}"
            );
    }

    /// <summary>½(A + Aᵀ).</summary>
    public static Quantity Symmetric(Quantity a)
    {
        RequireSquare(a);
        return Quantity.Matrix(
            a.Rows,
            a.Rows,
            [
                .. Enumerable
                    .Range(0, a.Entries.Count)
                    .Select(at => (Row: at / a.Rows, Column: at % a.Rows))
                    .Select(at =>
                        at.Row == at.Column
                            ? a[at.Row, at.Column]
                            : 0.5
                                * (
                                    a[Math.Min(at.Row, at.Column), Math.Max(at.Row, at.Column)]
                                    + a[Math.Max(at.Row, at.Column), Math.Min(at.Row, at.Column)]
                                )
                    ),
            ]
        );
    }

    public static Quantity Transpose(Quantity a) =>
        a.Rank == 2
            ? Quantity.Matrix(
                a.Columns,
                a.Rows,
                [.. Enumerable.Range(0, a.Columns).SelectMany(j => Enumerable.Range(0, a.Rows).Select(i => a[i, j]))]
            )
            : throw new ArgumentException($"expected a matrix, found {a.Kind}");

    public static Quantity Trace(Quantity a)
    {
        RequireSquare(a);
        return Quantity.Number(Calculus.SumOver(a.Rows, i => a[i, i]));
    }

    /// <summary>Of 1 x 1 to 3 x 3.</summary>
    public static Quantity Determinant(Quantity a)
    {
        RequireSquare(a);
        return Quantity.Number(
            a.Rows switch
            {
                1 => a[0, 0],
                2 => Minor(0, 1, 0, 1),
                3 => a[0, 0] * Minor(1, 2, 1, 2) - a[0, 1] * Minor(1, 2, 0, 2) + a[0, 2] * Minor(1, 2, 0, 1),
                _ => throw new ArgumentException($"expected at most 3 rows, found {a.Kind}"),
            }
        );

        Expression Minor(int i, int j, int k, int l) => a[i, k] * a[j, l] - a[i, l] * a[j, k];
    }

    /// <summary>The unit matrix of n rows.</summary>
    public static Quantity Identity(Quantity rows) =>
        rows is { IsNumber: true, Entries: [Constant { Value: 1 or 2 or 3 } n] }
            ? Quantity.Matrix(
                (int)n.Value,
                (int)n.Value,
                [
                    .. Enumerable
                        .Range(0, (int)n.Value * (int)n.Value)
                        .Select(at => (Expression)(at / (int)n.Value == at % (int)n.Value ? 1.0 : 0.0)),
                ]
            )
            : throw new ArgumentException("expected 1, 2 or 3");

    /// <summary>One of two numbers.</summary>
    public static Quantity Chosen(IReadOnlyList<Quantity> two, Func<Expression, Expression, Expression> choose) =>
        two[0].IsNumber && two[1].IsNumber
            ? Quantity.Number(choose(two[0].Entries[0], two[1].Entries[0]))
            : throw new ArgumentException($"expected two numbers, found {two[0].Kind} and {two[1].Kind}");

    // A square is written as one, like those of the built-in energies.
    private static Expression Product(Expression a, Expression b) =>
        ReferenceEquals(a, b) || (a is JetEntry first && b is JetEntry second && first.Identity == second.Identity)
            ? a.Power(2)
            : a * b;

    private static void RequireSquare(Quantity a)
    {
        if (a.Rank != 2 || a.Rows != a.Columns)
        {
            throw new ArgumentException($"expected a square matrix, found {a.Kind}");
        }
    }
}
