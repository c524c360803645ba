using Thalweg.Numerics.Arrays;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Domains;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Studies.Running;

/// <summary>
/// Solution, error and residual on a grid: 401 points of the interval, 101 × 101 of the square or of space and time, 401 along
/// the diagonal of a cube in more dimensions (at the final time, where there is one), 401 along the first axis of the ball.
/// </summary>
internal sealed class ProfileGrid
{
    private const int LinePoints = 401;
    private const int AxisPoints = 101;

    private static readonly string[] Names = ["u", "exact", "error", "residual"];

    private readonly FieldEvaluator fields;
    private readonly int[] shape;
    private readonly IReadOnlyList<KeyValuePair<string, NpyArray>> axes;
    private readonly string description;
    private readonly IReadOnlyList<string> warnings;

    /// <param name="objective">Any loss of the network; its problem, network and trial function count.</param>
    public ProfileGrid(PdeObjective objective)
    {
        var problem = objective.Problem;
        PointSet points;
        if (problem.Domain is Box { Dimension: 2 } plane)
        {
            var (first, second) = (Line(plane, 0, AxisPoints), Line(plane, 1, AxisPoints));
            var coordinates = new double[2 * AxisPoints * AxisPoints];
            for (var i = 0; i < AxisPoints; i++)
            {
                for (var j = 0; j < AxisPoints; j++)
                {
                    coordinates[(i * AxisPoints) + j] = first[i];
                    coordinates[((AxisPoints + i) * AxisPoints) + j] = second[j];
                }
            }
            points = Weightless(2, coordinates);
            shape = [AxisPoints, AxisPoints];
            var isTime = plane.TimeAxis is not null;
            axes =
            [
                new("x1", new NpyArray([AxisPoints], first)),
                new(isTime ? "t" : "x2", new NpyArray([AxisPoints], second)),
            ];
            description = isTime ? "over space and time" : "on the unit square";
        }
        else
        {
            var box = problem.Domain as Box;
            var line = box is null ? Line(-1, 1, LinePoints) : Line(box, 0, LinePoints);
            var coordinates = new double[problem.Dimension * LinePoints];
            for (var k = 0; k < (box is null ? 1 : problem.Dimension); k++)
            {
                var along =
                    box is null ? line
                    : k == box.TimeAxis ? Line(box.Upper(k), box.Upper(k), LinePoints)
                    : Line(box, k, LinePoints);
                along.CopyTo(coordinates, k * LinePoints);
            }
            points = Weightless(problem.Dimension, coordinates);
            shape = [LinePoints];
            axes = [new("x", new NpyArray([LinePoints], line))];
            description =
                box is null ? "along the first axis through the centre of the ball"
                : problem.Dimension == 1 ? "on the interval"
                : box.TimeAxis is null ? "along the diagonal x1 = x2 = … of the cube"
                : "at the final time along the diagonal of space";
        }
        var u = Calculus.U();
        Expression[] expressions = [u, problem.Exact, u - problem.Exact, problem.Residual];
        fields = new FieldEvaluator(objective.Network, objective.Trial, expressions, points);
        warnings =
            objective.Network.Smoothness >= 2
                ? []
                : ["The residual leaves out the kinks of the activation, where second derivatives do not exist."];
    }

    public ProfileResult At(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        var values = fields.Evaluate(parameters, team);
        var count = values.Length / Names.Length;
        var arrays = Names.Select(
            (name, i) => KeyValuePair.Create(name, new NpyArray(shape, values[(i * count)..((i + 1) * count)]))
        );
        return new ProfileResult(shape.Length, description, [.. axes, .. arrays], warnings);
    }

    private static PointSet Weightless(int dimension, double[] coordinates) =>
        new(dimension, coordinates, new double[coordinates.Length / dimension]);

    private static double[] Line(Box box, int axis, int count) => Line(box.Lower(axis), box.Upper(axis), count);

    private static double[] Line(double from, double to, int count)
    {
        var line = new double[count];
        for (var i = 0; i < count; i++)
        {
            line[i] = ((from * (count - 1 - i)) + (to * i)) / (count - 1);
        }
        return line;
    }
}
