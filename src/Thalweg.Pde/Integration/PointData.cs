using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Integration;

/// <summary>
/// A point set as the engine reads it: coordinates, the values of coordinate expressions and weights, padded to whole tiles.
/// </summary>
/// <remarks>Padding repeats the last point with weight 0.</remarks>
internal sealed unsafe class PointData
{
    private readonly double[] store;

    public PointData(JetProgram program, PointSet points)
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
        Tiles = Tile.CountFor(points.Count);
        Stride = Tiles * Tile.Points;
        var functions = CoordinateFunction.In(program.PointExpressions);
        var functionSlot = dimension + program.PointExpressions.Count;
        var slots = functionSlot + functions.Count;
        store = GC.AllocateArray<double>((slots + 1) * Stride + 8, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref store[0]);
        Slots = (double*)((address + 63) & ~(nuint)63);
        Weights = Slots + (nint)slots * Stride;
        for (var k = 0; k < dimension; k++)
        {
            var row = new Span<double>(Slots + (nint)k * Stride, Stride);
            points.Axis(k).CopyTo(row);
            row[points.Count..].Fill(points.Axis(k)[^1]);
        }
        points.Weights.CopyTo(new Span<double>(Weights, Stride));
        Evaluate(functions, dimension, functionSlot);
        Evaluate(program.PointExpressions, dimension, functions, functionSlot);
    }

    public int Count { get; }

    public int Tiles { get; }

    /// <summary>Padded number of points: the length of a slot.</summary>
    public int Stride { get; }

    /// <summary>[slot][Stride]: coordinates, then coordinate expressions, then the coordinate functions in them.</summary>
    public double* Slots { get; }

    /// <summary>[Stride], zero in the padding.</summary>
    public double* Weights { get; }

    private void Evaluate(IReadOnlyList<CoordinateFunction> functions, int dimension, int functionSlot)
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
                    point[k] = Slots[(nint)k * Stride + i];
                }
                if (i < Count)
                {
                    family.Key(point, values);
                }
                foreach (var (function, row) in members)
                {
                    Slots[(nint)row * Stride + i] = values[function.Member];
                }
            }
        }
    }

    private void Evaluate(
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
        var temporaries = new JetScratch().Memory(Math.Max(1, tape.Temporaries) * Tile.Points);
        for (var tile = 0; tile < Tiles; tile++)
        {
            var points = Slots + tile * Tile.Points;
            tape.Run(null, points, Stride, temporaries);
            for (var i = 0; i < expressions.Count; i++)
            {
                var value = Tape.Address(tape.Outputs[i], null, points, Stride, temporaries);
                new ReadOnlySpan<double>(value, Tile.Points).CopyTo(
                    new Span<double>(points + (nint)(dimension + i) * Stride, Tile.Points)
                );
            }
        }
    }
}
