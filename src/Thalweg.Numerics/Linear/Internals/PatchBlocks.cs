using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The blocks of <see cref="PatchKernel{TLane, TNumber}"/>, on the vector type itself.</summary>
/// <remarks>A block is 4 rows × 4 columns of sums where registers have 512 bits and 3 × 4 otherwise; narrow registers take the lanes in turn.</remarks>
internal static unsafe class PatchBlocks<TVector, TNumber, TOperations>
    where TVector : struct
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TOperations : struct, IVectorOperations<TVector, TNumber>
{
    /// <summary>Adds the products to the target.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Add(in PatchProduct<TNumber> product)
    {
        var most = sizeof(TNumber) * TOperations.Count == 64 ? 4 : 3;
        var blocks = (product.Rows + most - 1) / most;
        for (var block = 0; block < blocks; block++)
        {
            var (row, end) = (product.Rows * block / blocks, product.Rows * (block + 1) / blocks);
            for (var column = 0; column < product.Columns; column += 4)
            {
                switch (end - row)
                {
                    case 1:
                        Block<One>(product, row, column);
                        break;
                    case 2:
                        Block<Two>(product, row, column);
                        break;
                    case 3:
                        Block<Three>(product, row, column);
                        break;
                    default:
                        Block<Four>(product, row, column);
                        break;
                }
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Block<TRows>(in PatchProduct<TNumber> product, int row, int column)
        where TRows : struct, ICount
    {
        var width = 64 / sizeof(TNumber);
        var lanes = stackalloc TNumber[TRows.Value * 4 * width];
        var aRow = product.ARow;
        var (depth, steps) = (product.Depth, product.Steps);
        var (aStep, bStep) = (product.AStep, product.BStep);
        for (var lane = 0; lane < width; lane += TOperations.Count)
        {
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
                s33 = default;
            for (var segment = 0; segment < product.Segments; segment++)
            {
                var a0 = product.A + (row * aRow) + (segment * product.ASegment) + lane;
                var b = product.B + (segment * product.BSegment) + lane;
                var b0 = b + product.Offsets[column];
                var b1 = b + product.Offsets[column + 1];
                var b2 = b + product.Offsets[column + 2];
                var b3 = b + product.Offsets[column + 3];
                for (var step = steps; step > 0; step--)
                {
                    for (nint k = 0; k < depth; k += width)
                    {
                        var x = TOperations.Load(a0 + k);
                        var y = TRows.Value > 1 ? TOperations.Load(a0 + k + aRow) : default;
                        var z = TRows.Value > 2 ? TOperations.Load(a0 + k + (2 * aRow)) : default;
                        var v = TRows.Value > 3 ? TOperations.Load(a0 + k + (3 * aRow)) : default;
                        var o = TOperations.Load(b0 + k);
                        s00 = TOperations.FusedMultiplyAdd(x, o, s00);
                        s10 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(y, o, s10) : s10;
                        s20 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(z, o, s20) : s20;
                        s30 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(v, o, s30) : s30;
                        o = TOperations.Load(b1 + k);
                        s01 = TOperations.FusedMultiplyAdd(x, o, s01);
                        s11 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(y, o, s11) : s11;
                        s21 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(z, o, s21) : s21;
                        s31 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(v, o, s31) : s31;
                        o = TOperations.Load(b2 + k);
                        s02 = TOperations.FusedMultiplyAdd(x, o, s02);
                        s12 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(y, o, s12) : s12;
                        s22 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(z, o, s22) : s22;
                        s32 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(v, o, s32) : s32;
                        o = TOperations.Load(b3 + k);
                        s03 = TOperations.FusedMultiplyAdd(x, o, s03);
                        s13 = TRows.Value > 1 ? TOperations.FusedMultiplyAdd(y, o, s13) : s13;
                        s23 = TRows.Value > 2 ? TOperations.FusedMultiplyAdd(z, o, s23) : s23;
                        s33 = TRows.Value > 3 ? TOperations.FusedMultiplyAdd(v, o, s33) : s33;
                    }
                    a0 += aStep;
                    b0 += bStep;
                    b1 += bStep;
                    b2 += bStep;
                    b3 += bStep;
                }
            }
            var kept = lanes + lane;
            TOperations.Store(s00, kept);
            TOperations.Store(s01, kept + width);
            TOperations.Store(s02, kept + (2 * width));
            TOperations.Store(s03, kept + (3 * width));
            if (TRows.Value > 1)
            {
                TOperations.Store(s10, kept + (4 * width));
                TOperations.Store(s11, kept + (5 * width));
                TOperations.Store(s12, kept + (6 * width));
                TOperations.Store(s13, kept + (7 * width));
            }
            if (TRows.Value > 2)
            {
                TOperations.Store(s20, kept + (8 * width));
                TOperations.Store(s21, kept + (9 * width));
                TOperations.Store(s22, kept + (10 * width));
                TOperations.Store(s23, kept + (11 * width));
            }
            if (TRows.Value > 3)
            {
                TOperations.Store(s30, kept + (12 * width));
                TOperations.Store(s31, kept + (13 * width));
                TOperations.Store(s32, kept + (14 * width));
                TOperations.Store(s33, kept + (15 * width));
            }
        }
        for (var m = 0; m < TRows.Value; m++)
        {
            var target = product.Target + ((row + m) * product.TargetRow) + column;
            for (var n = 0; n < 4; n++)
            {
                var sums = lanes + (((4 * m) + n) * width);
                for (var half = width / 2; half > 0; half /= 2)
                {
                    for (var j = 0; j < half; j++)
                    {
                        sums[j] += sums[j + half];
                    }
                }
                target[n] += sums[0];
            }
        }
    }
}
