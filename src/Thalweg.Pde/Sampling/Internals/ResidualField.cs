using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>The residual r(x; θ) at one θ as a function of x.</summary>
internal sealed class ResidualField(
    Domain domain,
    TileEngine<double> engine,
    ReadOnlyMemory<double> parameters,
    WorkerTeam team
)
{
    /// <summary>Step of the differences over the extent of the domain along the axis: near the cube root of the rounding unit,
    /// where the error of the formula and that of rounding are alike.</summary>
    internal const double RelativeStep = 1.0 / (1 << 17);

    /// <summary>r, [n].</summary>
    public double[] At(PointSet points) => new FieldEvaluator(engine, points).Evaluate(parameters, team);

    /// <summary>∂(r²)/∂x_k, [d, n], by central differences.</summary>
    /// <remarks>
    /// (r₊ − r₋)(r₊ + r₋)/(x₊ − x₋) with x± = x ± h, h = 2⁻¹⁷ of the extent of the domain: error h²/6 · |∂³(r²)|, about 1e-11 of the
    /// third derivative on a unit interval, and rounding 2⁻⁵³/h, about 1e-11 of r². A place outside the domain is replaced by x
    /// itself, with an error of first order in h. Cost: 2d residuals per point.
    /// </remarks>
    public double[] SquareGradient(PointSet points)
    {
        var (d, n) = (points.Dimension, points.Count);
        var gradient = new double[d * n];
        var moved = new double[d * 2 * n];
        for (var k = 0; k < d; k++)
        {
            for (var j = 0; j < d; j++)
            {
                points.Axis(j).CopyTo(moved.AsSpan(2 * j * n, n));
                points.Axis(j).CopyTo(moved.AsSpan((2 * j + 1) * n, n));
            }
            var upper = moved.AsSpan(2 * k * n, n);
            var lower = moved.AsSpan((2 * k + 1) * n, n);
            Shift(points, k, (domain.Upper(k) - domain.Lower(k)) * RelativeStep, upper);
            Shift(points, k, (domain.Lower(k) - domain.Upper(k)) * RelativeStep, lower);
            var r = At(new PointSet(d, moved, new double[2 * n]));
            for (var i = 0; i < n; i++)
            {
                var difference = (r[i] - r[n + i]) * (r[i] + r[n + i]);
                var distance = upper[i] - lower[i];
                gradient[k * n + i] = distance == 0 ? 0 : difference / distance;
            }
        }
        return gradient;
    }

    private void Shift(PointSet points, int axis, double step, Span<double> target)
    {
        Span<double> point = stackalloc double[points.Dimension];
        for (var i = 0; i < points.Count; i++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = points.Axis(k)[i];
            }
            point[axis] += step;
            target[i] = domain.SignedDistance(point) <= 0 ? point[axis] : points.Axis(axis)[i];
        }
    }
}
