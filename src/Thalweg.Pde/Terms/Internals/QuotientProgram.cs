using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A Rayleigh quotient before it has points: each functional is the integral of one density.</summary>
internal sealed class QuotientProgram(
    QuotientForm form,
    Networks.Network network,
    TrialFunction trial,
    Arithmetic arithmetic
) : FunctionalProgram(form.Parts, network, trial, arithmetic)
{
    public override Functional On(PointSet points, double scale)
    {
        var (count, n) = (form.Parts.Count, points.Count);
        var columns = count * n + 1;
        var matrix = new double[count * columns];
        for (var c = 0; c < count; c++)
        {
            points.Weights.CopyTo(matrix, c * columns + c * n);
        }
        var squares = form.Squares.Count == 0 ? [] : CoordinateValues.Of(form.Squares, points);
        var sums = new double[form.Squares.Count];
        for (var i = 0; i < sums.Length; i++)
        {
            for (var k = 0; k < n; k++)
            {
                sums[i] += points.Weights[k] * squares[i * n + k];
            }
        }
        return new Functional(this, points, matrix, count)
        {
            Quotient = new QuotientValue(sums, form.Deflation, form.Norm, scale),
        };
    }
}
