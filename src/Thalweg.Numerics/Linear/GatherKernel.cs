using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The matrix product of convolutions and of layers on batches: no patch is copied.</summary>
/// <remarks>
/// <para>Every entry of C is one chain of fused multiply-adds in ascending k, so neither the shape of a block nor the width of a register
/// touches its bits, and a sum may be continued by another product that accumulates.</para>
/// <para>Cost: 2 · Positions · Rows · Columns · Depth floating-point operations. Leaf methods: no call and no allocation inside.</para>
/// </remarks>
public static unsafe class GatherKernel<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <summary>Computes C.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Multiply(in GatheredProduct<TNumber> product)
    {
        // Decided when the method is compiled, as in MatrixKernel.
        if (typeof(TLane) == typeof(LaneF64))
        {
            GatherBlocks<Vector512<double>, double, Doubles512>.Multiply(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF64x4))
        {
            GatherBlocks<Vector256<double>, double, Doubles256>.Multiply(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32))
        {
            GatherBlocks<Vector512<float>, float, Floats512>.Multiply(As<float>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32x8))
        {
            GatherBlocks<Vector256<float>, float, Floats256>.Multiply(As<float>(product));
        }
        else
        {
            GatherBlocks<TLane, TNumber, LaneOperations<TLane, TNumber>>.Multiply(product);
        }
    }

    private static ref readonly GatheredProduct<T> As<T>(in GatheredProduct<TNumber> product)
        where T : unmanaged =>
        ref Unsafe.As<GatheredProduct<TNumber>, GatheredProduct<T>>(ref Unsafe.AsRef(in product));
}
