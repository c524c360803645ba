using System.Runtime.Intrinsics;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// A = L Lᵀ of a symmetric positive definite matrix, in place, with what one does with L.
/// </summary>
/// <remarks>
/// <para>L[i, j] = (A[i, j] − Σ_k&lt;j L[i, k] L[j, k]) / L[j, j], the sum being one chain of fused multiply-adds in ascending k: the
/// bits are those of the textbook's three loops, for every number of threads and width of registers.</para>
/// <para>Cost: n³/3 floating-point operations, and 2 n² for every right-hand side. Scratch memory from the shared pool: 3 KiB for
/// every row. Backward error: at most (n + 1) ε Σ_k |L[i, k]| |L[j, k]| in an entry, whatever the condition of A.</para>
/// <para>Source: right-looking blocks, [GolubVanLoan2013, §4.2]; error bound [Higham2002, Theorem 10.3].</para>
/// </remarks>
public sealed class CholeskyFactorization
{
    // From here on the rest of the matrix lies in slow memory, and is to be read and written seldom.
    private const int Large = 1500;

    private readonly Memory<double> matrix;

    private CholeskyFactorization(Memory<double> matrix, int size, CholeskyFailure? failure)
    {
        this.matrix = matrix;
        Size = size;
        Failure = failure;
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>Null: L is complete. Otherwise the lower triangle is partly overwritten and serves for nothing.</summary>
    public CholeskyFailure? Failure { get; }

    /// <summary>Factorises a matrix in place.</summary>
    /// <param name="matrix">[size, size] row by row; the lower triangle is read and becomes L, what lies above it is neither read
    /// nor written. It belongs to the factorisation from now on.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="team">Threads.</param>
    /// <returns>A matrix that is not positive definite, or not finite, is a result: see <see cref="Failure"/>.</returns>
    /// <exception cref="ArgumentException">The length is not size².</exception>
    public static CholeskyFactorization InPlace(Memory<double> matrix, int size, WorkerTeam team) =>
        Vector512.IsHardwareAccelerated ? InPlace<LaneF64>(matrix, size, team) : InPlace<LaneF64x4>(matrix, size, team);

    internal static CholeskyFactorization InPlace<TLane>(
        Memory<double> matrix,
        int size,
        WorkerTeam team,
        int large = Large
    )
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        MatrixShape.Require(matrix.Length, size, size, nameof(matrix));
        return new(matrix, size, Factorize<TLane>(matrix.Span, size, team, large));
    }

    /// <summary>X = A⁻¹ B, in place.</summary>
    /// <param name="values">[Size, columns] row by row: B, then X.</param>
    /// <param name="columns">Right-hand sides.</param>
    /// <param name="team">Threads; they share right-hand sides, so few of them keep few threads busy.</param>
    /// <exception cref="InvalidOperationException">The matrix was not positive definite.</exception>
    public void Solve(Span<double> values, int columns, WorkerTeam team)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Solve<LaneF64>(values, columns, TriangularSides.Both, team);
        }
        else
        {
            Solve<LaneF64x4>(values, columns, TriangularSides.Both, team);
        }
    }

    /// <summary>x = A⁻¹ b, in place; the same bits as a column of many.</summary>
    /// <param name="values">[Size]: b, then x.</param>
    /// <exception cref="InvalidOperationException">The matrix was not positive definite.</exception>
    public void Solve(Span<double> values) => Solve(values, 1, WorkerTeam.Sequential);

    /// <summary>X = L⁻¹ B, in place: half of <see cref="Solve(Span{double}, int, WorkerTeam)"/>.</summary>
    /// <param name="values">[Size, columns] row by row: B, then X.</param>
    /// <param name="columns">Right-hand sides.</param>
    /// <param name="team">Threads.</param>
    /// <exception cref="InvalidOperationException">The matrix was not positive definite.</exception>
    public void SolveLower(Span<double> values, int columns, WorkerTeam team)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Solve<LaneF64>(values, columns, TriangularSides.Lower, team);
        }
        else
        {
            Solve<LaneF64x4>(values, columns, TriangularSides.Lower, team);
        }
    }

    /// <summary>X = L⁻ᵀ B, in place: the other half.</summary>
    /// <param name="values">[Size, columns] row by row: B, then X.</param>
    /// <param name="columns">Right-hand sides.</param>
    /// <param name="team">Threads.</param>
    /// <exception cref="InvalidOperationException">The matrix was not positive definite.</exception>
    public void SolveUpper(Span<double> values, int columns, WorkerTeam team)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Solve<LaneF64>(values, columns, TriangularSides.Upper, team);
        }
        else
        {
            Solve<LaneF64x4>(values, columns, TriangularSides.Upper, team);
        }
    }

    /// <summary>log det A = 2 Σ_j log L[j, j].</summary>
    /// <exception cref="InvalidOperationException">The matrix was not positive definite.</exception>
    public double LogDeterminant()
    {
        RequireSuccess();
        var l = matrix.Span;
        var logs = new double[Size];
        for (var j = 0; j < Size; j++)
        {
            logs[j] = Elementary.Log(l[j * (Size + 1)]);
        }
        return 2 * PairwiseSum.Of(logs);
    }

    internal unsafe void Solve<TLane>(Span<double> values, int columns, TriangularSides sides, WorkerTeam team)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        MatrixShape.Require(values.Length, Size, columns, nameof(values));
        RequireSuccess();
        using var scratch = new Scratch((long)team.Threads * TriangularSolve<TLane>.Length(Size));
        fixed (
            double* l = matrix.Span,
                x = values
        )
        {
            var solve = new TriangularSolve<TLane>(scratch.Start)
            {
                Factor = l,
                Size = Size,
                Values = x,
                Columns = columns,
                Sides = sides,
            };
            team.Run(TriangularSolve<TLane>.Items(columns), solve);
        }
    }

    private static unsafe CholeskyFailure? Factorize<TLane>(Span<double> matrix, int size, WorkerTeam team, int large)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        var packed = PackedFactor<TLane>.Length(size);
        var crossings = team.Threads * SymmetricUpdate<TLane>.DiagonalLength;
        using var scratch = new Scratch(packed + crossings + CholeskyDiagonal<TLane>.Length);
        var free = scratch.Start;
        var factor = new PackedFactor<TLane>(free, size);
        free += packed;
        var update = new SymmetricUpdate<TLane>(factor, free) { TargetRow = size, Accumulate = true };
        free += crossings;
        var diagonal = new CholeskyDiagonal<TLane>(free);
        var panel = new CholeskyPanel<TLane>(diagonal, factor) { TargetRow = size };
        fixed (double* a = matrix)
        {
            int edge;
            for (var j = 0; j < size; j += edge)
            {
                // Columns of L that are finished before the rest is updated.
                edge = Math.Min(
                    size - j,
                    size - j > large ? CholeskyDiagonal<TLane>.MaximumEdge : CholeskyDiagonal<TLane>.MaximumEdge / 2
                );
                var corner = a + (nint)j * (size + 1);
                var (pivot, value) = diagonal.Run(corner, size, edge);
                if (pivot >= 0)
                {
                    return new CholeskyFailure(j + pivot, value);
                }
                var rest = size - j - edge;
                panel.Depth = update.Depth = edge;
                panel.Size = update.Size = rest;
                panel.Target = corner + (nint)edge * size;
                update.Target = panel.Target + edge;
                team.Run(LowerTiles.Along(rest), panel);
                team.Run(LowerTiles.Count(rest), update);
            }
        }
        return null;
    }

    private void RequireSuccess()
    {
        if (Failure is { } failure)
        {
            throw new InvalidOperationException(
                $"the matrix is not positive definite ({failure}): look at Failure first, and add to the diagonal before factorising again"
            );
        }
    }
}
