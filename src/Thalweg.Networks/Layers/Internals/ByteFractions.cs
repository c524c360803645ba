using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>Bytes as fractions b/255, correctly rounded.</summary>
internal static unsafe class ByteFractions
{
    private static readonly double[] Fractions = [.. Enumerable.Range(0, 256).Select(b => b / 255.0)];

    /// <param name="source">[count].</param>
    /// <param name="target">[count], written.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Widen(byte* source, double* target, int count)
    {
        var k = 0;
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            // A quotient that is off by less than its last place is made exact by what it leaves over: for all 256 bytes the bits of the table.
            var whole = Vector256.Create(255.0);
            var share = Vector256.Create(1 / 255.0);
            for (; k + 4 <= count; k += 4)
            {
                var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<int>(source + k)).AsByte();
                var number = Avx.ConvertToVector256Double(Sse41.ConvertToVector128Int32(bytes));
                var quotient = number * share;
                var rest = Fma.MultiplyAddNegated(quotient, whole, number);
                Fma.MultiplyAdd(rest, share, quotient).Store(target + k);
            }
        }
        fixed (double* fractions = Fractions)
        {
            for (; k < count; k++)
            {
                target[k] = fractions[source[k]];
            }
        }
    }
}
