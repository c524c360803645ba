using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

internal sealed unsafe class TileEvaluator<TNumber>(TileEngine<TNumber> engine, PointData<TNumber> points)
    : TileEvaluator
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly JetProgram program = engine.Program;
    private readonly int parameterCount = engine.Program.Network.ParameterCount;
    private readonly int outputs = engine.Program.Network.Outputs;
    private readonly int streams = engine.Program.Streams.Count;

    // Jet entries of expression 0 as (tape output, output of u, stream).
    private readonly (int Tape, int Output, int Stream)[] seeds =
    [
        .. engine.Program.Entries.Select(
            (entry, e) => (engine.Program.ExpressionCount + e, entry.Output, engine.Program.StreamOf(entry))
        ),
    ];

    public override JetProgram Program => program;

    public PointData<TNumber> Points => points;

    private JetPropagation<TNumber> Propagation => engine.Propagation;

    public override int PointCount => points.Count;

    public override int Tiles => points.Tiles;

    public override void Move(PointSet points) => Points.Move(points);

    public override void Put(ReadOnlySpan<double> values)
    {
        foreach (var (index, slot) in program.MultiplierSlots)
        {
            points.Put(slot, values.Slice(index * points.Count, points.Count));
        }
    }

    /// <summary>Evaluates the tape at a tile.</summary>
    public Outputs Forward(TNumber* parameters, int tile, TileScratch scratch)
    {
        Forward(parameters, tile, scratch, keep: false);
        return new Outputs(this, tile, scratch);
    }

    /// <summary>The same with everything kept that gradients point by point need.</summary>
    public KeptOutputs ForwardKept(TNumber* parameters, int tile, TileScratch scratch)
    {
        Forward(parameters, tile, scratch, keep: true);
        return new KeptOutputs(this, parameters, tile, scratch);
    }

    [MethodImpl(Compilation.Apart)]
    private protected override void* Rounded(double* parameters, TileScratch scratch)
    {
        if (typeof(TNumber) == typeof(double))
        {
            return parameters;
        }
        var rounded = scratch.Parameters.Memory<TNumber>(parameterCount);
        Rounding.Copy(parameters, rounded, parameterCount);
        return rounded;
    }

    [MethodImpl(Compilation.Apart)]
    private protected override void Forward(void* parameters, int tile, TileScratch scratch, bool keep)
    {
        var count = points.PointsIn(tile);
        var at = points.Slots + points.First(tile);
        var jets = Propagation.Forward((TNumber*)parameters, at, points.Stride, count, scratch.Network, keep);
        var trial = Trial(scratch);
        var length = streams * count;
        for (var output = 0; output < outputs; output++)
        {
            var network = jets.Start + (nint)output * jets.Stride;
            var u = trial + output * length;
            if (program.FactorSlot(output) is >= 0 and var slot)
            {
                var factor = at + (nint)slot * points.Stride;
                engine.Kernels.Multiply(engine.Shape, factor, points.Stride, network, u, count);
            }
            else
            {
                new ReadOnlySpan<TNumber>(network, length).CopyTo(new Span<TNumber>(u, length));
            }
            if (program.LiftSlot(output) is >= 0 and var liftSlot)
            {
                var lift = at + (nint)liftSlot * points.Stride;
                engine.Kernels.AddLift(streams, lift, points.Stride, u, count);
            }
        }
        // The derivatives behind the expressions are read by gradients alone.
        var instructions = program.Tape.Instructions.AsSpan(
            0,
            keep ? program.Tape.Instructions.Length : program.Tape.Leading
        );
        engine.Kernels.Run(instructions, Rows(tile, scratch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TNumber* Output(int i, int tile, TileScratch scratch) => Rows(tile, scratch).At(program.Tape.Outputs[i]);

    private protected override double Sum(int i, int tile, TileScratch scratch) =>
        WeightedSum.Of(Output(i, tile, scratch), points.Weights + points.First(tile), points.PointsIn(tile));

    private protected override double SumOfMagnitudes(int i, int tile, TileScratch scratch) =>
        WeightedSum.OfMagnitudes(Output(i, tile, scratch), points.Weights + points.First(tile), points.PointsIn(tile));

    private protected override void Read(int i, int tile, TileScratch scratch, Span<double> target)
    {
        var row = Output(i, tile, scratch);
        var at = target.Slice(points.First(tile), points.RealPointsIn(tile));
        for (var n = 0; n < at.Length; n++)
        {
            at[n] = double.CreateTruncating(row[n]);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private protected override void Reverse(void* parameters, double* gradient, int tile, TileScratch scratch)
    {
        Seed(tile, scratch, points.Weights + points.First(tile));
        Propagation.Reverse((TNumber*)parameters, gradient, points.PointsIn(tile), scratch.Network);
    }

    /// <summary>Writes the adjoints of the network's output streams for Σ w F₀.</summary>
    [MethodImpl(Compilation.Apart)]
    private void Seed(int tile, TileScratch scratch, TNumber* weights)
    {
        var count = points.PointsIn(tile);
        var adjoint = ClearedAdjoint(count, scratch);
        var rows = Rows(tile, scratch);
        foreach (var (tape, output, stream) in seeds)
        {
            engine.Kernels.AddWeighted(
                rows.At(program.Tape.Outputs[tape]),
                weights,
                adjoint + (output * streams + stream) * count,
                count
            );
        }
        SeedNetwork(tile, adjoint, count, scratch);
    }

    /// <summary>Writes the adjoints of the network's output streams for a sum of jet entries with coefficients.</summary>
    [MethodImpl(Compilation.Apart)]
    private void SeedEntries(
        int tile,
        TileScratch scratch,
        ReadOnlySpan<(int Output, int Stream)> entries,
        TNumber* coefficients
    )
    {
        var count = points.PointsIn(tile);
        var adjoint = ClearedAdjoint(count, scratch);
        for (var e = 0; e < entries.Length; e++)
        {
            var (output, stream) = entries[e];
            new ReadOnlySpan<TNumber>(coefficients + e * count, count).CopyTo(
                new Span<TNumber>(adjoint + (output * streams + stream) * count, count)
            );
        }
        SeedNetwork(tile, adjoint, count, scratch);
    }

    [MethodImpl(Compilation.Apart)]
    private TNumber* ClearedAdjoint(int count, TileScratch scratch)
    {
        var length = outputs * streams * count;
        var adjoint = Trial(scratch) + length;
        new Span<TNumber>(adjoint, length).Clear();
        return adjoint;
    }

    /// <summary>From the adjoints of u to those of the network's outputs.</summary>
    [MethodImpl(Compilation.Apart)]
    private void SeedNetwork(int tile, TNumber* adjoint, int count, TileScratch scratch)
    {
        var length = streams * count;
        var seed = Propagation.OutputAdjoint(scratch.Network);
        for (var output = 0; output < outputs; output++)
        {
            var target = seed.Start + (nint)output * seed.Stride;
            if (program.FactorSlot(output) is >= 0 and var slot)
            {
                var factor = points.Slots + points.First(tile) + (nint)slot * points.Stride;
                engine.Kernels.MultiplyTransposed(
                    engine.Shape,
                    factor,
                    points.Stride,
                    adjoint + output * length,
                    target,
                    count
                );
            }
            else
            {
                new ReadOnlySpan<TNumber>(adjoint + output * length, length).CopyTo(new Span<TNumber>(target, length));
            }
        }
    }

    // Streams of u, then their adjoints.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TNumber* Trial(TileScratch scratch) =>
        scratch.Trial.Memory<TNumber>(2 * outputs * streams * Propagation.TilePoints);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TapeRows<TNumber> Rows(int tile, TileScratch scratch) =>
        new(
            Trial(scratch),
            points.Slots + points.First(tile),
            points.Stride,
            scratch.Temporaries.Memory<TNumber>(Math.Max(1, program.Tape.Temporaries) * Propagation.TilePoints),
            points.PointsIn(tile)
        );

    /// <summary>A tile whose tape has been evaluated, until its scratch memory serves the next.</summary>
    public readonly struct Outputs(TileEvaluator<TNumber> evaluator, int tile, TileScratch scratch)
    {
        /// <summary>Values of tape output i at the tile's points, padding included.</summary>
        public TNumber* this[int i] => evaluator.Output(i, tile, scratch);

        /// <inheritdoc cref="TileEvaluator.Values.Sum"/>
        public double Sum(int i) => evaluator.Sum(i, tile, scratch);
    }

    /// <summary>A tile whose streams have been kept.</summary>
    public readonly struct KeptOutputs(
        TileEvaluator<TNumber> evaluator,
        TNumber* parameters,
        int tile,
        TileScratch scratch
    )
    {
        /// <inheritdoc cref="Outputs.this"/>
        public TNumber* this[int i] => evaluator.Output(i, tile, scratch);

        /// <summary>The adjoints for Σ w F₀.</summary>
        /// <param name="weights">w at the points of the tile, padding included.</param>
        public Seeded Seed(TNumber* weights)
        {
            evaluator.Seed(tile, scratch, weights);
            return new Seeded(evaluator, parameters, tile, scratch);
        }

        /// <summary>The adjoints for a sum of jet entries with coefficients.</summary>
        /// <param name="entries">Output of u and stream of every entry.</param>
        /// <param name="coefficients">[entry][point of the tile], padding included.</param>
        public Seeded Seed(ReadOnlySpan<(int Output, int Stream)> entries, TNumber* coefficients)
        {
            evaluator.SeedEntries(tile, scratch, entries, coefficients);
            return new Seeded(evaluator, parameters, tile, scratch);
        }
    }

    /// <summary>A tile with the adjoints of the network's outputs; each ends in one sweep back.</summary>
    public readonly struct Seeded(TileEvaluator<TNumber> evaluator, TNumber* parameters, int tile, TileScratch scratch)
    {
        /// <inheritdoc cref="JetPropagation{TNumber}.Reverse"/>
        public void Reverse(double* gradient) =>
            evaluator.Propagation.Reverse(parameters, gradient, evaluator.Points.PointsIn(tile), scratch.Network);

        /// <inheritdoc cref="JetPropagation{TNumber}.ReverseRows"/>
        public void ReverseRows(int from, int count, double* rows) =>
            evaluator.Propagation.ReverseRows(
                parameters,
                rows,
                from,
                count,
                evaluator.Points.PointsIn(tile),
                scratch.Network
            );

        /// <inheritdoc cref="JetPropagation{TNumber}.ReverseProducts"/>
        public void ReverseProducts(TNumber* vectors, int count, TNumber* products) =>
            evaluator.Propagation.ReverseProducts(
                parameters,
                vectors,
                count,
                products,
                evaluator.Points.PointsIn(tile),
                scratch.Network
            );
    }
}
