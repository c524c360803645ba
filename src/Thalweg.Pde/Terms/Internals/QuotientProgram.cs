using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A Rayleigh quotient before it has points: each functional is the integral of one density.</summary>
internal sealed class QuotientProgram(
    QuotientForm form,
    QuadratureRule rule,
    Networks.Network network,
    TrialFunction trial,
    Arithmetic arithmetic
) : FunctionalProgram(form.Parts, network, trial, arithmetic)
{
    public override Functional On(PointSet points, double scale)
    {
        var inside = points.Count;
        points = form.Edges.Count == 0 ? points : WithEdges(points);
        var (count, n) = (form.Integrals, points.Count);
        var columns = form.Parts.Count * n + 1;
        var matrix = new double[count * columns];
        for (var c = 0; c < count; c++)
        {
            points.Weights.AsSpan(0, inside).CopyTo(matrix.AsSpan(c * columns + c * n));
        }
        // What the numerator has on the boundary is added to its integral.
        for (var i = inside; i < n; i++)
        {
            matrix[(count - 1 + (int)points.Measured![i]) * n + i] = points.Weights[i];
        }
        var squares = form.Squares.Count == 0 ? [] : CoordinateValues.Of(form.Squares, points);
        var sums = new double[form.Squares.Count];
        for (var i = 0; i < sums.Length; i++)
        {
            for (var k = 0; k < inside; k++)
            {
                sums[i] += points.Weights[k] * squares[i * n + k];
            }
        }
        return new Functional(this, points, matrix, count)
        {
            Quotient = new QuotientValue(sums, form.Deflation, form.Norm, scale),
        };
    }

    // The points of the interior, then those of each edge with its number and normals.
    private PointSet WithEdges(PointSet inside)
    {
        var d = inside.Dimension;
        PointSet[] sets =
        [
            inside with
            {
                Normals = new double[inside.Coordinates.Length],
                Measured = new double[inside.Count],
            },
            .. form.Edges.Select(
                (edge, j) =>
                {
                    var own = RegionPoints.WithNormals(rule, edge, 0);
                    return own with { Measured = [.. Enumerable.Repeat(j + 1.0, own.Count)] };
                }
            ),
        ];
        double[] Rows(Func<PointSet, double[]> of) =>
            [
                .. Enumerable
                    .Range(0, d)
                    .SelectMany(k => sets.SelectMany(s => of(s)[(k * s.Count)..((k + 1) * s.Count)])),
            ];

        return new PointSet(d, Rows(s => s.Coordinates), [.. sets.SelectMany(s => s.Weights)])
        {
            Normals = Rows(s => s.Normals!),
            Measured = [.. sets.SelectMany(s => s.Measured!)],
        };
    }
}
