using System.Runtime.Intrinsics;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// min ‖A x − b‖² + μ‖x − p‖² for a matrix A and many μ, b and p, by orthogonal transformations: A = QR once, then
/// [R; √μ I] = Q̂R̂ for every μ.
/// </summary>
/// <remarks>
/// <para>The normal equations square the singular values of A and lose those below √ε of the largest; here they count down to
/// ε of it, and a smaller μ means something.</para>
/// <para>The bits are the same for every number of threads and width of registers: every number is a chain of fused multiply-adds in
/// a fixed order.</para>
/// <para>Cost: 2 rows · columns² − (2/3) columns³ operations for A, (2/3) columns³ for every μ, 4 rows · columns for every
/// solution. Memory: A and twice the triangle of R, in columns padded to a multiple of 48. A matrix with fewer rows than columns
/// takes what a square one does.</para>
/// <para>Source: [GolubVanLoan2013, §5.2, §6.1.4]; backward error [Higham2002, Theorem 19.4].</para>
/// </remarks>
public abstract class DampedLeastSquares
{
    /// <summary>Columns of a block.</summary>
    internal const int Edge = 48;

    private protected DampedLeastSquares(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Rows of A.</summary>
    public int Rows { get; }

    /// <summary>Columns of A.</summary>
    public int Columns { get; }

    /// <summary>max_j Σ_n A[n, j]², after <see cref="Factorize"/>.</summary>
    public abstract double LargestColumn { get; }

    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <exception cref="ArgumentException">A has no rows or no columns.</exception>
    public static DampedLeastSquares Create(int rows, int columns) =>
        Vector512.IsHardwareAccelerated ? Create<LaneF64>(rows, columns) : Create<LaneF64x4>(rows, columns);

    /// <summary>Numbers of eight bytes that one keeps.</summary>
    /// <param name="rows">Rows of A.</param>
    /// <param name="columns">Columns of A.</param>
    public static double NumbersOf(long rows, int columns)
    {
        var blocks = BlocksOf(columns);
        var height = Math.Max(rows, blocks * Edge);
        // A; two triangles of blocks with what they pivot on; twice two squares of reflections; two sides; and what aligns each.
        return (height * blocks * Edge)
            + (((blocks * blocks) + (6.0 * blocks)) * Edge * Edge)
            + height
            + ((blocks + 1.0) * Edge)
            + (8.0 * ((7.0 * blocks) + 2.0));
    }

    /// <summary>Those of its longest array.</summary>
    /// <param name="rows">Rows of A.</param>
    /// <param name="columns">Columns of A.</param>
    public static double LongestOf(long rows, int columns) =>
        (Math.Max(rows, (BlocksOf(columns) + 1.0) * Edge) * Edge) + 8.0;

    private static double BlocksOf(int columns) => Math.Ceiling(columns / (double)Edge);

    /// <summary>Takes rows of A; all of them must come before <see cref="Factorize"/>.</summary>
    /// <param name="matrix">[count, Columns] row by row.</param>
    /// <param name="first">Their place among the rows of A.</param>
    /// <param name="team">Threads.</param>
    public abstract void Load(ReadOnlySpan<double> matrix, int first, WorkerTeam team);

    /// <summary>A = QR.</summary>
    public abstract void Factorize(WorkerTeam team);

    /// <summary>Sets μ for the solutions to come, after <see cref="Factorize"/>.</summary>
    /// <param name="damping">μ ≥ 0.</param>
    /// <param name="team">Threads.</param>
    /// <returns>False where the columns are dependent to the last bit or not finite: no solution.</returns>
    public abstract bool Damp(double damping, WorkerTeam team);

    /// <summary>x, after <see cref="Damp"/> has succeeded.</summary>
    /// <param name="target">b, [Rows].</param>
    /// <param name="pull">p, [Columns], or empty for 0.</param>
    /// <param name="solution">x, [Columns], written.</param>
    public abstract void Solve(ReadOnlySpan<double> target, ReadOnlySpan<double> pull, Span<double> solution);

    /// <summary>x = (AᵀA + μI)⁻¹ b from R̂ alone, after <see cref="Damp"/> has succeeded: for a b that is no Aᵀ times a target.
    /// Cost: 2 columns² operations.</summary>
    /// <param name="vector">b, [Columns].</param>
    /// <param name="solution">x, [Columns], written.</param>
    public abstract void SolveNormal(ReadOnlySpan<double> vector, Span<double> solution);

    /// <summary>‖R̂x‖² = ‖Ax‖² + μ‖x‖², after <see cref="Damp"/> has succeeded. Cost: columns² operations.</summary>
    /// <param name="vector">x, [Columns].</param>
    public abstract double SquaredNorm(ReadOnlySpan<double> vector);

    internal static DampedLeastSquares Create<TLane>(int rows, int columns)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        if (columns < 1 || rows < 1)
        {
            throw new ArgumentException(
                $"got {rows} rows and {columns} columns, expected at least one of each: give a matrix",
                nameof(rows)
            );
        }
        return new DampedLeastSquares<TLane>(rows, columns);
    }
}
