using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A term whose points are drawn again in place.</summary>
internal sealed class DrawnTerm
{
    private readonly Drawing drawing;
    private readonly double scale;
    private readonly Region region;
    private readonly double[]? normals;

    public DrawnTerm(TermProgram program, Drawing drawing, long draw)
    {
        this.drawing = drawing;
        scale = program.Scale;
        normals = program.NeedsNormals ? new double[drawing.Points.Coordinates.Length] : null;
        region = program.Region;
        drawing.MoveTo(draw);
        Point();
        Term = program.On(normals is null ? drawing.Points : drawing.Points with { Normals = normals });
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
        Point();
        Term.Evaluator.Move(Term.Points);
    }

    private void Point()
    {
        if (normals is not null)
        {
            RegionPoints.Normals(region.Domain, drawing.Points, normals);
        }
    }
}
