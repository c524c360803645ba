using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>The entries of A in chosen rows and columns, such as the Hessian in the parameters that are not frozen.</summary>
/// <remarks>Cost: a product of A, with zeros in the columns left out; [K, Rows + Columns of A] of memory, kept.</remarks>
public sealed class SubmatrixOperator : ILinearOperator
{
    private readonly ILinearOperator inner;
    private readonly int[] rows;
    private readonly int[] columns;
    private double[] spread = [];
    private double[] whole = [];

    /// <param name="rows">Rows of A in the order wanted, each at most once.</param>
    /// <param name="columns">Columns of A in the order wanted, each at most once.</param>
    /// <exception cref="ArgumentException">There is none, one is given twice, or A has no such row or column.</exception>
    public SubmatrixOperator(ILinearOperator inner, IReadOnlyList<int> rows, IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        this.inner = inner;
        this.rows = Chosen(rows, inner.Rows, "row", nameof(rows));
        this.columns = Chosen(columns, inner.Columns, "column", nameof(columns));
        IsSymmetric = inner.IsSymmetric && this.rows.AsSpan().SequenceEqual(this.columns);
    }

    public int Rows => rows.Length;

    public int Columns => columns.Length;

    /// <summary>True where A is symmetric and the same rows and columns are chosen in the same order.</summary>
    public bool IsSymmetric { get; }

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows);
        var (from, to) = Blocks(count * inner.Columns, count * inner.Rows);
        Spread(vectors.Span, columns, from.Span, inner.Columns);
        inner.Apply(from, to, team);
        Gather(to.Span, inner.Rows, rows, products.Span);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = OperatorShape.BlockOf(vectors.Length, Rows, products.Length, Columns);
        var (from, to) = Blocks(count * inner.Rows, count * inner.Columns);
        Spread(vectors.Span, rows, from.Span, inner.Rows);
        inner.ApplyTransposed(from, to, team);
        Gather(to.Span, inner.Columns, columns, products.Span);
    }

    private (Memory<double> From, Memory<double> To) Blocks(int from, int to)
    {
        if (spread.Length < from)
        {
            spread = new double[from];
        }
        if (whole.Length < to)
        {
            whole = new double[to];
        }
        return (spread.AsMemory(0, from), whole.AsMemory(0, to));
    }

    private static void Spread(ReadOnlySpan<double> block, int[] places, Span<double> target, int width)
    {
        target.Clear();
        for (var i = 0; i < block.Length; i++)
        {
            target[(i / places.Length * width) + places[i % places.Length]] = block[i];
        }
    }

    private static void Gather(ReadOnlySpan<double> block, int width, int[] places, Span<double> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = block[(i / places.Length * width) + places[i % places.Length]];
        }
    }

    private static int[] Chosen(IReadOnlyList<int> chosen, int count, string what, string argument)
    {
        if (chosen.Count == 0)
        {
            throw new ArgumentException($"{argument} is empty, expected one {what} or more", argument);
        }
        var seen = new bool[count];
        foreach (var index in chosen)
        {
            if (index < 0 || index >= count)
            {
                throw new ArgumentException(
                    $"{argument} names {what} {index}, expected one from 0 to {count - 1}",
                    argument
                );
            }
            if (seen[index])
            {
                throw new ArgumentException($"{argument} names {what} {index} twice: name each once", argument);
            }
            seen[index] = true;
        }
        return [.. chosen];
    }
}
