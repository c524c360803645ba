namespace Thalweg.Pde.Engine;

/// <summary>Weighted residuals of a tile, and their parameter gradients point by point.</summary>
/// <remarks>Expression 0 of the program is the residual R; weights are not negative.</remarks>
internal sealed unsafe class RowEvaluator(TileEvaluator<double> evaluator) : RowSource(evaluator)
{
    /// <param name="target">[points of the tile], written.</param>
    public void Residuals(double* parameters, int tile, TileScratch scratch, double* target)
    {
        var value = Evaluator.Forward(parameters, tile, scratch)[0];
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

    private protected override TileEvaluator<double>.KeptOutputs Prepare(
        double* parameters,
        int tile,
        TileScratch scratch
    ) => Evaluator.ForwardKept(parameters, tile, scratch);

    private protected override TileEvaluator<double>.Seeded Seed(
        in TileEvaluator<double>.KeptOutputs kept,
        int tile,
        TileScratch scratch,
        double* factors
    ) => kept.Seed(factors);
}
