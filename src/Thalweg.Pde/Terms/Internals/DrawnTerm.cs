using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A term whose points are drawn again in place.</summary>
internal sealed class DrawnTerm
{
    private readonly Drawing drawing;
    private readonly double scale;
    private double factor = 1.0;
    private readonly Region region;
    private readonly double[]? normals;

    /// <param name="factor">A further factor of the term, which may change; null for none.</param>
    public DrawnTerm(TermProgram program, Drawing drawing, long draw, double? factor = null)
    {
        this.drawing = drawing;
        scale = program.Scale;
        normals = program.NeedsNormals ? new double[drawing.Points.Coordinates.Length] : null;
        region = program.Region;
        drawing.MoveTo(draw);
        Point();
        var points = normals is null ? drawing.Points : drawing.Points with { Normals = normals };
        if (factor is { } given)
        {
            this.factor = given;
            // Weights of their own, which another factor can be put into.
            var scaled = points.Weights.Select(w => w * scale * given);
            Term = (program with { Scale = 1.0 }).On(points with { Weights = [.. scaled] });
            return;
        }
        Term = program.On(points);
    }

    public IntegralTerm Term { get; }

    /// <summary>With the weights of an integral.</summary>
    public PointSet Points => drawing.Points;

    /// <summary>Another factor, which the next draw has.</summary>
    public void Weigh(double factor) => this.factor = factor;

    public void MoveTo(long draw)
    {
        drawing.MoveTo(draw);
        var (weights, scaled) = (drawing.Points.Weights, Term.Points.Weights);
        if (!ReferenceEquals(weights, scaled))
        {
            for (var i = 0; i < scaled.Length; i++)
            {
                scaled[i] = weights[i] * scale * factor;
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
