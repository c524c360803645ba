using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Engine;

/// <summary>Doubles in the numbers of an engine.</summary>
internal static unsafe class Rounding
{
    /// <summary>target[i] = source[i], to the nearest.</summary>
    public static void Copy<TNumber>(double* source, TNumber* target, int count)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        if (typeof(TNumber) == typeof(float))
        {
            Copy(source, (float*)target, count);
            return;
        }
        for (var i = 0; i < count; i++)
        {
            target[i] = TNumber.CreateTruncating(source[i]);
        }
    }

    // Every chunk of tiles rounds all parameters: one number at a time took a tenth of a loss.
    [MethodImpl(Compilation.Apart)]
    private static void Copy(double* source, float* target, int count)
    {
        var i = 0;
        for (; i + 8 <= count; i += 8)
        {
            Vector256.Narrow(Vector256.Load(source + i), Vector256.Load(source + i + 4)).Store(target + i);
        }
        for (; i < count; i++)
        {
            target[i] = (float)source[i];
        }
    }
}
