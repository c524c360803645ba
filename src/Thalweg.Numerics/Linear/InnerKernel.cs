using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Sums of products of rows with rows, what is summed over in the lanes: no operand is transposed and no row is padded.</summary>
/// <remarks>
/// <para>A sum runs in as many lanes as there are numbers in 64 bytes, eight in double and sixteen in single precision. Lane j is the
/// chain of multiply-adds over k = j, j + lanes, …; the lanes are then added halves first, and what comes out is added to the
/// target in double. Neither the shape of a block nor the width of a register touches the bits.</para>
/// <para>Cost: 2 · Rows · Columns · Depth floating-point operations. Leaf methods: no call and no allocation inside.</para>
/// </remarks>
public static unsafe class InnerKernel<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Adds the products to the target.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Add(in InnerProduct<TNumber> product)
    {
        // Decided when the method is compiled, as in MatrixKernel.
        if (typeof(TLane) == typeof(LaneF64))
        {
            InnerBlocks<Vector512<double>, double, Doubles512>.Add(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF64x4))
        {
            InnerBlocks<Vector256<double>, double, Doubles256>.Add(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32))
        {
            InnerBlocks<Vector512<float>, float, Floats512>.Add(As<float>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32x8))
        {
            InnerBlocks<Vector256<float>, float, Floats256>.Add(As<float>(product));
        }
        else
        {
            OneByOne(product);
        }
    }

    // The slow twin: a lane at a time.
    private static void OneByOne(in InnerProduct<TNumber> product)
    {
        var count = 64 / sizeof(TNumber);
        var lanes = stackalloc TNumber[count];
        for (var m = 0; m < product.Rows; m++)
        {
            var a = product.A + m * product.ARow;
            for (var n = 0; n < product.Columns; n++)
            {
                var b = product.B + n * product.BRow;
                for (var lane = 0; lane < count; lane++)
                {
                    var sum = TNumber.Zero;
                    for (var k = lane; k < product.Depth; k += count)
                    {
                        sum = TNumber.FusedMultiplyAdd(a[k], b[k], sum);
                    }
                    lanes[lane] = sum;
                }
                for (var half = count / 2; half > 0; half /= 2)
                {
                    for (var lane = 0; lane < half; lane++)
                    {
                        lanes[lane] += lanes[lane + half];
                    }
                }
                product.Target[m * product.TargetRow + n] += double.CreateTruncating(lanes[0]);
            }
        }
    }

    private static ref readonly InnerProduct<T> As<T>(in InnerProduct<TNumber> product)
        where T : unmanaged => ref Unsafe.As<InnerProduct<TNumber>, InnerProduct<T>>(ref Unsafe.AsRef(in product));
}
