using System.Runtime.CompilerServices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Loss and gradient of one parameter vector, split over chunks of consecutive tiles.</summary>
/// <remarks>A chunk adds its tiles up in order into a gradient of its own; chunk gradients are summed in a fixed tree. The
/// number of chunks depends on the number of tiles alone.</remarks>
internal sealed unsafe class GradientWork : IWork
{
    private readonly IntegralTerm[] terms;
    private readonly int parameterCount;
    private readonly ScratchPool scratch;
    private readonly TileChunk[] chunks;
    private readonly int[] firstChunk;
    private readonly double[][] sums;
    private readonly double[] gradients;
    private double* parameters;
    private CancellationToken cancellation;

    public GradientWork(IntegralTerm[] terms, int parameterCount, ScratchPool scratch)
    {
        this.terms = terms;
        this.parameterCount = parameterCount;
        this.scratch = scratch;
        var list = new List<TileChunk>();
        firstChunk = new int[terms.Length + 1];
        sums = new double[terms.Length][];
        for (var t = 0; t < terms.Length; t++)
        {
            firstChunk[t] = list.Count;
            var tiles = terms[t].Evaluator.Tiles;
            sums[t] = new double[tiles];
            list.AddRange(TileChunk.Of(t, tiles));
        }
        firstChunk[^1] = list.Count;
        chunks = [.. list];
        gradients = GC.AllocateArray<double>(chunks.Length * parameterCount, pinned: true);
    }

    public void Run(double* vector, WorkerTeam team)
    {
        parameters = vector;
        cancellation = team.Cancellation;
        team.Run(chunks.Length, this);
    }

    /// <summary>Term t of the last run.</summary>
    public double Term(int t) => PairwiseSum.Of(sums[t]);

    /// <summary>Adds the gradient of term t of the last run; can be asked for once per run.</summary>
    [MethodImpl(Compilation.Apart)]
    public void AddGradient(int t, Span<double> target) =>
        PairwiseSum.OfRows(
            gradients.AsSpan(firstChunk[t] * parameterCount, (firstChunk[t + 1] - firstChunk[t]) * parameterCount),
            target
        );

    [MethodImpl(Compilation.Apart)]
    void IWork.Run(int item, int worker)
    {
        var chunk = chunks[item];
        var gradient = gradients.AsSpan(item * parameterCount, parameterCount);
        gradient.Clear();
        fixed (double* pointer = gradient)
        {
            var pass = terms[chunk.Term].Evaluator.At(parameters, scratch[worker]);
            for (var tile = chunk.First; tile < chunk.First + chunk.Count; tile++)
            {
                cancellation.ThrowIfCancellationRequested();
                var evaluated = pass.ForwardKept(tile);
                sums[chunk.Term][tile] = evaluated.Sum(0);
                evaluated.Reverse(pointer);
            }
        }
    }
}
