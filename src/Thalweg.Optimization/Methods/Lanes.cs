using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Optimization.Methods;

/// <summary>Loads and stores of eight doubles. All loops over θ go eight at a time with a scalar tail of the same
/// operations; none of them is a sum, so the split does not show in the bits.</summary>
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
