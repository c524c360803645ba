using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// A block F[i, k] of Rows × Depth numbers, laid out once for each side of the product F Fᵀ.
/// </summary>
/// <remarks>
/// As the left operand it lies row by row; as the right one, transposed, in panels of as many columns as the kernel's block
/// is wide, so that either side streams through consecutive cache lines. The last panel is padded with zeros.
/// </remarks>
internal readonly unsafe struct PackedFactor<TLane>(double* memory, int capacity)
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>The most numbers k that a block may have: with 12 columns a panel leaves room for its rows in 32 KiB.</summary>
    public const int MaximumDepth = 192;

    private readonly double* memory = memory;
    private readonly int capacity = capacity;

    /// <summary>Columns of a panel.</summary>
    public static int PanelWidth => 3 * TLane.Count;

    /// <summary>Numbers that a factor of up to <paramref name="rows"/> rows needs.</summary>
    public static long Length(int rows) => 2L * Padded(rows) * MaximumDepth;

    /// <summary>F[row, 0]; F[row, k] follows at k, the next row at <see cref="MaximumDepth"/>.</summary>
    public double* Row(int row) => memory + (nint)row * MaximumDepth;

    /// <summary>Fᵀ[0, column] for a column that begins a panel; Fᵀ[k, column] follows at k · <see cref="PanelWidth"/>.</summary>
    public double* Panel(int column) => memory + (nint)(Padded(capacity) + column) * MaximumDepth;

    private static int Padded(int rows) => (rows + 23) / 24 * 24;
}
