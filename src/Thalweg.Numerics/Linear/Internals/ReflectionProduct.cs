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

    private void Combine()
    {
        Array.Clear(triangle);
        var along = stackalloc double[Block];
        fixed (double* t = triangle)
        {
            for (var j = 0; j < count; j++)
            {
                for (var k = 0; k < j; k++)
                {
                    along[k] = Vectors.Dot(Reflection(k), Reflection(j));
                }
                ReflectionTriangle.Extend(t, Block, j, along, 1, 1.0);
            }
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
        StridedProduct<TLane>.Multiply(u, stride, 1, target, stride, along, Slab, count, columns, n - row, false);
        fixed (double* t = triangle)
        {
            StridedProduct<TLane>.Multiply(t, Block, 1, along, Slab, shares, Slab, count, columns, count, false);
        }
        StridedProduct<TLane>.Multiply(u, 1, stride, shares, Slab, target, stride, n - row, columns, count, true);
    }
}
