using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What lines and planes share: the objectives at one place, the directions from there, the arrays.</summary>
internal sealed class SlicePlan
{
    private readonly SliceDirections asked;
    private readonly List<string> warnings;

    public SlicePlan(
        Centre centre,
        IReadOnlyList<Source> sources,
        SliceDirections directions,
        int count,
        TaskContext context
    )
    {
        asked = directions;
        Place = Place.Of(centre, context);
        warnings = [.. Place.Warnings];
        Names = SourceNames.Of(sources);
        // Arrays are named by a form of the names that is safe in files.
        Slugs = Slug.Of(Names);
        Objectives = [.. sources.Select((source, i) => new LabelledObjective(Slugs[i], context.Objectives.Of(source)))];
        Directions = Make(count);
    }

    public Place Place { get; }

    /// <summary>Names of the losses, for people.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The same as parts of array names.</summary>
    public IReadOnlyList<string> Slugs { get; }

    public IReadOnlyList<LabelledObjective> Objectives { get; }

    /// <summary>[D, P], scaled.</summary>
    public double[] Directions { get; }

    public string Normalize => asked.Normalize ?? "none";

    public string Bias => asked.Bias ?? "keep";

    /// <summary>Where the directions come from, in words.</summary>
    public string Description =>
        asked switch
        {
            { Checkpoints: { } path } => "through the checkpoints of steps "
                + string.Join(" and ", path.Select(step => step.ToString(CultureInfo.InvariantCulture))),
            { Ends: { } ends } => "to " + string.Join(" and ", ends.Select(end => end.Description)),
            { Given: not null } => "given",
            _ => "random",
        };

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

    public void Warn(string warning) => warnings.Add(warning);

    /// <summary>Everything that a reader must know of the values.</summary>
    public IReadOnlyList<string> Warnings(SliceResult result) =>
        [
            .. warnings.Distinct(),
            .. result
                .Objectives.Select((o, i) => (Values: o, Name: Names[i]))
                .Where(o => o.Values.NonFinite > 0)
                .Select(o =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{o.Values.NonFinite} of {o.Values.Losses.Length} losses of {o.Name} are not finite; they stand in the arrays as they came."
                    )
                ),
        ];

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
            arrays.Add(new($"loss_{sliced.Label}", new NpyArray(shape, sliced.Losses)));
            arrays.AddRange(
                sliced.Terms.Select(term =>
                    KeyValuePair.Create($"term_{sliced.Label}_{term.Name}", new NpyArray(shape, term.Values))
                )
            );
            arrays.AddRange(
                sliced.Metrics.Select(metric =>
                    KeyValuePair.Create($"error_{metric.Name}", new NpyArray(shape, metric.Values))
                )
            );
        }
        return arrays;
    }

    private double[] Make(int count)
    {
        var centre = Place.Parameters;
        if (asked.Checkpoints is { } path)
        {
            return [.. path.SelectMany(Towards)];
        }
        if (asked.Ends is { } ends)
        {
            return [.. ends.SelectMany(end => From(end.Parameters))];
        }
        // The lines of a slice and the two axes of a plane are the first raw directions of the seed.
        var set = asked.Given?.Set ?? DirectionSet.Random(count, centre.Length, asked.Seed!.Value);
        var rule = DirectionWords.Rule(asked.Normalize!, asked.Bias!);
        return set.At(centre, rule, DirectionRule.LayoutOf(Objectives[0].Objective));
    }

    /// <summary>The direction from the centre to a checkpoint: t = 1 is the checkpoint.</summary>
    private double[] Towards(long checkpoint)
    {
        var (parameters, _, warning) = Place.Run!.At(checkpoint);
        if (warning is not null)
        {
            warnings.Add(warning);
        }
        return From(parameters);
    }

    private double[] From(double[] end) => [.. end.Select((value, i) => value - Place.Parameters[i])];
}
