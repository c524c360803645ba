using Thalweg.Formats.Arrays;

namespace Thalweg.Landscapes.Slices;

/// <summary>A named column of values over the points of a slice.</summary>
public sealed record NamedValues(string Name, double[] Values);

/// <summary>What one objective gave at every point of a slice.</summary>
/// <param name="Losses">In the index order of the slice.</param>
/// <param name="Terms">The terms, which sum to the loss.</param>
/// <param name="Metrics">Solution errors; those that an earlier objective of the slice reports are not repeated.</param>
/// <param name="RoundingBounds">For each line, or for the plane, what rounding can add to how far its losses go up and down, over their
/// range: 2m ρ/(max L − min L); null for one that is constant or has a loss that is not finite, none for listed points.</param>
public sealed record SlicedValues(
    string Label,
    double[] Losses,
    IReadOnlyList<NamedValues> Terms,
    IReadOnlyList<NamedValues> Metrics,
    IReadOnlyList<double?> RoundingBounds
)
{
    /// <summary>A line or plane with a larger bound is not resolved: what differs there may be rounding.</summary>
    public const double LargestBound = 1e-2;

    /// <summary>Lines, or planes, that are not resolved.</summary>
    public int NotResolved => RoundingBounds.Count(bound => bound > LargestBound);

    /// <summary>Number of losses that are NaN or infinite; they stand in the array as they came.</summary>
    public int NonFinite { get; } = Losses.Count(loss => !double.IsFinite(loss));
}

/// <summary>Values of one or more objectives over the same points.</summary>
/// <param name="Axes">Coordinates: <c>t1</c>, and <c>t2</c> for a plane; none for listed points.</param>
/// <param name="Shape">[D, n] for D lines, [n1, n2] for a plane, [C] for listed points; row-major.</param>
public sealed record SliceResult(
    IReadOnlyList<double[]> Axes,
    IReadOnlyList<int> Shape,
    IReadOnlyList<SlicedValues> Objectives
)
{
    /// <summary>
    /// The arrays of a slice file: <c>t1</c>, <c>t2</c>; for one objective <c>loss</c>, <c>term_NAME</c>, for several
    /// <c>loss_LABEL</c>, <c>term_LABEL_NAME</c>; <c>error_NAME</c>.
    /// </summary>
    public IEnumerable<KeyValuePair<string, NpyArray>> Arrays()
    {
        for (var k = 0; k < Axes.Count; k++)
        {
            yield return new($"t{k + 1}", new NpyArray([Axes[k].Length], Axes[k]));
        }
        int[] shape = [.. Shape];
        foreach (var sliced in Objectives)
        {
            var label = Objectives.Count == 1 ? "" : $"_{sliced.Label}";
            yield return new($"loss{label}", new NpyArray(shape, sliced.Losses));
            foreach (var term in sliced.Terms)
            {
                yield return new($"term{label}_{term.Name}", new NpyArray(shape, term.Values));
            }
            foreach (var metric in sliced.Metrics)
            {
                yield return new($"error_{metric.Name}", new NpyArray(shape, metric.Values));
            }
        }
    }
}
