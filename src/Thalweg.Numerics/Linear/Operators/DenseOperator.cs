using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>A matrix in memory.</summary>
/// <remarks>Cost: 2 · Rows · Columns operations per vector.</remarks>
public sealed class DenseOperator : ILinearOperator
{
    // Entries of a product in one item of work.
    private const int Part = 256;

    private readonly double[] matrix;

    /// <param name="matrix">A, [rows, columns] row by row; copied.</param>
    /// <exception cref="ArgumentException">The length is not rows · columns.</exception>
    public DenseOperator(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        MatrixShape.Require(matrix.Length, rows, columns, nameof(matrix));
        this.matrix = matrix.ToArray();
        (Rows, Columns) = (rows, columns);
        IsSymmetric = Mirrors(this.matrix, rows, columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>True where the entries mirror each other to the bit.</summary>
    public bool IsSymmetric { get; }

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows);
        team.Run(count * Parts(Rows), new Forward(this, vectors, products));
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = OperatorShape.BlockOf(vectors.Length, Rows, products.Length, Columns);
        team.Run(count * Parts(Columns), new Backward(this, vectors, products));
    }

    private static int Parts(int length) => (length + Part - 1) / Part;

    private static bool Mirrors(double[] matrix, int rows, int columns)
    {
        if (rows != columns)
        {
            return false;
        }
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!matrix[(i * columns) + j].Equals(matrix[(j * columns) + i]))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private sealed class Forward(DenseOperator owner, ReadOnlyMemory<double> vectors, Memory<double> products) : IWork
    {
        public void Run(int item, int worker)
        {
            var (k, first) = (item / Parts(owner.Rows), item % Parts(owner.Rows) * Part);
            var vector = vectors.Span.Slice(k * owner.Columns, owner.Columns);
            for (var i = first; i < Math.Min(first + Part, owner.Rows); i++)
            {
                products.Span[(k * owner.Rows) + i] = Vectors.Dot(
                    owner.matrix.AsSpan(i * owner.Columns, owner.Columns),
                    vector
                );
            }
        }
    }

    private sealed class Backward(DenseOperator owner, ReadOnlyMemory<double> vectors, Memory<double> products) : IWork
    {
        public void Run(int item, int worker)
        {
            var (k, first) = (item / Parts(owner.Columns), item % Parts(owner.Columns) * Part);
            var width = Math.Min(Part, owner.Columns - first);
            var target = products.Span.Slice((k * owner.Columns) + first, width);
            target.Clear();
            for (var i = 0; i < owner.Rows; i++)
            {
                var row = owner.matrix.AsSpan((i * owner.Columns) + first, width);
                Vectors.Combine(target, vectors.Span[(k * owner.Rows) + i], row, target);
            }
        }
    }
}
