using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The blocks of <see cref="MatrixKernel{TLane, TNumber}"/>, on the vector type itself.</summary>
/// <remarks>
/// <para>A block is 4 rows × 3 vectors: twelve chains hide the latency of two multiply-add units, and twelve accumulators, three
/// vectors of B and one number of A fill the sixteen registers of a machine without 512-bit vectors. Column blocks are the outer
/// loop: a panel of B stays in the first-level cache while the rows of A pass.</para>
/// <para>On vectors that are not wrapped in a structure the compiler keeps every accumulator in place: the inner loop is 12
/// multiply-adds, 7 loads and 5 instructions of counting. Through a wrapper it adds 6 register moves, which tell where the core's
/// other hardware thread is busy.</para>
/// </remarks>
internal static unsafe class RegisterBlocks<TVector, TNumber, TOperations>
    where TVector : struct
    where TNumber : unmanaged
    where TOperations : struct, IVectorOperations<TVector, TNumber>
{
    /// <summary>Computes C.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Multiply(in MatrixProduct<TNumber> product)
    {
        var vectors = (int)((uint)product.Columns / (uint)TOperations.Count);
        var lanes = TOperations.Count;
        if (WideBlocks<TVector, TNumber, TOperations>.Fit(product.Rows, vectors))
        {
            WideBlocks<TVector, TNumber, TOperations>.Multiply(product);
            return;
        }
        switch (vectors)
        {
            case 0:
                break;
            case 1:
                Columns<One>(product, 0, 1);
                break;
            case 2:
                Columns<Two>(product, 0, 1);
                break;
            case 4:
                Columns<Two>(product, 0, 2);
                break;
            default:
                // Blocks of three, with two of two instead of a last one of one.
                var threes = (int)((uint)vectors / 3);
                var rest = vectors - 3 * threes;
                threes -= rest & 1;
                Columns<Three>(product, 0, threes);
                if (rest != 0)
                {
                    Columns<Two>(product, 3 * threes * lanes, 3 - rest);
                }
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns<TColumns>(in MatrixProduct<TNumber> product, int column, int blocks)
        where TColumns : struct, ICount
    {
        var fours = product.Rows >> 2;
        if (fours > 0)
        {
            Region<Four, TColumns>(product, 0, fours, column, blocks);
        }
        switch (product.Rows & 3)
        {
            case 1:
                Region<One, TColumns>(product, 4 * fours, 1, column, blocks);
                break;
            case 2:
                Region<Two, TColumns>(product, 4 * fours, 1, column, blocks);
                break;
            case 3:
                Region<Three, TColumns>(product, 4 * fours, 1, column, blocks);
                break;
            default:
                break;
        }
    }

    // The counts are constants of the instantiation: what a narrower block does not have, the compiler leaves out.
    [MethodImpl(Compilation.Apart)]
    private static void Region<TRows, TColumns>(
        in MatrixProduct<TNumber> product,
        int row,
        int rowBlocks,
        int column,
        int columnBlocks
    )
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        var lanes = TOperations.Count;
        var aRow = product.ARow;
        var aColumn = product.AColumn;
        var bRow = product.BRow;
        var cRow = product.CRow;
        var depth = product.Depth;
        for (var j = 0; j < columnBlocks; j++, column += TColumns.Value * lanes)
        {
            var a0 = product.A + row * aRow;
            var c = product.C + row * cRow + column;
            var bias = column < product.BiasColumns && product.Bias != null ? product.Bias + row : null;
            for (var i = 0; i < rowBlocks; i++, a0 += TRows.Value * aRow, c += TRows.Value * cRow)
            {
                var a1 = a0 + aRow;
                var a2 = a1 + aRow;
                var a3 = a2 + aRow;
                TVector s00 = default,
                    s01 = default,
                    s02 = default,
                    s10 = default,
                    s11 = default,
                    s12 = default,
                    s20 = default,
                    s21 = default,
                    s22 = default,
                    s30 = default,
                    s31 = default,
                    s32 = default;
                if (product.Accumulate)
                {
                    LoadRow<TColumns>(c, ref s00, ref s01, ref s02);
                    if (TRows.Value > 1)
                    {
                        LoadRow<TColumns>(c + cRow, ref s10, ref s11, ref s12);
                    }
                    if (TRows.Value > 2)
                    {
                        LoadRow<TColumns>(c + 2 * cRow, ref s20, ref s21, ref s22);
                    }
                    if (TRows.Value > 3)
                    {
                        LoadRow<TColumns>(c + 3 * cRow, ref s30, ref s31, ref s32);
                    }
                }
                else if (bias != null)
                {
                    s00 = s01 = s02 = TOperations.Spread(bias);
                    // A block of three may reach past the columns that have a bias.
                    var second = column + lanes < product.BiasColumns;
                    var third = column + 2 * lanes < product.BiasColumns;
                    s01 = second ? s00 : default;
                    s02 = third ? s00 : default;
                    if (TRows.Value > 1)
                    {
                        s10 = TOperations.Spread(bias + 1);
                        s11 = second ? s10 : default;
                        s12 = third ? s10 : default;
                    }
                    if (TRows.Value > 2)
                    {
                        s20 = TOperations.Spread(bias + 2);
                        s21 = second ? s20 : default;
                        s22 = third ? s20 : default;
                    }
                    if (TRows.Value > 3)
                    {
                        s30 = TOperations.Spread(bias + 3);
                        s31 = second ? s30 : default;
                        s32 = third ? s30 : default;
                    }
                    bias += TRows.Value;
                }
                var b = product.B + column;
                nint at = 0;
                for (var k = depth; k > 0; k--)
                {
                    var b0 = TOperations.Load(b);
                    var b1 = TColumns.Value > 1 ? TOperations.Load(b + lanes) : default;
                    var b2 = TColumns.Value > 2 ? TOperations.Load(b + 2 * lanes) : default;
                    b += bRow;
                    var x = TOperations.Spread(a0 + at);
                    s00 = TOperations.FusedMultiplyAdd(x, b0, s00);
                    s01 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s01) : s01;
                    s02 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s02) : s02;
                    if (TRows.Value > 1)
                    {
                        x = TOperations.Spread(a1 + at);
                        s10 = TOperations.FusedMultiplyAdd(x, b0, s10);
                        s11 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s11) : s11;
                        s12 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s12) : s12;
                    }
                    if (TRows.Value > 2)
                    {
                        x = TOperations.Spread(a2 + at);
                        s20 = TOperations.FusedMultiplyAdd(x, b0, s20);
                        s21 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s21) : s21;
                        s22 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s22) : s22;
                    }
                    if (TRows.Value > 3)
                    {
                        x = TOperations.Spread(a3 + at);
                        s30 = TOperations.FusedMultiplyAdd(x, b0, s30);
                        s31 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s31) : s31;
                        s32 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s32) : s32;
                    }
                    at += aColumn;
                }
                StoreRow<TColumns>(c, s00, s01, s02);
                if (TRows.Value > 1)
                {
                    StoreRow<TColumns>(c + cRow, s10, s11, s12);
                }
                if (TRows.Value > 2)
                {
                    StoreRow<TColumns>(c + 2 * cRow, s20, s21, s22);
                }
                if (TRows.Value > 3)
                {
                    StoreRow<TColumns>(c + 3 * cRow, s30, s31, s32);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow<TColumns>(TNumber* c, ref TVector s0, ref TVector s1, ref TVector s2)
        where TColumns : struct, ICount
    {
        s0 = TOperations.Load(c);
        if (TColumns.Value > 1)
        {
            s1 = TOperations.Load(c + TOperations.Count);
        }
        if (TColumns.Value > 2)
        {
            s2 = TOperations.Load(c + 2 * TOperations.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TColumns>(TNumber* c, TVector s0, TVector s1, TVector s2)
        where TColumns : struct, ICount
    {
        TOperations.Store(s0, c);
        if (TColumns.Value > 1)
        {
            TOperations.Store(s1, c + TOperations.Count);
        }
        if (TColumns.Value > 2)
        {
            TOperations.Store(s2, c + 2 * TOperations.Count);
        }
    }
}
