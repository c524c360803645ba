using System.Runtime.CompilerServices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Losses and gradients of a block of parameter vectors, split over vectors and chunks of consecutive tiles, or over vectors alone
/// where they are many.</summary>
/// <remarks>A chunk adds its tiles up in order into a row of its own; the rows of a vector are summed in a fixed tree. The
/// number of chunks depends on the number of tiles alone, so that bits do not depend on how the work is split.</remarks>
internal sealed unsafe class GradientWork : IWork
{
    // Numbers of the rows of one vector up to which every worker has rows of its own: 1 MiB stays in its cache.
    private const int MostOfWorker = 1 << 17;

    // Numbers of the rows of all vectors of a block: more would leave the caches and gain nothing.
    private const int MostOfBlock = 1 << 18;

    private readonly IntegralTerm[] terms;
    private readonly int parameterCount;
    private readonly ScratchPool scratch;
    private readonly TileChunk[] chunks;
    private readonly int[] firstChunk;
    private readonly int[] firstTile;
    private double[] sums = [];
    private double[] rows = [];
    private double* parameters;
    private double* gradients;
    private CancellationToken cancellation;

    public GradientWork(IntegralTerm[] terms, int parameterCount, ScratchPool scratch)
    {
        this.terms = terms;
        this.parameterCount = parameterCount;
        this.scratch = scratch;
        var list = new List<TileChunk>();
        firstChunk = new int[terms.Length + 1];
        firstTile = new int[terms.Length + 1];
        for (var t = 0; t < terms.Length; t++)
        {
            var tiles = terms[t].Evaluator.Tiles;
            list.AddRange(TileChunk.Of(t, tiles));
            firstChunk[t + 1] = list.Count;
            firstTile[t + 1] = firstTile[t] + tiles;
        }
        chunks = [.. list];
    }

    private int Tiles => firstTile[^1];

    private long RowNumbers => (long)chunks.Length * parameterCount;

    /// <summary>Vectors that a run may have; bounds the memory.</summary>
    /// <param name="count">Vectors that are wanted.</param>
    public int BlockOf(int count, WorkerTeam team) =>
        TakesWhole(count, team)
            ? Math.Min(count, ValueWork.BlockSize)
            : (int)Math.Min(count, Math.Max(1, MostOfBlock / RowNumbers));

    /// <summary>Runs chunk by chunk; <see cref="AddGradient"/> then gives the gradients.</summary>
    public void Run(double* vectors, int count, WorkerTeam team)
    {
        gradients = null;
        Begin(vectors, count, count);
        cancellation = team.Cancellation;
        team.Run(count * chunks.Length, this);
    }

    /// <summary>Runs and writes the gradients.</summary>
    /// <param name="target">[count, P].</param>
    public void Run(double* vectors, double* target, int count, WorkerTeam team)
    {
        if (!TakesWhole(count, team))
        {
            Run(vectors, count, team);
            for (var k = 0; k < count; k++)
            {
                WriteGradient(k, k, new Span<double>(target + ((nint)k * parameterCount), parameterCount));
            }
            return;
        }
        gradients = target;
        Begin(vectors, count, team.Threads);
        cancellation = team.Cancellation;
        team.Run(count, this);
    }

    /// <summary>Term t of vector k of the last run.</summary>
    public double Term(int k, int t) =>
        PairwiseSum.Of(sums.AsSpan((k * Tiles) + firstTile[t], firstTile[t + 1] - firstTile[t]));

    /// <summary>Adds the gradient of term t of vector k of the last run by chunks; can be asked for once per run.</summary>
    /// <param name="k">The vector.</param>
    [MethodImpl(Compilation.Apart)]
    public void AddGradient(int k, int t, Span<double> target) =>
        PairwiseSum.OfRows(
            rows.AsSpan(
                ((k * chunks.Length) + firstChunk[t]) * parameterCount,
                (firstChunk[t + 1] - firstChunk[t]) * parameterCount
            ),
            target
        );

    [MethodImpl(Compilation.Apart)]
    void IWork.Run(int item, int worker)
    {
        if (gradients is null)
        {
            var (k, c) = (item / chunks.Length, item % chunks.Length);
            Evaluate(k, c, item, At(k, chunks[c].Term, worker));
            return;
        }
        for (var t = 0; t < terms.Length; t++)
        {
            var pass = At(item, t, worker);
            for (var c = firstChunk[t]; c < firstChunk[t + 1]; c++)
            {
                Evaluate(item, c, (worker * chunks.Length) + c, pass);
            }
        }
        WriteGradient(item, worker, new Span<double>(gradients + ((nint)item * parameterCount), parameterCount));
    }

    /// <summary>Whether a worker forms the whole gradient of a vector.</summary>
    private bool TakesWhole(int count, WorkerTeam team) =>
        count >= 4 * team.Threads && (team.Threads == 1 || RowNumbers <= MostOfWorker);

    private void Begin(double* vectors, int count, int slots)
    {
        parameters = vectors;
        if (sums.Length < count * Tiles)
        {
            sums = new double[count * Tiles];
        }
        if (rows.Length < slots * RowNumbers)
        {
            rows = GC.AllocateUninitializedArray<double>(checked((int)(slots * RowNumbers)), pinned: true);
        }
    }

    private TileEvaluator.Pass At(int k, int t, int worker) =>
        terms[t].Evaluator.At(parameters + ((nint)k * parameterCount), scratch[worker]);

    [MethodImpl(Compilation.Apart)]
    private void Evaluate(int k, int c, int row, in TileEvaluator.Pass pass)
    {
        var chunk = chunks[c];
        var gradient = rows.AsSpan(row * parameterCount, parameterCount);
        gradient.Clear();
        fixed (double* pointer = gradient)
        {
            var place = (k * Tiles) + firstTile[chunk.Term];
            for (var tile = chunk.First; tile < chunk.First + chunk.Count; tile++)
            {
                cancellation.ThrowIfCancellationRequested();
                var evaluated = pass.ForwardKept(tile);
                sums[place + tile] = evaluated.Sum(0);
                evaluated.Reverse(pointer);
            }
        }
    }

    private void WriteGradient(int k, int slot, Span<double> target)
    {
        target.Clear();
        for (var t = 0; t < terms.Length; t++)
        {
            AddGradient(slot, t, target);
        }
    }
}
