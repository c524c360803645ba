using System.Numerics;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Products of rules on intervals: on each <see cref="Cell"/> of a domain over the axes that vary, the last axis fastest.</summary>
public abstract class TensorRule : QuadratureRule
{
    private const double Coarse = 0.1;

    public override string? MisfitOn(Domain domain, DomainPart part)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (domain.Cells(DomainPart.Interior).Count == 0)
        {
            var instead = domain.Radius is null
                ? "sobol:4096 or monte-carlo:1000"
                : "spherical:16x12x24, sobol:4096 or monte-carlo:1000";
            return Misfit(domain, "boxes such as the unit cube", instead);
        }
        var count = Count(domain.Cells(part));
        return count > PointCount.Maximum ? PointCount.TooMany(count, Name, domain, part) : null;
    }

    public override int CountOn(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return (int)Count(domain.Cells(DomainPart.Interior));
    }

    public override PointSet Interior(Domain domain, long draw = 0) => On(domain, DomainPart.Interior);

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return On(domain, DomainPart.Boundary);
    }

    public override PointSet Initial(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return On(domain, DomainPart.Initial);
    }

    /// <summary>Whether the rule is exact for powers high enough for cells whose points are drawn towards a corner.</summary>
    private protected virtual bool Grades => false;

    /// <summary>Points of the rule on one axis.</summary>
    private protected abstract long CountOn(int axis, Interval interval);

    /// <summary>The rule of one axis on the unit interval, in ascending order.</summary>
    private protected abstract (double[] Nodes, double[] Weights) OnUnitInterval(int axis, Interval interval);

    private BigInteger Count(IReadOnlyList<Cell> cells) =>
        cells.Aggregate(BigInteger.Zero, (sum, cell) => sum + Count(cell));

    private BigInteger Count(Cell cell) =>
        cell.Varying.Aggregate(BigInteger.One, (product, k) => product * CountOn(k, cell.Axes[k]));

    // Weights sum to the measure, as on boxes; rules so coarse that they are far from it stay as they are, and are refused by who needs that.
    private static void Scale(double[] weights, double measure)
    {
        var sum = weights.Sum();
        if (Math.Abs(sum - measure) < Coarse * measure)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] *= measure / sum;
            }
        }
    }

    private PointSet On(Domain domain, DomainPart part)
    {
        Require(domain, part);
        var cells = domain.Cells(part);
        var (d, count) = (domain.Dimension, (int)Count(cells));
        var coordinates = new double[d * count];
        var weights = new double[count];
        var start = 0;
        // The faces of a box share their intervals, and a rule on one of them is not made twice.
        var rules = new Dictionary<(int, Interval), (double[] Nodes, double[] Weights)>();
        foreach (var cell in cells)
        {
            var inCell = (int)Count(cell);
            int[] axes = [.. cell.Varying.Reverse()];
            var onAxes = axes.Select(k => Rule(k, cell.Axes[k])).ToArray();
            Span<double> parameters = cell.Map is null ? [] : cell.Axes.Select(axis => axis.Lower).ToArray();
            Span<double> point = cell.Map is null ? [] : new double[d];
            for (var i = 0; i < inCell; i++)
            {
                var (rest, product) = (i, 1.0);
                for (var a = 0; a < axes.Length; a++)
                {
                    var (interval, (nodes, axisWeights)) = (cell.Axes[axes[a]], onAxes[a]);
                    var place = interval.Place(nodes[rest % nodes.Length]);
                    if (cell.Map is null)
                    {
                        coordinates[axes[a] * count + start + i] = place;
                    }
                    else
                    {
                        parameters[axes[a]] = place;
                    }
                    product *= interval.Length * axisWeights[rest % nodes.Length];
                    rest /= nodes.Length;
                }
                if ((Grades ? cell.Graded ?? cell.Map : cell.Map) is { } map)
                {
                    product *= map(parameters, point);
                    for (var k = 0; k < d; k++)
                    {
                        coordinates[k * count + start + i] = point[k];
                    }
                }
                weights[start + i] = product;
            }
            foreach (var k in cell.Map is null ? Enumerable.Range(0, d).Except(axes) : [])
            {
                coordinates.AsSpan(k * count + start, inCell).Fill(cell.Axes[k].Lower);
            }
            start += inCell;
        }
        if (domain.IsBent)
        {
            Scale(weights, domain.MeasureOf(part));
        }
        return new PointSet(d, coordinates, weights);

        (double[] Nodes, double[] Weights) Rule(int axis, Interval interval)
        {
            if (!rules.TryGetValue((axis, interval), out var rule))
            {
                rules[(axis, interval)] = rule = OnUnitInterval(axis, interval);
            }
            return rule;
        }
    }
}
