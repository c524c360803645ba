using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Slices;

/// <summary>One slice in the making: the columns of its objectives and the blocks that fill them.</summary>
internal sealed class Sampling
{
    private readonly IReadOnlyList<LabelledObjective> objectives;
    private readonly Columns[] columns;

    public Sampling(
        IReadOnlyList<LabelledObjective> objectives,
        long points,
        int parameterCount,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress
    )
    {
        if (points > Array.MaxLength)
        {
            throw new ArgumentException(
                $"the slice has {points} points, {Array.MaxLength} at most fit one array; give fewer on an axis",
                nameof(points)
            );
        }
        this.objectives = objectives;
        Blocks = new PointBlocks(parameterCount, points, team, progress);
        columns = new Columns[objectives.Count];
        // Objectives of one network share their solution and so its errors: an objective whose metrics are all reported by an
        // earlier one does not compute them again.
        var reported = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Length; i++)
        {
            var objective = objectives[i].Objective;
            var metrics = objective.MetricNames.Any(name => !reported.Contains(name));
            columns[i] = new Columns(objective, (int)points, Blocks.Rows, terms: true, metrics);
            reported.UnionWith(objective.MetricNames);
        }
        Blocks.Begin(columns);
    }

    public PointBlocks Blocks { get; }

    /// <summary>Evaluates what is left; nothing is said of rounding.</summary>
    public SliceResult End(IReadOnlyList<double[]> axes, IReadOnlyList<int> shape)
    {
        Blocks.Flush();
        var reported = new HashSet<string>(StringComparer.Ordinal);
        var values = new List<SlicedValues>();
        for (var i = 0; i < columns.Length; i++)
        {
            var objective = objectives[i].Objective;
            values.Add(
                new SlicedValues(
                    objectives[i].Label,
                    columns[i].Losses,
                    [.. columns[i].Terms.Select((term, k) => new NamedValues(objective.TermNames[k], term))],
                    [
                        .. columns[i]
                            .Metrics.Select((metric, k) => new NamedValues(objective.MetricNames[k], metric))
                            .Where(metric => reported.Add(metric.Name)),
                    ],
                    []
                )
            );
        }
        return new SliceResult(axes, shape, values);
    }

    /// <summary>Evaluates what is left, and measures how it is rounded.</summary>
    /// <param name="size">Points of a line, or of the plane.</param>
    public SliceResult End(
        IReadOnlyList<double[]> axes,
        IReadOnlyList<int> shape,
        SlicedRounding rounding,
        int size,
        SlicedRounding.Point point
    )
    {
        var result = End(axes, shape);
        return result with
        {
            Objectives =
            [
                .. result.Objectives.Select(
                    (values, i) =>
                        values with
                        {
                            RoundingBounds = rounding.Bounds(objectives[i].Objective, values, size, point),
                        }
                ),
            ],
        };
    }
}
