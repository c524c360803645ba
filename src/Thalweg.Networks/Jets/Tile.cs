namespace Thalweg.Networks.Jets;

/// <summary>Points are processed in tiles, so that streams stay in the cache and sums are formed in the same order everywhere.</summary>
/// <remarks>The points of a tile follow from the network and its streams, never from the hardware: they are part of the results.</remarks>
public static class Tile
{
    private const int Smallest = 32;

    /// <summary>The most points that a tile has.</summary>
    internal const int Largest = 256;

    // What one layer's streams may take of a first-level cache of 32 KiB, beside weights and the layer before.
    private const int LayerBytes = 16384;

    /// <summary>Numbers in 64 bytes: points come in multiples of this.</summary>
    public static unsafe int Lanes<TNumber>()
        where TNumber : unmanaged => 64 / sizeof(TNumber);

    /// <summary>Points per tile: a power of two from 32 to 256.</summary>
    /// <param name="width">Neurons of the widest layer.</param>
    /// <param name="streams">Streams per neuron.</param>
    public static unsafe int PointsFor<TNumber>(int width, int streams)
        where TNumber : unmanaged
    {
        var points = Largest;
        while (points > Smallest && points * streams * width * sizeof(TNumber) > LayerBytes)
        {
            points /= 2;
        }
        return points;
    }
}
