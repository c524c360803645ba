using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Products of the Hessian of a loss or a part of it with a block of vectors, split over chunks of consecutive tiles as gradients are.</summary>
/// <remarks>A chunk adds its tiles up in order, for every vector apart; the sums of the chunks are added in a fixed tree. So a product has
/// the same bits in any block and for any number of threads.</remarks>
internal sealed unsafe class HessianWork : IWork
{
    /// <summary>Vectors that share the streams of a tile; bounds the memory for sums of chunks.</summary>
    public const int BlockSize = 8;

    private readonly CurvatureEvaluator[] terms;
    private readonly int parameterCount;
    private readonly TileChunk[] chunks;
    private readonly int[] firstChunk;
    private double[] sums = [];
    private double* parameters;
    private double* directions;
    private int count;
    private CancellationToken cancellation;
    private ScratchPool? scratch;

    public HessianWork(IReadOnlyList<CurvatureEvaluator> terms, int parameterCount)
    {
        this.terms = [.. terms];
        this.parameterCount = parameterCount;
        chunks = [.. this.terms.SelectMany((term, t) => TileChunk.Of(t, term.Tiles))];
        firstChunk = [.. Enumerable.Range(0, this.terms.Length + 1).Select(t => chunks.Count(c => c.Term < t))];
    }

    /// <param name="directions">[count][P], at most <see cref="BlockSize"/>.</param>
    /// <param name="products">[count, P], written.</param>
    public void Run(
        double* parameters,
        double* directions,
        int count,
        Span<double> products,
        ScratchPool scratch,
        WorkerTeam team
    )
    {
        var length = count * chunks.Length * parameterCount;
        if (sums.Length < length)
        {
            sums = GC.AllocateArray<double>(length, pinned: true);
        }
        this.parameters = parameters;
        this.directions = directions;
        this.count = count;
        this.scratch = scratch;
        cancellation = team.Cancellation;
        team.Run(chunks.Length, this);
        products.Clear();
        // Term by term, as a gradient is summed.
        for (var t = 0; t < terms.Length; t++)
        {
            for (var k = 0; k < count; k++)
            {
                PairwiseSum.OfRows(
                    sums.AsSpan(
                        ((k * chunks.Length) + firstChunk[t]) * parameterCount,
                        (firstChunk[t + 1] - firstChunk[t]) * parameterCount
                    ),
                    products.Slice(k * parameterCount, parameterCount)
                );
            }
        }
    }

    void IWork.Run(int item, int worker)
    {
        var chunk = chunks[item];
        var apart = chunks.Length * parameterCount;
        fixed (double* start = sums)
        {
            var own = start + ((nint)item * parameterCount);
            for (var k = 0; k < count; k++)
            {
                new Span<double>(own + ((nint)k * apart), parameterCount).Clear();
            }
            var pass = terms[chunk.Term].At(parameters, directions, count, scratch![worker]);
            for (var tile = chunk.First; tile < chunk.First + chunk.Count; tile++)
            {
                cancellation.ThrowIfCancellationRequested();
                var prepared = pass.Prepare(tile);
                for (var k = 0; k < count; k++)
                {
                    prepared.Add(k, own + ((nint)k * apart));
                }
            }
        }
    }
}
