namespace Thalweg.Pde.Engine;

/// <summary>Weighted residuals of a tile, and their parameter gradients point by point.</summary>
/// <remarks>Expression 0 of the program is the residual R; weights are not negative.</remarks>
internal sealed unsafe class RowEvaluator(TileEngine<double> engine, TileEvaluator<double> evaluator)
    : RowSource(engine, evaluator)
{
    /// <param name="target">[points of the tile], written.</param>
    public void Residuals(double* parameters, int tile, TileScratch scratch, double* target)
    {
        Evaluator.Forward(parameters, tile, scratch, keep: false);
        var value = Evaluator.Output(0, tile, scratch);
        var first = First(tile);
        for (var n = 0; n < PointsIn(tile); n++)
        {
            target[n] = Roots[first + n] * value[n];
        }
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

    private protected override void Prepare(double* parameters, int tile, TileScratch scratch) =>
        Evaluator.Forward(parameters, tile, scratch, keep: true);

    private protected override void Seed(int tile, TileScratch scratch, double* factors) =>
        Evaluator.Seed(tile, scratch, factors);
}
