using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A weak form before it has points: what its functionals r_j = Σ_n Σ_c t_jcn E_c(x_n) − b_j weigh.</summary>
internal sealed class WeakProgram(
    WeakForm form,
    TestFunctions tests,
    Box box,
    QuadratureRule rule,
    Networks.Network network,
    TrialFunction trial,
    Arithmetic arithmetic
) : FunctionalProgram([.. form.Parts.Select(p => p.Integrand)], network, trial, arithmetic)
{
    public override Functional On(PointSet points, double scale)
    {
        var space = new TestSpace(tests, box, form.Zeros, form.Flows);
        var (count, n, d) = (space.Count, points.Count, points.Dimension);
        var columns = Parts * n + 1;
        var matrix = new double[count * columns];
        var root = Math.Sqrt(scale);
        var at = new double[(1 + d) * count];
        Span<double> point = stackalloc double[d];
        for (var i = 0; i < n; i++)
        {
            Place(points, i, point);
            space.At(point, at);
            for (var j = 0; j < count; j++)
            {
                for (var c = 0; c < Parts; c++)
                {
                    matrix[j * columns + c * n + i] =
                        root * (points.Weights[i] * at[(form.Parts[c].Axis + 1) * count + j]);
                }
            }
        }
        foreach (var (face, given) in form.Faces)
        {
            var there = RegionPoints.WithNormals(rule, face, 0);
            var values = CoordinateValues.Of([given], there);
            for (var i = 0; i < there.Count; i++)
            {
                Place(there, i, point);
                space.At(point, at);
                for (var j = 0; j < count; j++)
                {
                    matrix[j * columns + columns - 1] += root * (there.Weights[i] * values[i] * at[j]);
                }
            }
        }
        space.Whiten(matrix, columns);
        return new Functional(this, points, matrix, count);
    }

    private static void Place(PointSet points, int i, Span<double> point)
    {
        for (var k = 0; k < point.Length; k++)
        {
            point[k] = points.Axis(k)[i];
        }
    }
}
