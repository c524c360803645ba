namespace Thalweg.Pde.Integration;

/// <summary>Weighted residuals of a tile, and their parameter gradients point by point.</summary>
/// <remarks>Expression 0 of the program is the residual R; weights are not negative.</remarks>
internal sealed unsafe class RowEvaluator : RowSource
{
    private readonly TileEngine<double> engine;
    private readonly TileEvaluator<double> evaluator;
    private readonly double[] roots;

    public RowEvaluator(TileEngine<double> engine, TileEvaluator<double> evaluator)
    {
        this.engine = engine;
        this.evaluator = evaluator;
        var points = evaluator.Points;
        roots = new double[points.Stride];
        for (var n = 0; n < roots.Length; n++)
        {
            roots[n] = Math.Sqrt(points.Weights[n]);
        }
    }

    public override int PointCount => evaluator.PointCount;

    public override int Tiles => evaluator.Tiles;

    public override int First(int tile) => evaluator.Points.First(tile);

    public override int PointsIn(int tile) => evaluator.Points.RealPointsIn(tile);

    /// <param name="target">[points of the tile], written.</param>
    public void Residuals(double* parameters, int tile, TileScratch scratch, double* target)
    {
        evaluator.Forward(parameters, tile, scratch, keep: false);
        var value = evaluator.Output(0, tile, scratch);
        var first = First(tile);
        for (var n = 0; n < PointsIn(tile); n++)
        {
            target[n] = roots[first + n] * value[n];
        }
    }

    public override void Rows(double* parameters, int tile, TileScratch scratch, int from, int count, double* target)
    {
        evaluator.Forward(parameters, tile, scratch, keep: true);
        fixed (double* root = roots)
        {
            evaluator.Seed(tile, scratch, root + First(tile));
        }
        engine.Propagation.ReverseRows(
            parameters,
            target,
            from,
            count,
            evaluator.Points.PointsIn(tile),
            scratch.Network
        );
    }

    public override void Chords(double* parameters, double* ahead, int tile, TileScratch scratch, double* target)
    {
        var count = PointsIn(tile);
        var here = stackalloc double[count];
        Residuals(parameters, tile, scratch, here);
        Residuals(ahead, tile, scratch, target);
        for (var n = 0; n < count; n++)
        {
            target[n] -= here[n];
        }
    }
}
