using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The blocks of <see cref="InnerKernel{TLane, TNumber}"/>, on the vector type itself.</summary>
/// <remarks>
/// <para>A block is 4 rows × 4 columns of sums, sixteen chains, where registers have 512 bits. With 256 bits it is 3 × 4: twelve sums, three
/// vectors of A and one of B fill the sixteen registers; the lower half of the lanes goes first and the upper half after it.</para>
/// <para>The sums of a block are added across their lanes together, by as many shuffles as it takes to transpose them.</para>
/// </remarks>
internal static unsafe partial class InnerBlocks<TVector, TNumber, TOperations>
    where TVector : unmanaged
    where TNumber : unmanaged
    where TOperations : struct, IFoldingOperations<TVector, TNumber>
{
    /// <summary>Adds the products to the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(in InnerProduct<TNumber> product)
    {
        var most = TOperations.Halves == 1 ? 4 : 3;
        var blocks = (int)((uint)product.Rows / (uint)most);
        var rest = product.Rows - most * blocks;
        if (rest == 1 && blocks > 0)
        {
            // One row alone has too few chains: its block and the last whole one are split evenly.
            blocks--;
            rest += most;
        }
        if (TOperations.Halves == 1)
        {
            Rows<Four>(product, 0, blocks);
        }
        else
        {
            Rows<Three>(product, 0, blocks);
        }
        var row = most * blocks;
        switch (rest)
        {
            case 1:
                Rows<One>(product, row, 1);
                break;
            case 2:
                Rows<Two>(product, row, 1);
                break;
            case 3:
                Rows<Three>(product, row, 1);
                break;
            case 4:
                Rows<Two>(product, row, 2);
                break;
            case 5:
                Rows<Three>(product, row, 1);
                Rows<Two>(product, row + 3, 1);
                break;
            default:
                break;
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Rows<TRows>(in InnerProduct<TNumber> product, int row, int blocks)
        where TRows : struct, ICount
    {
        if (blocks == 0)
        {
            return;
        }
        var fours = product.Columns >> 2;
        if (fours > 0)
        {
            Region<TRows, Four>(product, row, blocks, 0, fours);
        }
        switch (product.Columns & 3)
        {
            case 1:
                Region<TRows, One>(product, row, blocks, 4 * fours, 1);
                break;
            case 2:
                Region<TRows, Two>(product, row, blocks, 4 * fours, 1);
                break;
            case 3:
                Region<TRows, Three>(product, row, blocks, 4 * fours, 1);
                break;
            default:
                break;
        }
    }

    // The counts are constants of the instantiation: what a smaller block does not have, the compiler leaves out.
    [SkipLocalsInit]
    [MethodImpl(Compilation.Apart)]
    private static void Region<TRows, TColumns>(
        in InnerProduct<TNumber> product,
        int row,
        int rowBlocks,
        int column,
        int columnBlocks
    )
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        var lower = stackalloc TVector[TOperations.Halves == 1 ? 1 : 12];
        var aRow = product.ARow;
        var bRow = product.BRow;
        nint depth = product.Depth;
        var step = TOperations.Halves * TOperations.Count;
        var a0 = product.A + row * aRow;
        var targets = product.Target + row * product.TargetRow + column;
        for (var i = 0; i < rowBlocks; i++, a0 += TRows.Value * aRow, targets += TRows.Value * product.TargetRow)
        {
            var a1 = a0 + aRow;
            var a2 = a1 + aRow;
            var a3 = a2 + aRow;
            var b0 = product.B + column * bRow;
            var target = targets;
            for (var j = 0; j < columnBlocks; j++, b0 += TColumns.Value * bRow, target += TColumns.Value)
            {
                var b1 = b0 + bRow;
                var b2 = b1 + bRow;
                var b3 = b2 + bRow;
                TVector s00,
                    s01,
                    s02,
                    s03,
                    s10,
                    s11,
                    s12,
                    s13,
                    s20,
                    s21,
                    s22,
                    s23,
                    s30,
                    s31,
                    s32,
                    s33;
                for (nint half = 0; ; half++)
                {
                    s00 =
                        s01 =
                        s02 =
                        s03 =
                        s10 =
                        s11 =
                        s12 =
                        s13 =
                        s20 =
                        s21 =
                        s22 =
                        s23 =
                        s30 =
                        s31 =
                        s32 =
                        s33 =
                            default;
                    for (var k = half * TOperations.Count; k < depth; k += step)
                    {
                        var x0 = TOperations.Load(a0 + k);
                        var x1 = TRows.Value > 1 ? TOperations.Load(a1 + k) : default;
                        var x2 = TRows.Value > 2 ? TOperations.Load(a2 + k) : default;
                        var x3 = TRows.Value > 3 ? TOperations.Load(a3 + k) : default;
                        var y = TOperations.Load(b0 + k);
                        s00 = TOperations.FusedMultiplyAdd(x0, y, s00);
                        s10 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(x1, y, s10) : s10;
                        s20 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(x2, y, s20) : s20;
                        s30 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(x3, y, s30) : s30;
                        if (TColumns.Value > 1)
                        {
                            y = TOperations.Load(b1 + k);
                            s01 = TOperations.FusedMultiplyAdd(x0, y, s01);
                            s11 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(x1, y, s11) : s11;
                            s21 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(x2, y, s21) : s21;
                            s31 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(x3, y, s31) : s31;
                        }
                        if (TColumns.Value > 2)
                        {
                            y = TOperations.Load(b2 + k);
                            s02 = TOperations.FusedMultiplyAdd(x0, y, s02);
                            s12 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(x1, y, s12) : s12;
                            s22 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(x2, y, s22) : s22;
                            s32 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(x3, y, s32) : s32;
                        }
                        if (TColumns.Value > 3)
                        {
                            y = TOperations.Load(b3 + k);
                            s03 = TOperations.FusedMultiplyAdd(x0, y, s03);
                            s13 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(x1, y, s13) : s13;
                            s23 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(x2, y, s23) : s23;
                            s33 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(x3, y, s33) : s33;
                        }
                    }
                    if (TOperations.Halves == 1 || half == 1)
                    {
                        break;
                    }
                    StoreRow<TColumns>(lower + 0, s00, s01, s02, s03);
                    if (TRows.Value > 1)
                    {
                        StoreRow<TColumns>(lower + 4, s10, s11, s12, s13);
                    }
                    if (TRows.Value > 2)
                    {
                        StoreRow<TColumns>(lower + 8, s20, s21, s22, s23);
                    }
                }
                if (TOperations.Halves > 1)
                {
                    AddRow<TColumns>(lower + 0, ref s00, ref s01, ref s02, ref s03);
                    if (TRows.Value > 1)
                    {
                        AddRow<TColumns>(lower + 4, ref s10, ref s11, ref s12, ref s13);
                    }
                    if (TRows.Value > 2)
                    {
                        AddRow<TColumns>(lower + 8, ref s20, ref s21, ref s22, ref s23);
                    }
                }
                TOperations.Fold(
                    s00,
                    s01,
                    s02,
                    s03,
                    s10,
                    s11,
                    s12,
                    s13,
                    s20,
                    s21,
                    s22,
                    s23,
                    s30,
                    s31,
                    s32,
                    s33,
                    out var sum0,
                    out var sum1,
                    out var sum2,
                    out var sum3
                );
                AddTo<TColumns>(target, sum0);
                if (TRows.Value > 1)
                {
                    AddTo<TColumns>(target + 1 * product.TargetRow, sum1);
                }
                if (TRows.Value > 2)
                {
                    AddTo<TColumns>(target + 2 * product.TargetRow, sum2);
                }
                if (TRows.Value > 3)
                {
                    AddTo<TColumns>(target + 3 * product.TargetRow, sum3);
                }
            }
        }
    }
}
