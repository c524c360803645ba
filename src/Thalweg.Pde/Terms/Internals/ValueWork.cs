using System.Runtime.CompilerServices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Values of a block of parameter vectors, split over vectors, or over vectors and tiles when vectors are few.</summary>
internal sealed unsafe class ValueWork : IWork
{
    /// <summary>Parameter vectors per block; bounds the memory for tile sums.</summary>
    public const int BlockSize = 256;

    private readonly IntegralTerm[] terms;
    private readonly int parameterCount;
    private readonly ScratchPool scratch;
    private readonly int[] firstTile;
    private readonly int tiles;
    private double[] sums = [];
    private double[] magnitudes = [];
    private bool measures;
    private double* parameters;
    private CancellationToken cancellation;
    private bool byTile;

    public ValueWork(IntegralTerm[] terms, int parameterCount, ScratchPool scratch)
    {
        this.terms = terms;
        this.parameterCount = parameterCount;
        this.scratch = scratch;
        firstTile = new int[terms.Length];
        for (var t = 0; t < terms.Length; t++)
        {
            firstTile[t] = tiles;
            tiles += TilesOf(t);
        }
    }

    /// <param name="withMagnitudes">Whether <see cref="Magnitude"/> is asked for afterwards.</param>
    public void Run(double* vectors, int count, WorkerTeam team, bool withMagnitudes = false)
    {
        if (sums.Length < count * tiles)
        {
            sums = new double[count * tiles];
        }
        if (withMagnitudes && magnitudes.Length < count * tiles)
        {
            magnitudes = new double[count * tiles];
        }
        measures = withMagnitudes;
        parameters = vectors;
        cancellation = team.Cancellation;
        byTile = count < 4 * team.Threads;
        if (tiles > 0)
        {
            team.Run(byTile ? count * tiles : count, this);
        }
    }

    /// <summary>Term t of vector k of the last run.</summary>
    public double Term(int k, int t) => PairwiseSum.Of(sums.AsSpan(k * tiles + firstTile[t], TilesOf(t)));

    /// <summary>Σ |summands| of vector k of the last run, over all terms.</summary>
    public double Magnitude(int k) => PairwiseSum.Of(magnitudes.AsSpan(k * tiles, tiles));

    [MethodImpl(Compilation.Apart)]
    void IWork.Run(int item, int worker)
    {
        if (byTile)
        {
            var tile = item % tiles;
            var t = terms.Length - 1;
            while (firstTile[t] > tile)
            {
                t--;
            }
            Evaluate(At(item / tiles, t, worker), item / tiles, t, tile - firstTile[t]);
            return;
        }
        for (var t = 0; t < terms.Length; t++)
        {
            if (TilesOf(t) == 0)
            {
                continue;
            }
            var pass = At(item, t, worker);
            for (var tile = 0; tile < TilesOf(t); tile++)
            {
                cancellation.ThrowIfCancellationRequested();
                Evaluate(pass, item, t, tile);
            }
        }
    }

    // Functionals are evaluated by themselves.
    private int TilesOf(int t) => terms[t].Functional is null ? terms[t].Evaluator.Tiles : 0;

    private TileEvaluator.Pass At(int k, int t, int worker) =>
        terms[t].Evaluator.At(parameters + (nint)k * parameterCount, scratch[worker]);

    private void Evaluate(in TileEvaluator.Pass pass, int k, int t, int tile)
    {
        var values = pass.Forward(tile);
        var place = k * tiles + firstTile[t] + tile;
        sums[place] = values.Sum(0);
        if (measures)
        {
            magnitudes[place] = values.SumOfMagnitudes(0);
        }
    }
}
