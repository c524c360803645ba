using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

/// <summary>Loads and stores of eight doubles without bounds, for loops that have checked them.</summary>
internal static class Lanes
{
    public const int Width = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ReadOnlySpan<double> values, int index) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> lanes, Span<double> values, int index) =>
        lanes.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);
}
