using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A term whose points are drawn again in place.</summary>
internal sealed class DrawnTerm
{
    private readonly Drawing drawing;
    private readonly double scale;

    public DrawnTerm(TermProgram program, Drawing drawing, long draw)
    {
        this.drawing = drawing;
        scale = program.Scale;
        drawing.MoveTo(draw);
        Term = program.On(drawing.Points);
    }

    public IntegralTerm Term { get; }

    /// <summary>With the weights of an integral.</summary>
    public PointSet Points => drawing.Points;

    public void MoveTo(long draw)
    {
        drawing.MoveTo(draw);
        var (weights, scaled) = (drawing.Points.Weights, Term.Points.Weights);
        if (!ReferenceEquals(weights, scaled))
        {
            for (var i = 0; i < scaled.Length; i++)
            {
                scaled[i] = weights[i] * scale;
            }
        }
        Term.Evaluator.Move(Term.Points);
    }
}
