using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// The rows of L below a diagonal block, X L₁₁ᵀ = A₂₁ solved in place and packed for the update that follows; an item is a tile
/// of rows.
/// </summary>
internal sealed unsafe class CholeskyPanel<TLane>(CholeskyDiagonal<TLane> diagonal, PackedFactor<TLane> factor) : IWork
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    // While one panel waits for its divisions, the other multiplies.
    private const int PanelsAtOnce = 2;

    /// <summary>A₂₁[0, 0].</summary>
    public double* Target { get; set; }

    public nint TargetRow { get; init; }

    /// <summary>Rows of A₂₁.</summary>
    public int Size { get; set; }

    /// <summary>Columns of A₂₁.</summary>
    public int Depth { get; set; }

    public void Run(int item, int worker)
    {
        var first = item * LowerTiles.Edge;
        var end = Math.Min(first + LowerTiles.Edge, Size);
        var width = PackedFactor<TLane>.PanelWidth;
        for (var row = first; row < end; row += PanelsAtOnce * width)
        {
            var last = Math.Min(row + PanelsAtOnce * width, end);
            for (var r = row; r < last; r += width)
            {
                Load(r, Math.Min(width, last - r));
            }
            Solve(row, last);
        }
        var target = Target + first * TargetRow;
        for (var row = first; row < end; row += width, target += width * TargetRow)
        {
            var rows = Math.Min(width, end - row);
            // The update subtracts: its left operand is −L.
            var negative = factor.Row(row);
            BlockCopy.Transposed(factor.Panel(row), width, negative, PackedFactor<TLane>.MaximumDepth, Depth, rows, -1);
            BlockCopy.Straight(negative, PackedFactor<TLane>.MaximumDepth, target, TargetRow, rows, Depth, Depth, -1);
        }
    }

    // Transposed, the rows of A₂₁ lie side by side in the lanes.
    private void Load(int row, int rows)
    {
        var width = PackedFactor<TLane>.PanelWidth;
        var panel = factor.Panel(row);
        BlockCopy.Transposed(Target + row * TargetRow, TargetRow, panel, width, rows, Depth, 1);
        for (var k = 0; rows < width && k < Depth; k++)
        {
            new Span<double>(panel + k * width + rows, width - rows).Clear();
        }
    }

    private void Solve(int first, int end)
    {
        var width = PackedFactor<TLane>.PanelWidth;
        for (var j = 0; j < Depth; j += TriangularRows<TLane>.Count)
        {
            var rows = Math.Min(TriangularRows<TLane>.Count, Depth - j);
            var corner = diagonal.Factor + j * CholeskyDiagonal<TLane>.MaximumEdge;
            for (var row = first; row < end; row += width)
            {
                var panel = factor.Panel(row);
                MatrixKernel<TLane, double>.Multiply(
                    new MatrixProduct<double>
                    {
                        A = corner,
                        ARow = CholeskyDiagonal<TLane>.MaximumEdge,
                        AColumn = 1,
                        B = panel,
                        BRow = width,
                        C = panel + j * width,
                        CRow = width,
                        Rows = rows,
                        Columns = width,
                        Depth = j,
                        Accumulate = true,
                    }
                );
                TriangularRows<TLane>.Solve(
                    corner + j,
                    CholeskyDiagonal<TLane>.MaximumEdge,
                    panel + j * width,
                    width,
                    rows,
                    width
                );
            }
        }
    }
}
