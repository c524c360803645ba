namespace Thalweg.Networks.Layers;

/// <summary>Images of a tile as they lie in a data set; either bytes, which stand for b/255, or numbers.</summary>
public readonly unsafe struct ImageTile
{
    /// <summary>[images][features] of the whole set, or null.</summary>
    public byte* Bytes { get; init; }

    /// <summary>[images][features] of the whole set, or null.</summary>
    public double* Numbers { get; init; }

    /// <summary>[<see cref="Count"/>], the images of the tile.</summary>
    public int* Images { get; init; }

    /// <summary>At most <see cref="LayeredLoss.TileSize"/>.</summary>
    public int Count { get; init; }

    /// <summary>[images] of the whole set, for the cross-entropy.</summary>
    public int* Labels { get; init; }

    /// <summary>[images][outputs] of the whole set, for the squared error; null where the images themselves are wanted.</summary>
    public double* Targets { get; init; }
}
