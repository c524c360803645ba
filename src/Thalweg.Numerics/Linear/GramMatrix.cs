using System.Runtime.Intrinsics;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// Products of a matrix with its own transpose, the lower triangle: XᵀX for the normal equations of many residuals and few
/// parameters, XXᵀ for few residuals and many parameters.
/// </summary>
/// <remarks>
/// <para>Every entry is one chain of fused multiply-adds in ascending order of the summed index, so its bits depend neither on
/// threads, registers and blocks, nor on whether the rows of X come at once or in portions that accumulate.</para>
/// <para>Cost: rows · columns · (edge + 1) floating-point operations, half of a general product. Scratch memory from the shared
/// pool: 3 KiB for every row of the result.</para>
/// <para>Source: blocked as in [Goto2008]; rounding as in [GolubVanLoan2013, §2.7].</para>
/// </remarks>
public static unsafe class GramMatrix
{
    /// <summary>C[i, j] = start + scale · Σ_n X[n, i] X[n, j] for j ≤ i.</summary>
    /// <param name="matrix">X, [rows, columns] row by row.</param>
    /// <param name="target">C, [columns, columns] row by row; what lies above the diagonal is neither read nor written.</param>
    /// <param name="team">Threads.</param>
    /// <param name="scale">Multiplies the second factor of every product before it is summed: exact for powers of two.</param>
    /// <param name="accumulate">True: the sums start from what C holds; false: from zero.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape.</exception>
    public static void OfColumns(
        ReadOnlySpan<double> matrix,
        int rows,
        int columns,
        Span<double> target,
        WorkerTeam team,
        double scale = 1,
        bool accumulate = false
    )
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Product<LaneF64>(matrix, rows, columns, true, target, team, scale, accumulate);
        }
        else
        {
            Product<LaneF64x4>(matrix, rows, columns, true, target, team, scale, accumulate);
        }
    }

    /// <summary>C[i, j] = start + scale · Σ_n X[i, n] X[j, n] for j ≤ i.</summary>
    /// <param name="matrix">X, [rows, columns] row by row.</param>
    /// <param name="target">C, [rows, rows] row by row; what lies above the diagonal is neither read nor written.</param>
    /// <param name="team">Threads.</param>
    /// <param name="scale">Multiplies the second factor of every product before it is summed: exact for powers of two.</param>
    /// <param name="accumulate">True: the sums start from what C holds; false: from zero.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape.</exception>
    public static void OfRows(
        ReadOnlySpan<double> matrix,
        int rows,
        int columns,
        Span<double> target,
        WorkerTeam team,
        double scale = 1,
        bool accumulate = false
    )
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Product<LaneF64>(matrix, rows, columns, false, target, team, scale, accumulate);
        }
        else
        {
            Product<LaneF64x4>(matrix, rows, columns, false, target, team, scale, accumulate);
        }
    }

    /// <summary>Copies the lower triangle onto the upper one.</summary>
    /// <param name="matrix">[size, size] row by row.</param>
    /// <param name="size">Rows and columns.</param>
    /// <exception cref="ArgumentException">The length is not size².</exception>
    public static void Mirror(Span<double> matrix, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        MatrixShape.Require(matrix.Length, size, size, nameof(matrix));
        // Squares whose rows and columns both fit the first-level cache.
        const int edge = 16;
        for (var top = 0; top < size; top += edge)
        {
            for (var left = 0; left <= top; left += edge)
            {
                var bottom = Math.Min(top + edge, size);
                for (var row = top; row < bottom; row++)
                {
                    var right = Math.Min(left + edge, row);
                    for (var column = left; column < right; column++)
                    {
                        matrix[column * size + row] = matrix[row * size + column];
                    }
                }
            }
        }
    }

    internal static void Product<TLane>(
        ReadOnlySpan<double> matrix,
        int rows,
        int columns,
        bool ofColumns,
        Span<double> target,
        WorkerTeam team,
        double scale,
        bool accumulate
    )
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        var size = ofColumns ? columns : rows;
        var depth = ofColumns ? rows : columns;
        MatrixShape.Require(matrix.Length, rows, columns, nameof(matrix));
        MatrixShape.Require(target.Length, size, size, nameof(target));
        var length = PackedFactor<TLane>.Length(size);
        using var scratch = new Scratch(length + team.Threads * SymmetricUpdate<TLane>.DiagonalLength);
        var factor = new PackedFactor<TLane>(scratch.Start, size);
        fixed (
            double* source = matrix,
                result = target
        )
        {
            var packing = new Packing<TLane>(factor)
            {
                Source = source,
                SourceRow = columns,
                Size = size,
                OfColumns = ofColumns,
                Scale = scale,
            };
            var update = new SymmetricUpdate<TLane>(factor, scratch.Start + length)
            {
                Target = result,
                TargetRow = size,
                Size = size,
                Accumulate = accumulate,
            };
            var at = 0;
            // At least once, so that an empty sum writes zeros.
            do
            {
                packing.First = at;
                packing.Depth = update.Depth = Math.Min(PackedFactor<TLane>.MaximumDepth, depth - at);
                team.Run(LowerTiles.Along(size), packing);
                team.Run(LowerTiles.Count(size), update);
                update.Accumulate = true;
                at += PackedFactor<TLane>.MaximumDepth;
            } while (at < depth);
        }
    }

    private sealed class Packing<TLane>(PackedFactor<TLane> factor) : IWork
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        public double* Source { get; init; }
        public nint SourceRow { get; init; }
        public int Size { get; init; }
        public bool OfColumns { get; init; }
        public double Scale { get; init; }

        /// <summary>The first summed index of the block.</summary>
        public int First { get; set; }

        public int Depth { get; set; }

        public void Run(int item, int worker)
        {
            var first = item * LowerTiles.Edge;
            var end = Math.Min(first + LowerTiles.Edge, Size);
            if (OfColumns)
            {
                Columns(first, end);
            }
            else
            {
                Rows(first, end);
            }
        }

        private void Columns(int first, int end)
        {
            var width = PackedFactor<TLane>.PanelWidth;
            var source = Source + First * SourceRow;
            for (var c = first; c < end; c += width)
            {
                var count = Math.Min(width, end - c);
                BlockCopy.Straight(source + c, SourceRow, factor.Panel(c), width, Depth, count, width, Scale);
                BlockCopy.Transposed(
                    source + c,
                    SourceRow,
                    factor.Row(c),
                    PackedFactor<TLane>.MaximumDepth,
                    Depth,
                    count,
                    1
                );
            }
        }

        private void Rows(int first, int end)
        {
            var width = PackedFactor<TLane>.PanelWidth;
            for (var c = first; c < end; c += width)
            {
                var count = Math.Min(width, end - c);
                var source = Source + c * SourceRow + First;
                var panel = factor.Panel(c);
                BlockCopy.Transposed(source, SourceRow, panel, width, count, Depth, Scale);
                for (var k = 0; count < width && k < Depth; k++)
                {
                    new Span<double>(panel + k * width + count, width - count).Clear();
                }
                BlockCopy.Straight(
                    source,
                    SourceRow,
                    factor.Row(c),
                    PackedFactor<TLane>.MaximumDepth,
                    count,
                    Depth,
                    Depth,
                    1
                );
            }
        }
    }
}
