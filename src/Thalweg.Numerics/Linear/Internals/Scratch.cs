using System.Buffers;
using System.Runtime.InteropServices;

namespace Thalweg.Numerics.Linear;

/// <summary>Pooled, pinned numbers whose first one begins a cache line.</summary>
internal sealed unsafe class Scratch : IDisposable
{
    private const int Line = 64;
    private readonly double[] rented;
    private GCHandle pin;

    public Scratch(long count)
    {
        rented = ArrayPool<double>.Shared.Rent(checked((int)(count + Line / sizeof(double))));
        pin = GCHandle.Alloc(rented, GCHandleType.Pinned);
        Start = (double*)((pin.AddrOfPinnedObject() + Line - 1) & -Line);
    }

    /// <summary>What lies here is left over from whoever used it before.</summary>
    public double* Start { get; }

    public void Dispose()
    {
        pin.Free();
        ArrayPool<double>.Shared.Return(rented);
    }
}
