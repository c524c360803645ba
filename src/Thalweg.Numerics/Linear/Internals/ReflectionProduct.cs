using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Q = (1 − u₀u₀ᵀ)(1 − u₁u₁ᵀ)… as a matrix, a block I − U T Uᵀ at a time [SchreiberVanLoan1989].</summary>
/// <remarks>Cost: 4/3 n³ multiply-adds.</remarks>
internal sealed unsafe class ReflectionProduct<TLane>(double* reflections, double* product, int n, int stride) : IWork
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    private const int Block = TridiagonalReduction<TLane>.Block;
    private const int Slab = 64;

    // −T, [Block, Block] row by row.
    private readonly double[] triangle = new double[Block * Block];
    private int first;
    private int count;

    public bool IsInterruptible => false;

    /// <summary>Writes Q.</summary>
    /// <param name="reflections">[n, stride]: n − 2 rows are u, zero up to and with entry k of row k.</param>
    /// <param name="product">Q, [n, stride]; zeros.</param>
    public static void Form(
        double* reflections,
        double* product,
        int n,
        int stride,
        WorkerTeam team,
        Action<double> progress
    )
    {
        for (var i = 0; i < n; i++)
        {
            product[((long)i * stride) + i] = 1;
        }
        var work = new ReflectionProduct<TLane>(reflections, product, n, stride);
        for (var begin = (n - 3) / Block * Block; begin >= 0 && n > 2; begin -= Block)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            (work.first, work.count) = (begin, Math.Min(Block, n - 2 - begin));
            work.Combine();
            team.Run((stride - work.Column + Slab - 1) / Slab, work);
            progress(1 - ((double)begin / n));
        }
    }

    private int Column => (first + 1) / 8 * 8;

    private ReadOnlySpan<double> Reflection(int k) => new(reflections + ((long)(first + k) * stride), n);

    // Column j of T is −T Uᵀu_j above the diagonal, 1 on it.
    private void Combine()
    {
        Array.Clear(triangle);
        Span<double> along = stackalloc double[Block];
        for (var j = 0; j < count; j++)
        {
            for (var k = 0; k < j; k++)
            {
                along[k] = Vectors.Dot(Reflection(k), Reflection(j));
            }
            for (var i = 0; i < j; i++)
            {
                var sum = 0.0;
                for (var k = i; k < j; k++)
                {
                    sum = Math.FusedMultiplyAdd(triangle[(i * Block) + k], along[k], sum);
                }
                triangle[(i * Block) + j] = -sum;
            }
            triangle[(j * Block) + j] = -1;
        }
    }

    /// <summary>Some columns of Q ← (I − U T Uᵀ) Q.</summary>
    public void Run(int item, int worker)
    {
        var column = Column + (item * Slab);
        var columns = Math.Min(Slab, stride - column);
        var row = first + 1;
        var u = reflections + ((nint)first * stride) + row;
        var target = product + ((nint)row * stride) + column;
        var along = stackalloc double[Block * Slab];
        var shares = stackalloc double[Block * Slab];
        Multiply(u, stride, 1, target, stride, along, Slab, count, columns, n - row, false);
        fixed (double* t = triangle)
        {
            Multiply(t, Block, 1, along, Slab, shares, Slab, count, columns, count, false);
        }
        Multiply(u, 1, stride, shares, Slab, target, stride, n - row, columns, count, true);
    }

    private static void Multiply(
        double* a,
        nint aRow,
        nint aColumn,
        double* b,
        nint bRow,
        double* c,
        nint cRow,
        int rows,
        int columns,
        int depth,
        bool accumulate
    ) =>
        MatrixKernel<TLane, double>.Multiply(
            new MatrixProduct<double>
            {
                A = a,
                ARow = aRow,
                AColumn = aColumn,
                B = b,
                BRow = bRow,
                C = c,
                CRow = cRow,
                Rows = rows,
                Columns = columns,
                Depth = depth,
                Accumulate = accumulate,
            }
        );
}
