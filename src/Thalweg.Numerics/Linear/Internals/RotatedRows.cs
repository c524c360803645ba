using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The rows of a matrix that are rotated: rotations are collected and then run over narrow slabs of columns, which the caches
/// hold and threads share.</summary>
/// <remarks>A slab is copied together first: its rows lie on pages of their own, more than the processor finds at once. Every entry goes through the same operations in the same order, whatever the slabs and threads.</remarks>
internal sealed unsafe class RotatedRows(double* rows, int count, int stride, WorkerTeam team, Action<double> progress)
    : IRotated,
        IWork
{
    private const int Lanes = 8;
    private const int Slab = 4 * Lanes;

    // Enough to make a run over the threads worth it; 1 MiB.
    private const int Most = 1 << 16;

    private readonly List<Sweep> sweeps = [];
    private readonly double[]?[] slabs = new double[]?[team.Threads];
    private double[] cosines = new double[Most];
    private double[] sines = new double[Most];
    private int held;
    private int begun;
    private int top;

    // What a run may not leave half done.
    public bool IsInterruptible => false;

    public void Rotate(int index, double cosine, double sine)
    {
        if (held == begun)
        {
            top = index;
        }
        if (held == cosines.Length)
        {
            Array.Resize(ref cosines, 2 * held);
            Array.Resize(ref sines, 2 * held);
        }
        (cosines[held], sines[held]) = (cosine, sine);
        held++;
    }

    public void EndSweep(int found)
    {
        if (held > begun)
        {
            sweeps.Add(new Sweep(top, begun, held - begun));
            begun = held;
        }
        if (begun >= Most / 2)
        {
            Flush();
            progress((double)found / count);
        }
    }

    /// <summary>Runs what is left.</summary>
    public void Flush()
    {
        team.Run((stride + Slab - 1) / Slab, this);
        sweeps.Clear();
        (held, begun) = (0, 0);
    }

    public void Run(int item, int worker)
    {
        var first = item * Slab;
        var width = Math.Min(Slab, stride - first);
        var slab = slabs[worker] ??= new double[count * Slab];
        fixed (
            double* start = slab,
                c = cosines,
                s = sines
        )
        {
            BlockCopy.Straight(rows + first, stride, start, Slab, count, width, width, 1);
            foreach (var sweep in sweeps)
            {
                Rotate(start + ((nint)sweep.Top * Slab), c + sweep.First, s + sweep.First, sweep.Count);
            }
            BlockCopy.Straight(start, Slab, rows + first, stride, count, width, width, 1);
        }
    }

    // The row that two neighbouring rotations share stays in registers.
    [MethodImpl(Compilation.Apart)]
    private static void Rotate(double* row, double* cosines, double* sines, int count)
    {
        var below = row + Slab;
        var y0 = Vector512.Load(below);
        var y1 = Vector512.Load(below + 8);
        var y2 = Vector512.Load(below + 16);
        var y3 = Vector512.Load(below + 24);
        for (var k = 0; k < count; k++)
        {
            var c = Vector512.Create(cosines[k]);
            var s = Vector512.Create(sines[k]);
            var x0 = Vector512.Load(row);
            var x1 = Vector512.Load(row + 8);
            var x2 = Vector512.Load(row + 16);
            var x3 = Vector512.Load(row + 24);
            Vector512.FusedMultiplyAdd(s, x0, c * y0).Store(below);
            Vector512.FusedMultiplyAdd(s, x1, c * y1).Store(below + 8);
            Vector512.FusedMultiplyAdd(s, x2, c * y2).Store(below + 16);
            Vector512.FusedMultiplyAdd(s, x3, c * y3).Store(below + 24);
            y0 = Vector512.FusedMultiplyAdd(c, x0, -(s * y0));
            y1 = Vector512.FusedMultiplyAdd(c, x1, -(s * y1));
            y2 = Vector512.FusedMultiplyAdd(c, x2, -(s * y2));
            y3 = Vector512.FusedMultiplyAdd(c, x3, -(s * y3));
            below = row;
            row -= Slab;
        }
        y0.Store(below);
        y1.Store(below + 8);
        y2.Store(below + 16);
        y3.Store(below + 24);
    }

    private readonly record struct Sweep(int Top, int First, int Count);
}
