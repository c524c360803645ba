using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Tests.Quadrature;

namespace Thalweg.Pde.Tests.Geometry;

/// <summary>What holds for every domain.</summary>
internal static class DomainChecks
{
    /// <summary>∫_Ω div F = ∫_∂Ω F·n for F = (x³ + y, xy²), piece by piece, with normals of length one.</summary>
    public static void DivergenceTheorem(Domain domain, QuadratureRule rule, double tolerance)
    {
        var inside = Integral.Of(rule.Interior(domain), x => 3 * x[0] * x[0] + 2 * x[0] * x[1]);
        var flux = 0.0;
        for (var piece = 0; piece < domain.Pieces.Count; piece++)
        {
            var alone = domain.Only([piece]);
            Assert.Equal(domain.Volume, alone.Volume);
            flux += Integral.Of(
                rule.Boundary(alone),
                x =>
                {
                    var n = new double[domain.Dimension];
                    alone.Normal(x, n);
                    Assert.Equal(1, n.Sum(c => c * c), 1e-13);
                    return n[0] * (x[0] * x[0] * x[0] + x[1]) + n[1] * x[0] * x[1] * x[1];
                }
            );
        }
        Assert.Equal(inside, flux, tolerance * domain.Volume);
    }

    /// <summary>The measure of a part as its cells have it, by Gauss–Legendre nodes in their parameters: rules of points may scale it.</summary>
    public static double MeasureOfCells(Domain domain, DomainPart part, int nodes)
    {
        var (places, weights) = GaussLegendre.OnUnitInterval(nodes);
        return domain.Cells(part).Sum(cell => Sum(cell, new double[cell.Axes.Count], 0, 1));

        double Sum(Cell cell, double[] parameters, int axis, double weight)
        {
            if (axis == parameters.Length)
            {
                return weight * (cell.Graded ?? cell.Map!)(parameters, new double[domain.Dimension]);
            }
            var sum = 0.0;
            for (var i = 0; i < nodes; i++)
            {
                parameters[axis] = cell.Axes[axis].Place(places[i]);
                sum += Sum(cell, parameters, axis + 1, weight * weights[i] * cell.Axes[axis].Length);
            }
            return sum;
        }
    }

    public static IEnumerable<double[]> Points(PointSet points) =>
        Enumerable.Range(0, points.Count).Select(i => Integral.Point(points, i));
}
