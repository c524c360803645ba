using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>
/// A point set as the engine reads it: coordinates, the values of coordinate expressions and weights, padded to whole tiles.
/// </summary>
/// <remarks>Padding repeats the last point with weight 0. Everything is computed in double, then rounded.</remarks>
internal sealed unsafe class PointData<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    // Points per run of a coordinate tape; touches no bits.
    private const int Batch = 64;

    private readonly TNumber[] store;
    private readonly int tilePoints;

    /// <param name="tilePoints">The most points that a tile has.</param>
    public PointData(JetProgram program, PointSet points, int tilePoints)
    {
        var dimension = program.Network.Inputs;
        if (points.Dimension != dimension)
        {
            throw new ArgumentException(
                $"the points have {points.Dimension} coordinates, expected {dimension}, the inputs of {program.Network}",
                nameof(points)
            );
        }
        if (points.Count == 0)
        {
            throw new ArgumentException("got no points, expected at least one", nameof(points));
        }
        Count = points.Count;
        this.tilePoints = tilePoints;
        var lanes = Tile.Lanes<TNumber>();
        Stride = (points.Count + lanes - 1) / lanes * lanes;
        Tiles = (Stride + tilePoints - 1) / tilePoints;
        var functions = CoordinateFunction.In(program.PointExpressions);
        var slots = dimension + program.PointExpressions.Count;
        var kept = (slots + 1) * Stride;
        var values = Allocate<double>(kept + functions.Count * Stride, out var start);
        // Weights lie before the functions, whose values are not read again.
        for (var k = 0; k < dimension; k++)
        {
            var row = new Span<double>(start + (nint)k * Stride, Stride);
            points.Axis(k).CopyTo(row);
            row[points.Count..].Fill(points.Axis(k)[^1]);
        }
        points.Weights.CopyTo(new Span<double>(start + (nint)slots * Stride, Stride));
        Evaluate(start, functions, dimension, slots + 1);
        Evaluate(start, program.PointExpressions, dimension, functions, slots + 1);
        if (values is TNumber[] same)
        {
            store = same;
            Slots = (TNumber*)start;
        }
        else
        {
            store = Allocate<TNumber>(kept, out var target);
            for (var i = 0; i < kept; i++)
            {
                target[i] = TNumber.CreateTruncating(start[i]);
            }
            Slots = target;
        }
        Weights = Slots + (nint)slots * Stride;
        GC.KeepAlive(values);
    }

    public int Count { get; }

    public int Tiles { get; }

    /// <summary>Padded number of points: the length of a slot.</summary>
    public int Stride { get; }

    /// <summary>[slot][Stride]: coordinates, then coordinate expressions.</summary>
    public TNumber* Slots { get; }

    /// <summary>[Stride], zero in the padding.</summary>
    public TNumber* Weights { get; }

    /// <summary>The first point of a tile.</summary>
    public int First(int tile) => tile * tilePoints;

    /// <summary>Points of a tile, padding included.</summary>
    public int PointsIn(int tile) => Math.Min(tilePoints, Stride - tile * tilePoints);

    /// <summary>Points of a tile without the padding.</summary>
    public int RealPointsIn(int tile) => Math.Min(tilePoints, Count - tile * tilePoints);

    private static T[] Allocate<T>(int count, out T* start)
        where T : unmanaged
    {
        var lanes = Tile.Lanes<T>();
        var array = GC.AllocateArray<T>(count + lanes, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref array[0]);
        start = (T*)((address + 63) & ~(nuint)63);
        return array;
    }

    private void Evaluate(double* start, IReadOnlyList<CoordinateFunction> functions, int dimension, int functionSlot)
    {
        Span<double> point = stackalloc double[dimension];
        foreach (
            var family in functions.Select((f, i) => (f, Row: functionSlot + i)).GroupBy(member => member.f.Family)
        )
        {
            var members = family.ToArray();
            var values = new double[members[0].f.FamilySize];
            for (var i = 0; i < Stride; i++)
            {
                for (var k = 0; k < dimension; k++)
                {
                    point[k] = start[(nint)k * Stride + i];
                }
                if (i < Count)
                {
                    family.Key(point, values);
                }
                foreach (var (function, row) in members)
                {
                    start[(nint)row * Stride + i] = values[function.Member];
                }
            }
        }
    }

    private void Evaluate(
        double* start,
        IReadOnlyList<Expression> expressions,
        int dimension,
        IReadOnlyList<CoordinateFunction> functions,
        int functionSlot
    )
    {
        if (expressions.Count == 0)
        {
            return;
        }
        var tape = TapeCompiler.CompileCoordinates(expressions, dimension, functions, functionSlot);
        var kernels = TileKernels<double>.For(LaneWidth.Widest);
        var scratch = new JetScratch();
        var temporaries = scratch.Memory<double>(Math.Max(1, tape.Temporaries) * Batch);
        for (var first = 0; first < Stride; first += Batch)
        {
            var count = Math.Min(Batch, Stride - first);
            var rows = new TapeRows<double>(null, start + first, Stride, temporaries, count);
            kernels.Run(tape, rows);
            for (var i = 0; i < expressions.Count; i++)
            {
                new ReadOnlySpan<double>(rows.At(tape.Outputs[i]), count).CopyTo(
                    new Span<double>(start + (nint)(dimension + i) * Stride + first, count)
                );
            }
        }
        // The kernels see pointers alone, and a collection would take the memory from under them.
        GC.KeepAlive(scratch);
    }
}
