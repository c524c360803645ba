using System.Runtime.CompilerServices;

namespace Thalweg.Networks.Layers;

/// <summary>Memory of one thread for a <see cref="LayeredLoss"/>, made on first use and kept.</summary>
public sealed unsafe class LossScratch
{
    private const int Line = 8;

    private double[] store = [];
    private double* start;

    /// <summary>At least so many numbers; what was there stays.</summary>
    internal double* Memory(long count)
    {
        if (store.Length < count + Line)
        {
            var larger = GC.AllocateArray<double>(checked((int)(count + Line)), pinned: true);
            var begin = (double*)(((nuint)Unsafe.AsPointer(ref larger[0]) + 63) & ~(nuint)63);
            if (store.Length > 0)
            {
                Tiles.Copy(start, begin, store.Length - Line);
            }
            store = larger;
            start = begin;
        }
        return start;
    }
}
