using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The blocks of <see cref="GatherKernel{TLane, TNumber}"/>, on the vector type itself.</summary>
/// <remarks>Up to 6 rows × 4 vectors where registers have 512 bits, of which there are 32, else × 2: sums, vectors of B and one number of A fill
/// the registers. Rows are shared out evenly, so that no block is left with one or two.</remarks>
internal static unsafe class GatherBlocks<TVector, TNumber, TOperations>
    where TVector : struct
    where TNumber : unmanaged
    where TOperations : struct, IVectorOperations<TVector, TNumber>
{
    private const int MostRows = 6;

    /// <summary>Computes C.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Multiply(in GatheredProduct<TNumber> product)
    {
        var vectors = (int)((uint)product.Columns / (uint)TOperations.Count);
        var column = 0;
        if (sizeof(TNumber) * TOperations.Count == 64)
        {
            for (; vectors >= 4; vectors -= 4, column += 4 * TOperations.Count)
            {
                Rows<Four>(product, column);
            }
        }
        for (; vectors >= 2; vectors -= 2, column += 2 * TOperations.Count)
        {
            Rows<Two>(product, column);
        }
        if (vectors > 0)
        {
            Rows<One>(product, column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows<TColumns>(in GatheredProduct<TNumber> product, int column)
        where TColumns : struct, ICount
    {
        var blocks = (int)((uint)(product.Rows + MostRows - 1) / MostRows);
        if (blocks == 0)
        {
            return;
        }
        var height = (int)((uint)product.Rows / (uint)blocks);
        var taller = product.Rows - (height * blocks);
        Run<TColumns>(product, 0, height + 1, taller, column);
        Run<TColumns>(product, taller * (height + 1), height, blocks - taller, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TColumns>(in GatheredProduct<TNumber> product, int row, int height, int blocks, int column)
        where TColumns : struct, ICount
    {
        if (blocks == 0)
        {
            return;
        }
        switch (height)
        {
            case 1:
                Region<One, TColumns>(product, row, blocks, column);
                break;
            case 2:
                Region<Two, TColumns>(product, row, blocks, column);
                break;
            case 3:
                Region<Three, TColumns>(product, row, blocks, column);
                break;
            case 4:
                Region<Four, TColumns>(product, row, blocks, column);
                break;
            case 5:
                Region<Five, TColumns>(product, row, blocks, column);
                break;
            default:
                Region<Six, TColumns>(product, row, blocks, column);
                break;
        }
    }

    // The counts are constants of the instantiation: what a smaller block does not have, the compiler leaves out.
    [MethodImpl(Compilation.Apart)]
    private static void Region<TRows, TColumns>(in GatheredProduct<TNumber> product, int row, int blocks, int column)
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        var lanes = TOperations.Count;
        var aRow = product.ARow;
        var aColumn = product.AColumn;
        var cRow = product.CRow;
        var depth = product.Depth;
        var offsets = product.Offsets;
        var start = product.B + column;
        var target = product.C + (row * cRow) + column;
        for (
            var position = product.Positions;
            position > 0;
            position--, start += product.BStep, target += product.CStep
        )
        {
            var a0 = product.A + (row * aRow);
            var c = target;
            var bias = product.Bias != null ? product.Bias + row : null;
            for (var block = blocks; block > 0; block--, a0 += TRows.Value * aRow, c += TRows.Value * cRow)
            {
                var a3 = a0 + (3 * aRow);
                TVector s00 = default,
                    s01 = default,
                    s02 = default,
                    s03 = default,
                    s10 = default,
                    s11 = default,
                    s12 = default,
                    s13 = default,
                    s20 = default,
                    s21 = default,
                    s22 = default,
                    s23 = default,
                    s30 = default,
                    s31 = default,
                    s32 = default,
                    s33 = default,
                    s40 = default,
                    s41 = default,
                    s42 = default,
                    s43 = default,
                    s50 = default,
                    s51 = default,
                    s52 = default,
                    s53 = default;
                if (product.Accumulate)
                {
                    Load<TColumns>(c, ref s00, ref s01, ref s02, ref s03);
                    if (TRows.Value > 1)
                    {
                        Load<TColumns>(c + (1 * cRow), ref s10, ref s11, ref s12, ref s13);
                    }
                    if (TRows.Value > 2)
                    {
                        Load<TColumns>(c + (2 * cRow), ref s20, ref s21, ref s22, ref s23);
                    }
                    if (TRows.Value > 3)
                    {
                        Load<TColumns>(c + (3 * cRow), ref s30, ref s31, ref s32, ref s33);
                    }
                    if (TRows.Value > 4)
                    {
                        Load<TColumns>(c + (4 * cRow), ref s40, ref s41, ref s42, ref s43);
                    }
                    if (TRows.Value > 5)
                    {
                        Load<TColumns>(c + (5 * cRow), ref s50, ref s51, ref s52, ref s53);
                    }
                }
                else if (bias != null)
                {
                    s00 = s01 = s02 = s03 = TOperations.Spread(bias);
                    if (TRows.Value > 1)
                    {
                        s10 = s11 = s12 = s13 = TOperations.Spread(bias + 1);
                    }
                    if (TRows.Value > 2)
                    {
                        s20 = s21 = s22 = s23 = TOperations.Spread(bias + 2);
                    }
                    if (TRows.Value > 3)
                    {
                        s30 = s31 = s32 = s33 = TOperations.Spread(bias + 3);
                    }
                    if (TRows.Value > 4)
                    {
                        s40 = s41 = s42 = s43 = TOperations.Spread(bias + 4);
                    }
                    if (TRows.Value > 5)
                    {
                        s50 = s51 = s52 = s53 = TOperations.Spread(bias + 5);
                    }
                    bias += TRows.Value;
                }
                nint at = 0;
                for (var k = 0; k < depth; k++)
                {
                    var b = start + offsets[k];
                    var b0 = TOperations.Load(b);
                    var b1 = TColumns.Value > 1 ? TOperations.Load(b + lanes) : default;
                    var b2 = TColumns.Value > 2 ? TOperations.Load(b + (2 * lanes)) : default;
                    var b3 = TColumns.Value > 3 ? TOperations.Load(b + (3 * lanes)) : default;
                    var x = TOperations.Spread(a0 + at);
                    s00 = TOperations.FusedMultiplyAdd(x, b0, s00);
                    s01 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s01) : s01;
                    s02 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s02) : s02;
                    s03 = TColumns.Value > 3 ? TOperations.FusedMultiplyAdd(x, b3, s03) : s03;
                    if (TRows.Value > 1)
                    {
                        x = TOperations.Spread(a0 + at + aRow);
                        s10 = TOperations.FusedMultiplyAdd(x, b0, s10);
                        s11 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s11) : s11;
                        s12 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s12) : s12;
                        s13 = TColumns.Value > 3 ? TOperations.FusedMultiplyAdd(x, b3, s13) : s13;
                    }
                    if (TRows.Value > 2)
                    {
                        x = TOperations.Spread(a0 + at + (2 * aRow));
                        s20 = TOperations.FusedMultiplyAdd(x, b0, s20);
                        s21 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s21) : s21;
                        s22 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s22) : s22;
                        s23 = TColumns.Value > 3 ? TOperations.FusedMultiplyAdd(x, b3, s23) : s23;
                    }
                    if (TRows.Value > 3)
                    {
                        x = TOperations.Spread(a3 + at);
                        s30 = TOperations.FusedMultiplyAdd(x, b0, s30);
                        s31 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s31) : s31;
                        s32 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s32) : s32;
                        s33 = TColumns.Value > 3 ? TOperations.FusedMultiplyAdd(x, b3, s33) : s33;
                    }
                    if (TRows.Value > 4)
                    {
                        x = TOperations.Spread(a3 + at + aRow);
                        s40 = TOperations.FusedMultiplyAdd(x, b0, s40);
                        s41 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s41) : s41;
                        s42 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s42) : s42;
                        s43 = TColumns.Value > 3 ? TOperations.FusedMultiplyAdd(x, b3, s43) : s43;
                    }
                    if (TRows.Value > 5)
                    {
                        x = TOperations.Spread(a3 + at + (2 * aRow));
                        s50 = TOperations.FusedMultiplyAdd(x, b0, s50);
                        s51 = TColumns.Value > 1 ? TOperations.FusedMultiplyAdd(x, b1, s51) : s51;
                        s52 = TColumns.Value > 2 ? TOperations.FusedMultiplyAdd(x, b2, s52) : s52;
                        s53 = TColumns.Value > 3 ? TOperations.FusedMultiplyAdd(x, b3, s53) : s53;
                    }
                    at += aColumn;
                }
                Store<TColumns>(c, s00, s01, s02, s03);
                if (TRows.Value > 1)
                {
                    Store<TColumns>(c + (1 * cRow), s10, s11, s12, s13);
                }
                if (TRows.Value > 2)
                {
                    Store<TColumns>(c + (2 * cRow), s20, s21, s22, s23);
                }
                if (TRows.Value > 3)
                {
                    Store<TColumns>(c + (3 * cRow), s30, s31, s32, s33);
                }
                if (TRows.Value > 4)
                {
                    Store<TColumns>(c + (4 * cRow), s40, s41, s42, s43);
                }
                if (TRows.Value > 5)
                {
                    Store<TColumns>(c + (5 * cRow), s50, s51, s52, s53);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TColumns>(TNumber* c, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
        where TColumns : struct, ICount
    {
        s0 = TOperations.Load(c);
        s1 = TColumns.Value > 1 ? TOperations.Load(c + TOperations.Count) : s1;
        s2 = TColumns.Value > 2 ? TOperations.Load(c + (2 * TOperations.Count)) : s2;
        s3 = TColumns.Value > 3 ? TOperations.Load(c + (3 * TOperations.Count)) : s3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TColumns>(TNumber* c, TVector s0, TVector s1, TVector s2, TVector s3)
        where TColumns : struct, ICount
    {
        TOperations.Store(s0, c);
        if (TColumns.Value > 1)
        {
            TOperations.Store(s1, c + TOperations.Count);
        }
        if (TColumns.Value > 2)
        {
            TOperations.Store(s2, c + (2 * TOperations.Count));
        }
        if (TColumns.Value > 3)
        {
            TOperations.Store(s3, c + (3 * TOperations.Count));
        }
    }
}
