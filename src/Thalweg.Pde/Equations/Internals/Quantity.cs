namespace Thalweg.Pde.Equations;

/// <summary>What a text may stand for: a number, a vector, or a matrix, of expressions.</summary>
/// <param name="Rank">0, 1 or 2.</param>
/// <param name="Rows">1 for a number.</param>
/// <param name="Columns">1 for a number and for a vector.</param>
/// <param name="Entries">[rows · columns], row by row.</param>
internal sealed record Quantity(int Rank, int Rows, int Columns, IReadOnlyList<Expression> Entries)
{
    public static Quantity Number(Expression value) => new(0, 1, 1, [value]);

    public static Quantity Vector(IReadOnlyList<Expression> entries) => new(1, entries.Count, 1, entries);

    public static Quantity Matrix(int rows, int columns, IReadOnlyList<Expression> entries) =>
        new(2, rows, columns, entries);

    public Expression this[int row, int column] => Entries[row * Columns + column];

    public bool IsNumber => Rank == 0;

    /// <summary>In words, for messages.</summary>
    public string Kind =>
        Rank switch
        {
            0 => "a number",
            1 => $"a vector of {Rows}",
            _ => $"a matrix of {Rows} x {Columns}",
        };

    public bool HasShapeOf(Quantity other) => (Rank, Rows, Columns) == (other.Rank, other.Rows, other.Columns);

    public Quantity With(Func<Expression, Expression> map) => this with { Entries = [.. Entries.Select(map)] };

    public Quantity With(Quantity other, Func<Expression, Expression, Expression> map) =>
        this with
        {
            Entries = [.. Entries.Zip(other.Entries, map)],
        };
}
