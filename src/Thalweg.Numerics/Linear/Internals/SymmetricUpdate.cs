using System.Runtime.Intrinsics.X86;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// C = start + F Gᵀ on and below the diagonal, where G is a multiple of F; an item is a tile of C.
/// </summary>
/// <remarks>Blocks that the diagonal crosses go through scratch memory: nothing above the diagonal is written, and no panel
/// reaches past the last column.</remarks>
internal sealed unsafe class SymmetricUpdate<TLane>(PackedFactor<TLane> factor, double* diagonals) : IWork
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>C[0, 0].</summary>
    public double* Target { get; set; }

    public nint TargetRow { get; init; }

    /// <summary>Rows and columns of C.</summary>
    public int Size { get; set; }

    public int Depth { get; set; }
    public bool Accumulate { get; set; }

    /// <summary>Numbers that <c>diagonals</c> holds for every worker.</summary>
    public static int DiagonalLength => PackedFactor<TLane>.PanelWidth * PackedFactor<TLane>.PanelWidth;

    public void Run(int item, int worker)
    {
        var (row, column) = LowerTiles.Place(item);
        var width = PackedFactor<TLane>.PanelWidth;
        var end = Math.Min((row + 1) * LowerTiles.Edge, Size);
        var lastColumn = Math.Min((column + 1) * LowerTiles.Edge, Size);
        for (var c = column * LowerTiles.Edge; c < lastColumn; c += width)
        {
            var first = row * LowerTiles.Edge;
            if (row == column)
            {
                first = Math.Min(c + width, end);
                Diagonal(c, first - c, diagonals + worker * DiagonalLength);
            }
            if (first < end)
            {
                var next = row == column ? first + width : first;
                if (Accumulate && c + width < lastColumn)
                {
                    Fetch(next, end, c + width);
                }
                Multiply(first, end - first, c, Target + first * TargetRow + c, TargetRow, Accumulate);
            }
        }
    }

    // The columns of C that come next: too far apart for the machine to foresee them.
    private void Fetch(int first, int end, int column)
    {
        if (!Sse.IsSupported)
        {
            return;
        }
        var target = Target + first * TargetRow + column;
        for (var row = first; row < end; row++, target += TargetRow)
        {
            for (var c = 0; c < PackedFactor<TLane>.PanelWidth; c += 8)
            {
                Sse.Prefetch1(target + c);
            }
        }
    }

    private void Diagonal(int at, int rows, double* block)
    {
        var width = PackedFactor<TLane>.PanelWidth;
        var target = Target + at * (TargetRow + 1);
        if (Accumulate)
        {
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < rows; c += TLane.Count)
                {
                    // What lies above the diagonal comes along and is dropped.
                    if (at + c + TLane.Count <= Size)
                    {
                        TLane.Load(target + r * TargetRow + c).Store(block + r * width + c);
                    }
                    else
                    {
                        new Span<double>(target + r * TargetRow + c, Size - at - c).CopyTo(
                            new(block + r * width + c, TLane.Count)
                        );
                    }
                }
            }
        }
        Multiply(at, rows, at, block, width, Accumulate);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c <= r; c++)
            {
                target[r * TargetRow + c] = block[r * width + c];
            }
        }
    }

    private void Multiply(int row, int rows, int column, double* target, nint targetRow, bool accumulate) =>
        MatrixKernel<TLane, double>.Multiply(
            new MatrixProduct<double>
            {
                A = factor.Row(row),
                ARow = PackedFactor<TLane>.MaximumDepth,
                AColumn = 1,
                B = factor.Panel(column),
                BRow = PackedFactor<TLane>.PanelWidth,
                C = target,
                CRow = targetRow,
                Rows = rows,
                Columns = PackedFactor<TLane>.PanelWidth,
                Depth = Depth,
                Accumulate = accumulate,
            }
        );
}
