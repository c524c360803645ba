using Thalweg.Formats.Arrays;
using Thalweg.Formats.Grids;

namespace Thalweg.Cli.Exports;

/// <summary>The arrays of profiles and surfaces as files for ParaView.</summary>
internal static class VtkGrid
{
    private static readonly string[] Axes = ["t1", "t2", "x", "x1", "x2", "t"];

    /// <summary>Every field on the grid of its axes.</summary>
    public static IReadOnlyList<string> WriteGrid(string path, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        var axes = arrays.Where(array => Axes.Contains(array.Key)).Select(array => array.Value.Values).ToList();
        int[] shape = [.. axes.Select(axis => axis.Length)];
        KeyValuePair<string, double[]>[] fields =
        [
            .. arrays
                .Where(array => !Axes.Contains(array.Key) && array.Value.Shape.SequenceEqual(shape))
                .Select(array => KeyValuePair.Create(array.Key, array.Value.Values)),
        ];
        VtkFile.WriteImage(path, [.. axes.Select(VtkAxis.Of)], fields);
        return [.. fields.Select(field => field.Key)];
    }

    /// <summary>The checkpoints of a run on a surface, joined to a path: its steps, losses and distance from the plane.</summary>
    public static IReadOnlyList<string> WritePath(
        string path,
        IReadOnlyDictionary<string, NpyArray> arrays,
        IReadOnlyList<long> steps
    )
    {
        const string Losses = "trajectory_";
        var places = arrays["trajectory"].Values;
        var count = places.Length / 3;
        KeyValuePair<string, double[]>[] fields =
        [
            new("step", [.. steps.Select(step => (double)step)]),
            new("distance", [.. Enumerable.Range(0, count).Select(i => places[(3 * i) + 2])]),
            .. arrays
                .Where(array => array.Key.StartsWith(Losses, StringComparison.Ordinal))
                .Select(array => KeyValuePair.Create(array.Key[Losses.Length..], array.Value.Values)),
        ];
        VtkFile.WritePoints(
            path,
            [.. Enumerable.Range(0, count).Select(i => (places[3 * i], places[(3 * i) + 1], 0.0))],
            fields,
            isPath: true
        );
        return [.. fields.Select(field => field.Key)];
    }
}
