using System.Numerics;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

internal sealed unsafe class CurvatureEvaluator<TNumber> : CurvatureEvaluator
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly CurvatureEngine<TNumber> engine;
    private readonly JetProgram program;
    private readonly PointData<TNumber> points;
    private readonly (int Output, int Stream)[] entries;
    private readonly (int A, int B, int Tape)[] pairs;
    private readonly int slopes;
    private readonly int outputs;
    private readonly int streams;

    public CurvatureEvaluator(CurvatureEngine<TNumber> engine, PointSet points)
    {
        this.engine = engine;
        program = engine.Curvature.Program;
        this.points = new PointData<TNumber>(program, points, engine.Propagation.TilePoints);
        entries = [.. engine.Curvature.Entries];
        pairs = [.. engine.Curvature.Pairs];
        slopes = engine.Curvature.Slopes;
        outputs = program.Network.Outputs;
        streams = program.Streams.Count;
    }

    public override int Tiles => points.Tiles;

    public override void Move(PointSet points) => this.points.Move(points);

    public override void Put(ReadOnlySpan<double> values)
    {
        foreach (var (index, slot) in program.MultiplierSlots)
        {
            points.Put(slot, values.Slice(index * points.Count, points.Count));
        }
    }

    private protected override void* Rounded(double* numbers, int count, JetScratch scratch)
    {
        if (typeof(TNumber) == typeof(double))
        {
            return numbers;
        }
        var length = count * program.Network.ParameterCount;
        var rounded = scratch.Memory<TNumber>(length);
        Rounding.Copy(numbers, rounded, length);
        return rounded;
    }

    private protected override void Prepare(void* parameters, int tile, TileScratch scratch)
    {
        var count = points.PointsIn(tile);
        var at = points.Slots + points.First(tile);
        var network = scratch.Network;
        var jets = engine.Propagation.Forward((TNumber*)parameters, at, points.Stride, count, network);
        var trial = Trial(scratch, 0);
        ToTrial(jets, trial, tile);
        for (var output = 0; output < outputs; output++)
        {
            if (program.LiftSlot(output) is >= 0 and var slot)
            {
                var lift = at + (nint)slot * points.Stride;
                engine.Kernels.AddLift(streams, lift, points.Stride, trial + output * streams * count, count);
            }
        }
        var rows = Rows(tile, scratch);
        engine.Kernels.Run(program.Tape.Instructions, rows);
        if (!engine.Curvature.Bends)
        {
            engine.Propagation.Linearize(count, network);
            return;
        }
        var adjoint = Cleared(scratch, 1, count);
        for (var a = 0; a < entries.Length; a++)
        {
            engine.Kernels.AddWeighted(
                rows.At(program.Tape.Outputs[slopes + a]),
                points.Weights + points.First(tile),
                adjoint + Row(a) * count,
                count
            );
        }
        ToNetwork(adjoint, engine.Propagation.OutputAdjoint(network), tile);
        engine.Propagation.Reverse((TNumber*)parameters, count, network);
    }

    private protected override void AddProduct(
        void* parameters,
        void* directions,
        int k,
        double* product,
        int tile,
        TileScratch scratch
    )
    {
        var count = points.PointsIn(tile);
        var network = scratch.Network;
        var direction = (TNumber*)directions + (nint)k * program.Network.ParameterCount;
        var jets = engine.Propagation.ForwardTangent((TNumber*)parameters, direction, count, network);
        var tangent = Trial(scratch, 1);
        ToTrial(jets, tangent, tile);
        var adjoint = Cleared(scratch, 2, count);
        var rows = Rows(tile, scratch);
        var weights = points.Weights + points.First(tile);
        foreach (var (a, b, tape) in pairs)
        {
            var second = rows.At(program.Tape.Outputs[tape]);
            AddSeed(second, weights, tangent + Row(b) * count, adjoint + Row(a) * count, count);
            if (a != b)
            {
                AddSeed(second, weights, tangent + Row(a) * count, adjoint + Row(b) * count, count);
            }
        }
        ToNetwork(adjoint, engine.Propagation.TangentAdjoint(network), tile);
        engine.Propagation.ReverseTangent((TNumber*)parameters, direction, product, count, network);
    }

    private void AddSeed(TNumber* second, TNumber* weights, TNumber* tangent, TNumber* target, int count) =>
        engine.Kernels.AddWeightedProducts(second, weights, tangent, target, count);

    private int Row(int entry) => (entries[entry].Output * streams) + entries[entry].Stream;

    /// <summary>From the streams of N to those of φN.</summary>
    private void ToTrial(JetOutput<TNumber> jets, TNumber* trial, int tile)
    {
        var count = points.PointsIn(tile);
        var length = streams * count;
        for (var output = 0; output < outputs; output++)
        {
            var network = jets.Start + (nint)output * jets.Stride;
            if (program.FactorSlot(output) >= 0)
            {
                engine.Kernels.Multiply(
                    engine.Shape,
                    Factor(tile, output),
                    points.Stride,
                    network,
                    trial + output * length,
                    count
                );
            }
            else
            {
                new ReadOnlySpan<TNumber>(network, length).CopyTo(new Span<TNumber>(trial + output * length, length));
            }
        }
    }

    /// <summary>From the adjoints of φN to those of N.</summary>
    private void ToNetwork(TNumber* trial, JetOutput<TNumber> seed, int tile)
    {
        var count = points.PointsIn(tile);
        var length = streams * count;
        for (var output = 0; output < outputs; output++)
        {
            var network = seed.Start + (nint)output * seed.Stride;
            if (program.FactorSlot(output) >= 0)
            {
                engine.Kernels.MultiplyTransposed(
                    engine.Shape,
                    Factor(tile, output),
                    points.Stride,
                    trial + output * length,
                    network,
                    count
                );
            }
            else
            {
                new ReadOnlySpan<TNumber>(trial + output * length, length).CopyTo(new Span<TNumber>(network, length));
            }
        }
    }

    private TNumber* Factor(int tile, int output) =>
        points.Slots + points.First(tile) + (nint)program.FactorSlot(output) * points.Stride;

    private TNumber* Cleared(TileScratch scratch, int block, int count)
    {
        var cleared = Trial(scratch, block);
        new Span<TNumber>(cleared, outputs * streams * count).Clear();
        return cleared;
    }

    // Streams of u, which the tape reads; then what the tape does not read again: adjoints before the directions, then tangents and
    // their adjoints.
    private TNumber* Trial(TileScratch scratch, int block)
    {
        var length = outputs * streams * engine.Propagation.TilePoints;
        return scratch.Trial.Memory<TNumber>(3 * length) + block * length;
    }

    private TapeRows<TNumber> Rows(int tile, TileScratch scratch) =>
        new(
            Trial(scratch, 0),
            points.Slots + points.First(tile),
            points.Stride,
            scratch.Temporaries.Memory<TNumber>(Math.Max(1, program.Tape.Temporaries) * engine.Propagation.TilePoints),
            points.PointsIn(tile)
        );
}
