namespace Thalweg.Networks.Jets;

/// <summary>
/// Points are processed in tiles of a constant size, so that sums are formed in the same order everywhere.
/// </summary>
/// <remarks>32 points are four vectors of eight lanes: one block of the matrix kernel per stream, small enough that the streams
/// of a network of width 50 stay in the second-level cache. The number is part of the results: it is never read from the
/// hardware.</remarks>
public static class Tile
{
    /// <summary>Points per tile.</summary>
    public const int Points = 32;

    /// <summary>Lanes per vector, whatever the hardware offers.</summary>
    public const int Lanes = 8;

    /// <summary>Number of tiles for n points; the last one is padded.</summary>
    public static int CountFor(int points) => (points + Points - 1) / Points;
}
