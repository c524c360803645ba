namespace Thalweg.Pde.Integration;

/// <summary>A parameter gradient for every point of a point set, tile by tile.</summary>
internal abstract unsafe class RowSource
{
    public abstract int PointCount { get; }

    public abstract int Tiles { get; }

    /// <summary>The first point of a tile.</summary>
    public abstract int First(int tile);

    /// <summary>Points of a tile without the padding.</summary>
    public abstract int PointsIn(int tile);

    /// <param name="from">First point of the tile.</param>
    /// <param name="count">Points from there.</param>
    /// <param name="target">[count][P], written.</param>
    public abstract void Rows(double* parameters, int tile, TileScratch scratch, int from, int count, double* target);

    /// <summary>How much what the rows are derivatives of changes between two parameter vectors, the weights held as they are at the
    /// first.</summary>
    /// <param name="target">[points of the tile], written.</param>
    public abstract void Chords(double* parameters, double* ahead, int tile, TileScratch scratch, double* target);
}
