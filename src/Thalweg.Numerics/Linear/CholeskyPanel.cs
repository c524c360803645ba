using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// The rows of L below a diagonal block, X L₁₁ᵀ = A₂₁ solved in place and packed for the update that follows; an item is a tile
/// of rows.
/// </summary>
internal sealed unsafe class CholeskyPanel<TLane>(
    CholeskyDiagonal<TLane> diagonal,
    PackedFactor<TLane> factor,
    double* tiles
) : IWork
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    private const int TileRow = LowerTiles.Edge + 8;

    /// <summary>Numbers that <c>tiles</c> holds for every worker.</summary>
    public static int TileLength => CholeskyDiagonal<TLane>.Edge * TileRow;

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
        var rows = Math.Min(LowerTiles.Edge, Size - first);
        var width = PackedFactor<TLane>.PanelWidth;
        var columns = (rows + width - 1) / width * width;
        var tile = tiles + worker * TileLength;
        var target = Target + first * TargetRow;
        // Transposed, the rows of A₂₁ lie side by side in the lanes.
        BlockCopy.Transposed(target, TargetRow, tile, TileRow, rows, Depth, 1);
        for (var k = 0; rows < columns && k < Depth; k++)
        {
            new Span<double>(tile + k * TileRow + rows, columns - rows).Clear();
        }
        Solve(tile, columns);
        for (var c = 0; c < columns; c += width)
        {
            BlockCopy.Straight(tile + c, TileRow, factor.Panel(first + c), width, Depth, width, width, 1);
        }
        // The update subtracts: its left operand is −L.
        var negative = factor.Row(first);
        BlockCopy.Transposed(tile, TileRow, negative, PackedFactor<TLane>.MaximumDepth, Depth, rows, -1);
        BlockCopy.Straight(negative, PackedFactor<TLane>.MaximumDepth, target, TargetRow, rows, Depth, Depth, -1);
    }

    private void Solve(double* tile, int columns)
    {
        for (var j = 0; j < Depth; j += TriangularRows<TLane>.Count)
        {
            var rows = Math.Min(TriangularRows<TLane>.Count, Depth - j);
            var corner = diagonal.Factor + j * CholeskyDiagonal<TLane>.Edge;
            MatrixKernel<TLane, double>.Multiply(
                new MatrixProduct<double>
                {
                    A = corner,
                    ARow = CholeskyDiagonal<TLane>.Edge,
                    AColumn = 1,
                    B = tile,
                    BRow = TileRow,
                    C = tile + j * TileRow,
                    CRow = TileRow,
                    Rows = rows,
                    Columns = columns,
                    Depth = j,
                    Accumulate = true,
                }
            );
            TriangularRows<TLane>.Solve(
                corner + j,
                CholeskyDiagonal<TLane>.Edge,
                tile + j * TileRow,
                TileRow,
                rows,
                columns
            );
        }
    }
}
