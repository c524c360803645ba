using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>√w ∫ e before it has points: one functional, which a condition on an integral squares.</summary>
internal sealed class IntegralProgram(
    Expression density,
    Networks.Network network,
    TrialFunction trial,
    Arithmetic arithmetic
) : FunctionalProgram([density], network, trial, arithmetic)
{
    public override Functional On(PointSet points, double scale)
    {
        var root = Math.Sqrt(scale);
        double[] matrix = [.. points.Weights.Select(w => root * w), 0.0];
        return new Functional(this, points, matrix, 1);
    }
}
