using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>The losses that one record looks at: their objectives, their names, and the arrays of their values.</summary>
internal sealed class SeenLosses
{
    /// <param name="heldOut">The first of them on data that are not trained on; null where there are none.</param>
    public SeenLosses(IReadOnlyList<Source> sources, TaskContext context, Source? heldOut = null)
    {
        Names = [.. SourceNames.Of(sources), .. heldOut is null ? [] : new[] { Stops.HeldOut }];
        // Arrays are named by a form of the names that is safe in files.
        Slugs = Slug.Of(Names);
        Source[] all = [.. sources, .. heldOut is null ? [] : new[] { heldOut }];
        Objectives = [.. all.Select((source, i) => new LabelledObjective(Slugs[i], context.ObjectiveOf(source)))];
    }

    /// <summary>Names of the losses, for people.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The same as parts of array names.</summary>
    public IReadOnlyList<string> Slugs { get; }

    public IReadOnlyList<LabelledObjective> Objectives { get; }

    public OrderedDictionary<string, double?> LowerBounds
    {
        get
        {
            var bounds = new OrderedDictionary<string, double?>(StringComparer.Ordinal);
            for (var i = 0; i < Names.Count; i++)
            {
                bounds.Add(Names[i], Objectives[i].Objective.LowerBound);
            }
            return bounds;
        }
    }

    /// <summary>What rounding can make of the differences, by name of the loss, for each line or for the plane.</summary>
    public OrderedDictionary<string, IReadOnlyList<double?>> RoundingBounds(SliceResult result)
    {
        var bounds = new OrderedDictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal);
        for (var i = 0; i < Names.Count; i++)
        {
            bounds.Add(Names[i], result.Objectives[i].RoundingBounds);
        }
        return bounds;
    }

    /// <summary>What a reader must know of the values.</summary>
    public IEnumerable<string> Warnings(SliceResult result) => [.. NotFinite(result), .. NotResolved(result)];

    private IEnumerable<string> NotFinite(SliceResult result) =>
        result
            .Objectives.Select((o, i) => (Values: o, Name: Names[i]))
            .Where(o => o.Values.NonFinite > 0)
            .Select(o =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{o.Values.NonFinite} of {o.Values.Losses.Length} losses of {o.Name} are not finite; they stand in the arrays as they came."
                )
            );

    private IEnumerable<string> NotResolved(SliceResult result) =>
        result
            .Objectives.Select((o, i) => (Values: o, Name: Names[i]))
            .Where(o => o.Values.NotResolved > 0)
            .Select(o =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Losses of {o.Name} are not resolved{Lines(o.Values)}: rounding may be what they differ by. A larger range resolves them, or double precision where they are in single."
                )
            );

    private static string Lines(SlicedValues values) =>
        values.RoundingBounds.Count == 1
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $" along {values.NotResolved} of {values.RoundingBounds.Count} lines"
            );

    /// <summary>Arrays <c>t1</c>, <c>t2</c>, <c>loss_NAME</c>, <c>term_NAME_TERM</c>, <c>error_METRIC</c>: with names also where
    /// there is one objective, so that readers need no special case.</summary>
    public static List<KeyValuePair<string, NpyArray>> Arrays(SliceResult result)
    {
        var arrays = new List<KeyValuePair<string, NpyArray>>();
        int[] shape = [.. result.Shape];
        for (var k = 0; k < result.Axes.Count; k++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"t{k + 1}");
            arrays.Add(new(name, new NpyArray([result.Axes[k].Length], result.Axes[k])));
        }
        foreach (var sliced in result.Objectives)
        {
            arrays.Add(new(SliceArrays.Loss(sliced.Label), new NpyArray(shape, sliced.Losses)));
            arrays.AddRange(
                sliced.Terms.Select(term =>
                    KeyValuePair.Create(SliceArrays.Term(sliced.Label, term.Name), new NpyArray(shape, term.Values))
                )
            );
            arrays.AddRange(
                sliced.Metrics.Select(metric =>
                    KeyValuePair.Create(SliceArrays.Error(metric.Name), new NpyArray(shape, metric.Values))
                )
            );
        }
        return arrays;
    }
}
