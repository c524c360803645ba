using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>θ + t d, entry by entry; at t = 0 it is θ itself, to the bit.</summary>
internal static class Displacement
{
    private const int Width = 8;

    public static void Write(ReadOnlySpan<double> start, double t, ReadOnlySpan<double> direction, Span<double> moved)
    {
        if (t == 0)
        {
            start.CopyTo(moved);
            return;
        }
        ArgumentOutOfRangeException.ThrowIfNotEqual(direction.Length, start.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(moved.Length, start.Length);
        ref var θ = ref MemoryMarshal.GetReference(start);
        ref var d = ref MemoryMarshal.GetReference(direction);
        ref var target = ref MemoryMarshal.GetReference(moved);
        var step = Vector512.Create(t);
        var i = 0;
        for (; i <= start.Length - Width; i += Width)
        {
            var product = step * Vector512.LoadUnsafe(ref d, (nuint)i);
            (Vector512.LoadUnsafe(ref θ, (nuint)i) + product).StoreUnsafe(ref target, (nuint)i);
        }
        for (; i < start.Length; i++)
        {
            moved[i] = start[i] + (t * direction[i]);
        }
    }
}
