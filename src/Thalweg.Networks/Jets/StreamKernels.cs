using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Networks.Jets;

/// <summary>Elementwise sums and copies of stream buffers; lengths are multiples of eight.</summary>
internal static unsafe class StreamKernels
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double* a, double* b, double* target, int count)
    {
        for (var n = 0; n < count; n += Tile.Lanes)
        {
            Vector512.Store(Vector512.Load(a + n) + Vector512.Load(b + n), target + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(double* source, double* target, int count)
    {
        for (var n = 0; n < count; n += Tile.Lanes)
        {
            Vector512.Store(Vector512.Load(source + n), target + n);
        }
    }
}
