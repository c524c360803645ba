using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// The register-blocked matrix product that forward maps, transposed maps, weight gradients and factorisations share.
/// </summary>
/// <remarks>
/// <para>Every entry of C is one chain of fused multiply-adds in ascending k, so neither the shape of a block nor the width of a
/// register touches its bits.</para>
/// <para>Cost: 2 · Rows · Columns · Depth floating-point operations. Leaf methods: no call and no allocation inside.</para>
/// </remarks>
public static unsafe class MatrixKernel<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <summary>Computes C.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Multiply(in MatrixProduct<TNumber> product)
    {
        // Decided when the method is compiled: the blocks run on the vectors themselves, because the compiler copies a
        // wrapped accumulator after every multiply-add.
        if (typeof(TLane) == typeof(LaneF64))
        {
            RegisterBlocks<Vector512<double>, double, Doubles512>.Multiply(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF64x4))
        {
            RegisterBlocks<Vector256<double>, double, Doubles256>.Multiply(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32))
        {
            RegisterBlocks<Vector512<float>, float, Floats512>.Multiply(As<float>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32x8))
        {
            RegisterBlocks<Vector256<float>, float, Floats256>.Multiply(As<float>(product));
        }
        else
        {
            RegisterBlocks<TLane, TNumber, LaneOperations<TLane, TNumber>>.Multiply(product);
        }
    }

    private static ref readonly MatrixProduct<T> As<T>(in MatrixProduct<TNumber> product)
        where T : unmanaged => ref Unsafe.As<MatrixProduct<TNumber>, MatrixProduct<T>>(ref Unsafe.AsRef(in product));
}
