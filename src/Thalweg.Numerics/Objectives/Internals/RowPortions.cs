using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>Products of a matrix with blocks of vectors from its rows, a portion at a time.</summary>
/// <remarks>Bits depend neither on the portions nor on the threads: Mv is a dot product per row, Mᵀw adds the rows in ascending
/// order by fused multiply-adds.</remarks>
internal static class RowPortions
{
    /// <summary>Numbers of a portion: 2 MiB.</summary>
    private const int Portion = 1 << 18;

    // Columns of one item of work.
    private const int Columns = 1024;

    public static void Multiply(
        IMatrixRows matrix,
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    )
    {
        var size = parameters.Length;
        var count = VectorBlock.Count(vectors.Length, size, nameof(vectors));
        VectorBlock.Require(products.Length, count, matrix.RowCount, nameof(products));
        ForEach(
            matrix,
            parameters,
            team,
            (rows, first) =>
                team.Run(rows.Length / size, new Forward(rows, size, first, matrix.RowCount, vectors, products))
        );
    }

    public static void MultiplyTransposed(
        IMatrixRows matrix,
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    )
    {
        var size = parameters.Length;
        var count = VectorBlock.Count(vectors.Length, matrix.RowCount, nameof(vectors));
        VectorBlock.Require(products.Length, count, size, nameof(products));
        products.Span.Clear();
        var parts = (size + Columns - 1) / Columns;
        ForEach(
            matrix,
            parameters,
            team,
            (rows, first) =>
                team.Run(count * parts, new Backward(rows, size, first, matrix.RowCount, parts, vectors, products))
        );
    }

    private static void ForEach(
        IMatrixRows matrix,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team,
        Action<Memory<double>, int> use
    )
    {
        var size = parameters.Length;
        var most = Math.Clamp(Portion / Math.Max(1, size), 1, Math.Max(1, matrix.RowCount));
        var portion = new double[most * size];
        for (var first = 0; first < matrix.RowCount; first += most)
        {
            var count = Math.Min(most, matrix.RowCount - first);
            var rows = portion.AsMemory(0, count * size);
            matrix.Rows(parameters, first, count, rows, team);
            use(rows, first);
        }
    }

    /// <summary>One row with every vector.</summary>
    private sealed class Forward(
        Memory<double> rows,
        int size,
        int first,
        int rowCount,
        ReadOnlyMemory<double> vectors,
        Memory<double> products
    ) : IWork
    {
        public void Run(int item, int worker)
        {
            var row = rows.Span.Slice(item * size, size);
            for (var k = 0; k < vectors.Length / size; k++)
            {
                products.Span[(k * rowCount) + first + item] = Vectors.Dot(row, vectors.Span.Slice(k * size, size));
            }
        }
    }

    /// <summary>A part of the columns of one product.</summary>
    private sealed class Backward(
        Memory<double> rows,
        int size,
        int first,
        int rowCount,
        int parts,
        ReadOnlyMemory<double> vectors,
        Memory<double> products
    ) : IWork
    {
        public void Run(int item, int worker)
        {
            var (k, at) = (item / parts, item % parts * Columns);
            var width = Math.Min(Columns, size - at);
            var target = products.Span.Slice((k * size) + at, width);
            for (var n = 0; n < rows.Length / size; n++)
            {
                var factor = vectors.Span[(k * rowCount) + first + n];
                Vectors.Combine(target, factor, rows.Span.Slice((n * size) + at, width), target);
            }
        }
    }
}
