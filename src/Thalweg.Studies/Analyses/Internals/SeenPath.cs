using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Planes;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>The path of a training as a plane or a strip shows it.</summary>
/// <param name="Points">Checkpoints, [P] each.</param>
/// <param name="Projected">Where the plane shows each of them.</param>
/// <param name="Coordinates">t1, t2 and distance of each, [C, 3].</param>
internal sealed record SeenPath(
    IReadOnlyList<double[]> Points,
    IReadOnlyList<double[]> Projected,
    IReadOnlyList<long> Steps,
    double[] Coordinates
)
{
    /// <summary>Seen from a plane, which few checkpoints lie on.</summary>
    public static SeenPath From(
        SlicePlan plan,
        TrainedRun run,
        ReadOnlyMemory<double> first,
        ReadOnlyMemory<double> second
    )
    {
        var centre = plan.Place.Parameters;
        var coordinates = PlaneProjection.Of(centre, first.Span, second.Span, run.Checkpoints);
        var projected = new double[run.Checkpoints.Count][];
        for (var k = 0; k < projected.Length; k++)
        {
            projected[k] = new double[centre.Length];
            Vectors.Displace(centre, coordinates[3 * k], first.Span, projected[k]);
            Vectors.Displace(projected[k], coordinates[(3 * k) + 1], second.Span, projected[k]);
        }
        return new SeenPath(run.Checkpoints, projected, run.Record.CheckpointSteps, coordinates);
    }

    /// <summary>On the strip that it lies in the middle of.</summary>
    public static SeenPath On(Place place, Ribbon ribbon)
    {
        var (points, steps) = FollowedDirections.PathTo(place);
        return new SeenPath(points, points, steps, [.. ribbon.Places.SelectMany(t => new[] { t, 0, 0 })]);
    }

    /// <summary>Coordinates, true losses, and losses where the path is seen.</summary>
    public IEnumerable<KeyValuePair<string, NpyArray>> Arrays(SlicePlan plan, TaskContext context)
    {
        var count = Points.Count;
        var losses = Slice.AtPoints(plan.Losses.Objectives, [.. Points, .. Projected], context.Team);
        return
        [
            new("trajectory", new NpyArray([count, 3], Coordinates)),
            .. losses.Objectives.Select(o =>
                KeyValuePair.Create(SliceArrays.Trajectory(o.Label), new NpyArray([count], o.Losses[..count]))
            ),
            .. losses.Objectives.Select(o =>
                KeyValuePair.Create(SliceArrays.Projection(o.Label), new NpyArray([count], o.Losses[count..]))
            ),
        ];
    }
}
