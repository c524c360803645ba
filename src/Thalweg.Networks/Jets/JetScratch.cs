using System.Runtime.CompilerServices;

namespace Thalweg.Networks.Jets;

/// <summary>Scratch memory of one thread, grown on first use and reused.</summary>
/// <remarks>Kernels work on pointers into it, which keep nothing alive: hold it in a field, or end with <see cref="GC.KeepAlive"/> after the last
/// number has been read.</remarks>
public sealed unsafe class JetScratch
{
    private byte[] store = [];
    private byte* start;
    private long length;

    /// <summary>A 64-byte aligned block of at least the given count of numbers; what it held before is kept only if it does not grow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber* Memory<TNumber>(int count)
        where TNumber : unmanaged
    {
        var bytes = (long)count * sizeof(TNumber);
        if (bytes > length)
        {
            Grow(bytes);
        }
        return (TNumber*)start;
    }

    private void Grow(long bytes)
    {
        store = GC.AllocateArray<byte>(checked((int)bytes + 64), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref store[0]);
        start = (byte*)((address + 63) & ~(nuint)63);
        length = bytes;
    }
}
