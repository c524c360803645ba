using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Which triangular systems are solved, in this order.</summary>
[Flags]
internal enum TriangularSides
{
    /// <summary>L X = B.</summary>
    Lower = 1,

    /// <summary>Lᵀ X = B.</summary>
    Upper = 2,
    Both = Lower | Upper,
}

/// <summary>Substitution with a triangular matrix; an item is a group of right-hand sides.</summary>
/// <remarks>The order of every sum is fixed by the constants here, never by the number of right-hand sides: one has the bits that
/// it has among many.</remarks>
internal sealed unsafe class TriangularSolve<TLane>(double* scratch) : IWork
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    private const int Group = 48;
    private const int BlockRows = 96;
    private const int Depth = 192;

    /// <summary>L[0, 0], rows <see cref="Size"/> apart.</summary>
    public double* Factor { get; init; }

    public int Size { get; init; }

    /// <summary>[Size, Columns].</summary>
    public double* Values { get; init; }

    public int Columns { get; init; }
    public TriangularSides Sides { get; init; }

    public static int Items(int columns) => (columns + Group - 1) / Group;

    /// <summary>Numbers that <c>scratch</c> holds for every worker: the values and their negatives.</summary>
    public static long Length(int size) => 2L * size * Group;

    public void Run(int item, int worker)
    {
        var first = item * Group;
        var count = Math.Min(Group, Columns - first);
        var width = (count + TLane.Count - 1) / TLane.Count * TLane.Count;
        var values = scratch + worker * (nint)Length(Size);
        var negative = values + (nint)Size * Group;
        BlockCopy.Straight(Values + first, Columns, values, width, Size, count, width, 1);
        if ((Sides & TriangularSides.Lower) != 0)
        {
            for (var top = 0; top < Size; top += BlockRows)
            {
                Down(values, negative, width, top);
            }
        }
        if ((Sides & TriangularSides.Upper) != 0)
        {
            for (var top = (Size - 1) / BlockRows * BlockRows; top >= 0; top -= BlockRows)
            {
                Up(values, negative, width, top);
            }
        }
        BlockCopy.Straight(values, width, Values + first, Columns, Size, count, count, 1);
    }

    private void Down(double* values, double* negative, int width, int top)
    {
        var bottom = Math.Min(top + BlockRows, Size);
        for (var k = 0; k < top; k += Depth)
        {
            Subtract(values, negative, width, top, bottom - top, k, Math.Min(Depth, top - k), false);
        }
        var corner = stackalloc double[16];
        for (var j = top; j < bottom; j += 4)
        {
            var rows = Math.Min(4, bottom - j);
            Subtract(values, negative, width, j, rows, top, j - top, false);
            for (var r = 0; r < rows; r++)
            {
                for (var s = 0; s <= r; s++)
                {
                    var l = Factor[(nint)(j + r) * Size + j + s];
                    corner[4 * r + s] = s < r ? -l : l;
                }
            }
            TriangularRows<TLane>.Solve(corner, 4, values + (nint)j * width, width, rows, width);
            Negate(values, negative, width, j, rows);
        }
    }

    private void Up(double* values, double* negative, int width, int top)
    {
        var bottom = Math.Min(top + BlockRows, Size);
        for (var k = bottom; k < Size; k += Depth)
        {
            Subtract(values, negative, width, top, bottom - top, k, Math.Min(Depth, Size - k), true);
        }
        var corner = stackalloc double[16];
        for (var j = top + (bottom - top - 1) / 4 * 4; j >= top; j -= 4)
        {
            var rows = Math.Min(4, bottom - j);
            Subtract(values, negative, width, j, rows, j + rows, bottom - j - rows, true);
            // Read from the last row up, the block of Lᵀ is a lower triangle.
            var last = j + rows - 1;
            for (var r = 0; r < rows; r++)
            {
                for (var s = 0; s <= r; s++)
                {
                    var l = Factor[(nint)(last - s) * Size + last - r];
                    corner[4 * r + s] = s < r ? -l : l;
                }
            }
            TriangularRows<TLane>.Solve(corner, 4, values + (nint)last * width, -width, rows, width);
            Negate(values, negative, width, j, rows);
        }
    }

    private void Subtract(
        double* values,
        double* negative,
        int width,
        int row,
        int rows,
        int from,
        int depth,
        bool transposed
    ) =>
        MatrixKernel<TLane, double>.Multiply(
            new MatrixProduct<double>
            {
                A = transposed ? Factor + (nint)from * Size + row : Factor + (nint)row * Size + from,
                ARow = transposed ? 1 : Size,
                AColumn = transposed ? Size : 1,
                B = negative + (nint)from * width,
                BRow = width,
                C = values + (nint)row * width,
                CRow = width,
                Rows = rows,
                Columns = width,
                Depth = depth,
                Accumulate = true,
            }
        );

    private static void Negate(double* values, double* negative, int width, int row, int rows) =>
        BlockCopy.Straight(
            values + (nint)row * width,
            width,
            negative + (nint)row * width,
            width,
            rows,
            width,
            width,
            -1
        );
}
