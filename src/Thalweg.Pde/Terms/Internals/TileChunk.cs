namespace Thalweg.Pde.Terms;

/// <summary>Consecutive tiles of a term whose sums one worker forms.</summary>
internal readonly record struct TileChunk(int Term, int First, int Count)
{
    private const int MostPerTerm = 64;

    /// <summary>At most 64 chunks, whose number depends on the number of tiles alone.</summary>
    public static IEnumerable<TileChunk> Of(int term, int tiles)
    {
        var size = (tiles + MostPerTerm - 1) / MostPerTerm;
        for (var first = 0; first < tiles; first += size)
        {
            yield return new TileChunk(term, first, Math.Min(size, tiles - first));
        }
    }
}
