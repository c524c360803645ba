using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>
/// A point set as the engine reads it: coordinates, the values of coordinate expressions and weights, padded to whole tiles.
/// </summary>
/// <remarks>Padding repeats the last point with weight 0. Everything is computed in double, then rounded.</remarks>
internal sealed unsafe class PointData<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly PointProgram program;
    private readonly TNumber[] store;
    private readonly int dimension;
    private readonly int tilePoints;
    private JetScratch? staging;
    private JetScratch? temporaries;

    /// <param name="tilePoints">The most points that a tile has.</param>
    public PointData(JetProgram program, PointSet points, int tilePoints)
    {
        this.program = program.Points;
        dimension = program.Network.Inputs;
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
        var slots = dimension + this.program.ExpressionCount;
        // Doubles are computed where they stay; the functions come last and are not read again.
        var rows = slots + 1 + (IsDouble ? this.program.FunctionCount : 0);
        store = GC.AllocateArray<TNumber>(rows * Stride + lanes, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref store[0]);
        Slots = (TNumber*)((address + 63) & ~(nuint)63);
        Weights = Slots + (nint)slots * Stride;
        Load(points, new JetScratch(), new JetScratch());
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

    /// <summary>Puts as many other points in the place of those there are; nothing is allocated after the first time.</summary>
    public void Move(PointSet points)
    {
        if (points.Count != Count || points.Dimension != dimension)
        {
            throw new ArgumentException(
                $"got {points.Count} points with {points.Dimension} coordinates, expected {Count} with {dimension}, in the place of as many",
                nameof(points)
            );
        }
        Load(points, staging ??= new JetScratch(), temporaries ??= new JetScratch());
    }

    /// <summary>Writes the values of a point slot, which stay until the points are moved.</summary>
    /// <param name="values">[Count].</param>
    public void Put(int slot, ReadOnlySpan<double> values)
    {
        var row = new Span<TNumber>(Slots + (nint)slot * Stride, Stride);
        for (var n = 0; n < values.Length; n++)
        {
            row[n] = TNumber.CreateTruncating(values[n]);
        }
        row[values.Length..].Clear();
    }

    private static bool IsDouble => typeof(TNumber) == typeof(double);

    private void Load(PointSet points, JetScratch staging, JetScratch temporaries)
    {
        var kept = (dimension + program.ExpressionCount + 1) * Stride;
        var rows = IsDouble ? (double*)Slots : staging.Memory<double>(kept + program.FunctionCount * Stride);
        for (var k = 0; k < dimension; k++)
        {
            var row = new Span<double>(rows + (nint)k * Stride, Stride);
            points.Axis(k).CopyTo(row);
            row[points.Count..].Fill(points.Axis(k)[^1]);
        }
        var weights = new Span<double>(rows + (nint)(kept - Stride), Stride);
        points.Weights.CopyTo(weights);
        weights[points.Count..].Clear();
        program.Run(rows, Stride, points.Count, temporaries.Memory<double>(program.Temporaries), points);
        for (var i = 0; i < kept && !IsDouble; i++)
        {
            Slots[i] = TNumber.CreateTruncating(rows[i]);
        }
        // The kernels see pointers alone, and a collection would take the memory from under them.
        GC.KeepAlive(staging);
        GC.KeepAlive(temporaries);
    }
}
