using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Diagnostics;

/// <summary>The solution on lines along one axis through a domain, from edge to edge.</summary>
/// <remarks>Where a value of the exact solution is not finite, all lines are those of the network's solution.</remarks>
internal sealed class AxisLines
{
    /// <summary>Intervals of a line.</summary>
    public const int Intervals = 512;

    public const int Lines = 16;

    private readonly double[] values;

    /// <param name="axis">Number of the coordinate.</param>
    public AxisLines(PdeObjective objective, int axis, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        var domain = objective.Problem.Domain;
        var places = new SobolRule(Lines, shift: 0).Interior(domain);
        Starts = new double[Lines];
        Lengths = new double[Lines];
        var (d, count) = (domain.Dimension, Lines * (Intervals + 1));
        var coordinates = new double[d * count];
        for (var line = 0; line < Lines; line++)
        {
            double[] point = [.. Enumerable.Range(0, d).Select(k => places.Axis(k)[line])];
            var lower = Edge(domain, point, axis, domain.Lower(axis));
            var upper = Edge(domain, point, axis, domain.Upper(axis));
            (Starts[line], Lengths[line]) = (lower, upper - lower);
            for (var i = 0; i <= Intervals; i++)
            {
                point[axis] = Math.Min(lower + (upper - lower) * i / Intervals, upper);
                for (var k = 0; k < d; k++)
                {
                    coordinates[k * count + line * (Intervals + 1) + i] = point[k];
                }
            }
        }
        var set = new PointSet(d, coordinates, new double[count]);
        var fields = new FieldEvaluator(
            objective.Network,
            objective.Trial,
            [objective.Problem.Exact.Count > 0 ? objective.Problem.Exact[0] : double.NaN, Calculus.U()],
            set
        ).Evaluate(parameters, team);
        IsExact = fields.AsSpan(0, count).ToArray().All(double.IsFinite);
        values = IsExact ? fields[..count] : fields[count..];
    }

    /// <summary>Whether the values are those of the exact solution.</summary>
    public bool IsExact { get; }

    /// <summary>Where each line begins on the axis.</summary>
    public double[] Starts { get; }

    public double[] Lengths { get; }

    /// <summary>Values at <see cref="Intervals"/> + 1 equally spaced places.</summary>
    public ReadOnlySpan<double> this[int line] => values.AsSpan(line * (Intervals + 1), Intervals + 1);

    /// <summary>The last place in the domain on the way from a point to an end, by bisection.</summary>
    private static double Edge(Domain domain, double[] point, int axis, double end)
    {
        var moved = (double[])point.Clone();
        moved[axis] = end;
        if (domain.SignedDistance(moved) <= 0)
        {
            return end;
        }
        var (inside, outside) = (point[axis], end);
        for (var step = 0; step < 60; step++)
        {
            moved[axis] = 0.5 * (inside + outside);
            if (domain.SignedDistance(moved) <= 0)
            {
                inside = moved[axis];
            }
            else
            {
                outside = moved[axis];
            }
        }
        return inside;
    }
}
