namespace Thalweg.Pde.Engine;

/// <summary>A parameter gradient for every point of a point set, tile by tile.</summary>
internal abstract unsafe class RowSource
{
    private protected RowSource(TileEngine<double> engine, TileEvaluator<double> evaluator)
    {
        Engine = engine;
        Evaluator = evaluator;
        Roots = new double[evaluator.Points.Stride];
        for (var n = 0; n < Roots.Length; n++)
        {
            Roots[n] = Math.Sqrt(evaluator.Points.Weights[n]);
        }
    }

    public int PointCount => Evaluator.PointCount;

    public int Tiles => Evaluator.Tiles;

    private protected TileEngine<double> Engine { get; }

    private protected TileEvaluator<double> Evaluator { get; }

    /// <summary>√w at the points, padding included.</summary>
    private protected double[] Roots { get; }

    /// <summary>The first point of a tile.</summary>
    public int First(int tile) => Evaluator.Points.First(tile);

    /// <summary>Points of a tile without the padding.</summary>
    public int PointsIn(int tile) => Evaluator.Points.RealPointsIn(tile);

    /// <param name="from">First point of the tile.</param>
    /// <param name="count">Points from there.</param>
    /// <param name="target">[count][P], written.</param>
    public abstract void Rows(double* parameters, int tile, TileScratch scratch, int from, int count, double* target);

    /// <summary>How much what the rows are derivatives of changes between two parameter vectors, the weights held as they are at the
    /// first.</summary>
    /// <param name="target">[points of the tile], written.</param>
    public abstract void Chords(double* parameters, double* ahead, int tile, TileScratch scratch, double* target);
}
