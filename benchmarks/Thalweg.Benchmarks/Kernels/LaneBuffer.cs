using System.Numerics;
using System.Runtime.CompilerServices;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>Numbers on a cache-line boundary, filled with values of ordinary size.</summary>
internal sealed unsafe class LaneBuffer<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    private const int LineBytes = 64;

    private readonly TNumber[] store;

    public LaneBuffer(int count)
    {
        store = GC.AllocateArray<TNumber>(count + LineBytes / sizeof(TNumber), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref store[0]);
        Start = (TNumber*)((address + LineBytes - 1) & ~(nuint)(LineBytes - 1));
        for (var i = 0; i < count; i++)
        {
            Start[i] = TNumber.CreateChecked((i * 37L % 101 - 50) / 50.0);
        }
    }

    public TNumber* Start { get; }
}
