using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Adds rows of numbers to rows of doubles.</summary>
internal static unsafe class RowSum
{
    /// <summary>target[i] += source[i].</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Add(double* source, double* target, int count)
    {
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            (Vector256.Load(target + i) + Vector256.Load(source + i)).Store(target + i);
        }
        for (; i < count; i++)
        {
            target[i] += source[i];
        }
    }

    /// <inheritdoc cref="Add(double*, double*, int)"/>
    [MethodImpl(Compilation.Apart)]
    public static void Add(float* source, double* target, int count)
    {
        var i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var eight = Vector256.Load(source + i);
            (Vector256.Load(target + i) + Vector256.WidenLower(eight)).Store(target + i);
            (Vector256.Load(target + i + 4) + Vector256.WidenUpper(eight)).Store(target + i + 4);
        }
        for (; i < count; i++)
        {
            target[i] += source[i];
        }
    }
}
