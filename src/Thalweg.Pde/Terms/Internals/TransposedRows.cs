using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Products of transposed rows with a block of vectors, split over chunks of consecutive tiles.</summary>
/// <remarks>A chunk adds its tiles up in order into products of its own; those of all chunks are summed in a fixed tree. How many
/// chunks there are depends on the tiles alone, and how many vectors are taken at once touches no bits.</remarks>
internal sealed unsafe class TransposedRows : IWork
{
    private const int MaximumChunks = 64;

    /// <summary>Numbers of all chunks together, where one vector does not need more: 8 MiB.</summary>
    private const int Budget = 1 << 20;

    private readonly RowSource[] sources;
    private readonly int[] firstRow;
    private readonly int parameterCount;
    private readonly ScratchPool scratch;
    private readonly (int Source, int First, int Count)[] chunks;
    private double[] sums = [];
    private double* parameters;
    private CancellationToken cancellation;
    private double* vectors;
    private int count;

    public TransposedRows(RowSource[] sources, int[] firstRow, int parameterCount, ScratchPool scratch)
    {
        this.sources = sources;
        this.firstRow = firstRow;
        this.parameterCount = parameterCount;
        this.scratch = scratch;
        var list = new List<(int, int, int)>();
        for (var s = 0; s < sources.Length; s++)
        {
            var tiles = sources[s].Tiles;
            var size = (tiles + MaximumChunks - 1) / MaximumChunks;
            for (var first = 0; first < tiles; first += size)
            {
                list.Add((s, first, Math.Min(size, tiles - first)));
            }
        }
        chunks = [.. list];
    }

    /// <param name="block">[<paramref name="total"/>, R].</param>
    /// <param name="products">[<paramref name="total"/>, P], written.</param>
    public void Multiply(
        double* parameters,
        ReadOnlyMemory<double> block,
        int total,
        Span<double> products,
        WorkerTeam team
    )
    {
        using var loan = scratch.Lend(team.Threads);
        products.Clear();
        this.parameters = parameters;
        cancellation = team.Cancellation;
        using var pin = block.Pin();
        var most = Math.Clamp(Budget / Math.Max(1, chunks.Length * parameterCount), 1, Math.Max(1, total));
        for (var first = 0; first < total; first += most)
        {
            count = Math.Min(most, total - first);
            vectors = (double*)pin.Pointer + (nint)first * firstRow[^1];
            var length = chunks.Length * count * parameterCount;
            if (sums.Length < length)
            {
                sums = GC.AllocateArray<double>(length, pinned: true);
            }
            team.Run(chunks.Length, this);
            PairwiseSum.OfRows(sums.AsSpan(0, length), products.Slice(first * parameterCount, count * parameterCount));
        }
    }

    void IWork.Run(int item, int worker)
    {
        var (index, first, tiles) = chunks[item];
        var length = count * parameterCount;
        var own = sums.AsSpan(item * length, length);
        own.Clear();
        fixed (double* target = own)
        {
            for (var tile = first; tile < first + tiles; tile++)
            {
                cancellation.ThrowIfCancellationRequested();
                sources[index]
                    .AddTransposed(
                        parameters,
                        tile,
                        scratch[worker],
                        vectors + firstRow[index] + sources[index].First(tile),
                        firstRow[^1],
                        count,
                        target
                    );
            }
        }
    }
}
