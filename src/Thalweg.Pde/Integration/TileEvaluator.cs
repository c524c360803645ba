using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Integration;

/// <summary>Runs a <see cref="JetProgram"/> over the tiles of one point set.</summary>
internal sealed unsafe class TileEvaluator(JetProgram program, PointData points)
{
    private readonly int trialLength = program.Network.Outputs * program.Propagation.Columns;

    public JetProgram Program => program;

    public PointData Points => points;

    /// <summary>Evaluates the tape at a tile; results are read with <see cref="Output"/>.</summary>
    public void Forward(double* parameters, int tile, TileScratch scratch, bool keepSlopes)
    {
        var at = points.Slots + tile * Tile.Points;
        var jets = program.Propagation.Forward(parameters, at, points.Stride, scratch.Network, keepSlopes);
        var trial = scratch.Trial.Memory(2 * trialLength);
        if (program.HasFactor)
        {
            var factor = at + (nint)program.FactorSlot * points.Stride;
            for (var output = 0; output < program.Network.Outputs; output++)
            {
                TrialKernels.Forward(
                    program.Streams,
                    factor,
                    points.Stride,
                    jets + output * program.Propagation.Stride,
                    trial + output * program.Propagation.Columns
                );
            }
        }
        else
        {
            CopyRows(jets, program.Propagation.Stride, trial, program.Propagation.Columns);
        }
        if (program.HasLift)
        {
            var lift = at + (nint)program.LiftSlot * points.Stride;
            for (var output = 0; output < program.Network.Outputs; output++)
            {
                TrialKernels.AddLift(
                    program.Streams,
                    lift,
                    points.Stride,
                    trial + output * program.Propagation.Columns
                );
            }
        }
        program.Tape.Run(trial, at, points.Stride, Temporaries(scratch));
    }

    /// <summary>Row of the tile's values of tape output i, after <see cref="Forward"/>.</summary>
    public double* Output(int i, int tile, TileScratch scratch) =>
        Tape.Address(
            program.Tape.Outputs[i],
            scratch.Trial.Memory(2 * trialLength),
            points.Slots + tile * Tile.Points,
            points.Stride,
            Temporaries(scratch)
        );

    /// <summary>Σ w F over the tile for tape output i, in a fixed order.</summary>
    public double WeightedSum(int i, int tile, TileScratch scratch) =>
        Sum(Output(i, tile, scratch), points.Weights + tile * Tile.Points);

    /// <summary>Adds the parameter gradient of Σ w F₀ over the tile, after <see cref="Forward"/> with slopes kept.</summary>
    public void Reverse(double* parameters, double* gradient, int tile, TileScratch scratch)
    {
        var streams = program.Streams;
        var columns = program.Propagation.Columns;
        var adjoint = scratch.Trial.Memory(2 * trialLength) + trialLength;
        new Span<double>(adjoint, trialLength).Clear();
        var weights = points.Weights + tile * Tile.Points;
        for (var e = 0; e < program.Entries.Count; e++)
        {
            var entry = program.Entries[e];
            var slope = Output(program.ExpressionCount + e, tile, scratch);
            var target = adjoint + entry.Output * columns;
            var d = streams.Dimension;
            switch (entry.Kind)
            {
                case JetKind.Value:
                    AddWeighted(slope, weights, target);
                    break;
                case JetKind.First:
                    AddWeighted(slope, weights, target + (1 + entry.Axis) * Tile.Points);
                    break;
                case JetKind.Second:
                    AddWeighted(slope, weights, target + (1 + d + entry.Axis) * Tile.Points);
                    break;
                default:
                    var copies = streams.Kind == StreamKind.Laplacian ? 1 : d;
                    for (var k = 0; k < copies; k++)
                    {
                        AddWeighted(slope, weights, target + (1 + d + k) * Tile.Points);
                    }
                    break;
            }
        }
        var seed = program.Propagation.OutputAdjoint(scratch.Network);
        if (program.HasFactor)
        {
            var factor = points.Slots + tile * Tile.Points + (nint)program.FactorSlot * points.Stride;
            for (var output = 0; output < program.Network.Outputs; output++)
            {
                TrialKernels.Reverse(
                    streams,
                    factor,
                    points.Stride,
                    adjoint + output * columns,
                    seed + output * program.Propagation.Stride
                );
            }
        }
        else
        {
            CopyRows(adjoint, columns, seed, program.Propagation.Stride);
        }
        program.Propagation.Reverse(parameters, gradient, scratch.Network);
    }

    private void CopyRows(double* source, int sourceStride, double* target, int targetStride)
    {
        var columns = program.Propagation.Columns;
        for (var output = 0; output < program.Network.Outputs; output++)
        {
            var row = new ReadOnlySpan<double>(source + output * sourceStride, columns);
            row.CopyTo(new Span<double>(target + output * targetStride, columns));
        }
    }

    private double* Temporaries(TileScratch scratch) =>
        scratch.Temporaries.Memory(Math.Max(1, program.Tape.Temporaries) * Tile.Points);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(double* values, double* weights)
    {
        var sum = Vector512<double>.Zero;
        for (var n = 0; n < Tile.Points; n += Tile.Lanes)
        {
            sum += Weighted(Vector512.Load(values + n), Vector512.Load(weights + n));
        }
        return LaneSum.Of(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWeighted(double* slope, double* weights, double* target)
    {
        for (var n = 0; n < Tile.Points; n += Tile.Lanes)
        {
            var term = Weighted(Vector512.Load(slope + n), Vector512.Load(weights + n));
            Vector512.Store(Vector512.Load(target + n) + term, target + n);
        }
    }

    // A point of weight 0 takes no part even where its value is infinite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Weighted(Vector512<double> values, Vector512<double> weights) =>
        Vector512.ConditionalSelect(
            Vector512.Equals(weights, Vector512<double>.Zero),
            Vector512<double>.Zero,
            values * weights
        );
}
