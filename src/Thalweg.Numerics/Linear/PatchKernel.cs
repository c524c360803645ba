using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Sums of products of rows with patches, what is summed over in the lanes: the weight gradient of a convolution without copies.</summary>
/// <remarks>
/// <para>A sum runs in as many lanes as there are numbers in 64 bytes. Lane j is the chain of multiply-adds over segments, steps and
/// k = j, j + lanes, …; the lanes are then added halves first, and what comes out is added to the target. Neither the shape of a block nor the
/// width of a register touches the bits.</para>
/// <para>Cost: 2 · Rows · Columns · Segments · Steps · Depth floating-point operations.</para>
/// </remarks>
public static unsafe class PatchKernel<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Adds the products to the target.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Add(in PatchProduct<TNumber> product)
    {
        // Decided when the method is compiled, as in MatrixKernel.
        if (typeof(TLane) == typeof(LaneF64))
        {
            PatchBlocks<Vector512<double>, double, Doubles512>.Add(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF64x4))
        {
            PatchBlocks<Vector256<double>, double, Doubles256>.Add(As<double>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32))
        {
            PatchBlocks<Vector512<float>, float, Floats512>.Add(As<float>(product));
        }
        else if (typeof(TLane) == typeof(LaneF32x8))
        {
            PatchBlocks<Vector256<float>, float, Floats256>.Add(As<float>(product));
        }
        else
        {
            PatchBlocks<TLane, TNumber, LaneOperations<TLane, TNumber>>.Add(product);
        }
    }

    private static ref readonly PatchProduct<T> As<T>(in PatchProduct<TNumber> product)
        where T : unmanaged => ref Unsafe.As<PatchProduct<TNumber>, PatchProduct<T>>(ref Unsafe.AsRef(in product));
}
