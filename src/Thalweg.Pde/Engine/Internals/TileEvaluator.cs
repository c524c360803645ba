using System.Numerics;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Engine;

/// <summary>Runs a <see cref="JetProgram"/> over the tiles of one point set.</summary>
/// <remarks>Parameters and results are doubles whatever the engine computes with.</remarks>
internal abstract unsafe class TileEvaluator
{
    public abstract JetProgram Program { get; }

    /// <summary>Points without padding.</summary>
    public abstract int PointCount { get; }

    public abstract int Tiles { get; }

    /// <summary>Sets θ for the tiles that this thread evaluates next.</summary>
    /// <param name="parameters">[P]; stays in place until the last of them.</param>
    public abstract void Begin(double* parameters, TileScratch scratch);

    /// <summary>Evaluates the tape at a tile; then results can be read.</summary>
    /// <param name="keep">True when <see cref="Reverse"/> will follow.</param>
    public abstract void Forward(double* parameters, int tile, TileScratch scratch, bool keep);

    /// <summary>Σ w F over the tile for tape output i, in a fixed order.</summary>
    public abstract double Sum(int i, int tile, TileScratch scratch);

    /// <summary>Writes the values of tape output i at the tile's points, padding left out, into their places among those of all
    /// points.</summary>
    /// <param name="target">[PointCount].</param>
    public abstract void Read(int i, int tile, TileScratch scratch, Span<double> target);

    /// <summary>Adds the parameter gradient of Σ w F₀ over the tile, after <see cref="Forward"/> with streams kept.</summary>
    public abstract void Reverse(double* parameters, double* gradient, int tile, TileScratch scratch);
}

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

    public override int PointCount => points.Count;

    public override int Tiles => points.Tiles;

    public override void Begin(double* parameters, TileScratch scratch)
    {
        if (typeof(TNumber) == typeof(double))
        {
            return;
        }
        var rounded = scratch.Parameters.Memory<TNumber>(parameterCount);
        for (var i = 0; i < parameterCount; i++)
        {
            rounded[i] = TNumber.CreateTruncating(parameters[i]);
        }
    }

    public override void Forward(double* parameters, int tile, TileScratch scratch, bool keep)
    {
        var count = points.PointsIn(tile);
        var at = points.Slots + points.First(tile);
        var jets = engine.Propagation.Forward(
            Parameters(parameters, scratch),
            at,
            points.Stride,
            count,
            scratch.Network,
            keep
        );
        var trial = Trial(scratch);
        var length = streams * count;
        for (var output = 0; output < outputs; output++)
        {
            var network = jets.Start + (nint)output * jets.Stride;
            var u = trial + output * length;
            if (program.HasFactor)
            {
                var factor = at + (nint)program.FactorSlot * points.Stride;
                engine.Kernels.Multiply(engine.Shape, factor, points.Stride, network, u, count);
            }
            else
            {
                new ReadOnlySpan<TNumber>(network, length).CopyTo(new Span<TNumber>(u, length));
            }
            if (program.HasLift)
            {
                var lift = at + (nint)program.LiftSlot * points.Stride;
                engine.Kernels.AddLift(streams, lift, points.Stride, u, count);
            }
        }
        engine.Kernels.Run(program.Tape, Rows(tile, scratch));
    }

    /// <summary>Row of the tile's values of tape output i, after <see cref="Forward"/>.</summary>
    public TNumber* Output(int i, int tile, TileScratch scratch) => Rows(tile, scratch).At(program.Tape.Outputs[i]);

    public override double Sum(int i, int tile, TileScratch scratch) =>
        WeightedSum.Of(Output(i, tile, scratch), points.Weights + points.First(tile), points.PointsIn(tile));

    public override void Read(int i, int tile, TileScratch scratch, Span<double> target)
    {
        var row = Output(i, tile, scratch);
        var at = target.Slice(points.First(tile), points.RealPointsIn(tile));
        for (var n = 0; n < at.Length; n++)
        {
            at[n] = double.CreateTruncating(row[n]);
        }
    }

    public override void Reverse(double* parameters, double* gradient, int tile, TileScratch scratch)
    {
        Seed(tile, scratch, points.Weights + points.First(tile));
        engine.Propagation.Reverse(Parameters(parameters, scratch), gradient, points.PointsIn(tile), scratch.Network);
    }

    /// <summary>Writes the adjoints of the network's output streams for Σ w F₀, after <see cref="Forward"/> with streams kept.</summary>
    /// <param name="weights">w at the points of the tile, padding included.</param>
    public void Seed(int tile, TileScratch scratch, TNumber* weights)
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

    /// <summary>Writes the adjoints of the network's output streams for a sum of jet entries with coefficients, after
    /// <see cref="Forward"/> with streams kept.</summary>
    /// <param name="entries">Output of u and stream of every entry.</param>
    /// <param name="coefficients">[entry][point of the tile], padding included.</param>
    public void SeedEntries(
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

    private TNumber* ClearedAdjoint(int count, TileScratch scratch)
    {
        var length = outputs * streams * count;
        var adjoint = Trial(scratch) + length;
        new Span<TNumber>(adjoint, length).Clear();
        return adjoint;
    }

    /// <summary>From the adjoints of u to those of the network's outputs.</summary>
    private void SeedNetwork(int tile, TNumber* adjoint, int count, TileScratch scratch)
    {
        var length = streams * count;
        var seed = engine.Propagation.OutputAdjoint(scratch.Network);
        for (var output = 0; output < outputs; output++)
        {
            var target = seed.Start + (nint)output * seed.Stride;
            if (program.HasFactor)
            {
                var factor = points.Slots + points.First(tile) + (nint)program.FactorSlot * points.Stride;
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

    private TNumber* Parameters(double* parameters, TileScratch scratch) =>
        typeof(TNumber) == typeof(double) ? (TNumber*)parameters : scratch.Parameters.Memory<TNumber>(parameterCount);

    // Streams of u, then their adjoints.
    private TNumber* Trial(TileScratch scratch) =>
        scratch.Trial.Memory<TNumber>(2 * outputs * streams * engine.Propagation.TilePoints);

    private TapeRows<TNumber> Rows(int tile, TileScratch scratch) =>
        new(
            Trial(scratch),
            points.Slots + points.First(tile),
            points.Stride,
            scratch.Temporaries.Memory<TNumber>(Math.Max(1, program.Tape.Temporaries) * engine.Propagation.TilePoints),
            points.PointsIn(tile)
        );
}
