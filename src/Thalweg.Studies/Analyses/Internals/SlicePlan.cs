using System.Globalization;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Slices;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What lines and planes share: the objectives at one place, the directions from there, the arrays.</summary>
internal sealed class SlicePlan
{
    private readonly SliceDirections asked;
    private readonly List<string> warnings;
    private readonly List<string> vanishing;
    private readonly string lossName = "";

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
        Losses = new SeenLosses(sources, context);
        if (directions.Along is { } word)
        {
            lossName = directions.Loss is { } loss ? NameOf(loss, sources) : "";
            var objective = directions.Loss is { } of ? context.Objectives.Of(of) : null;
            Followed = new FollowedDirections(Place, word, objective, count, context.Team);
            warnings.AddRange(Followed.Warnings);
        }
        Directions = Followed?.Directions ?? Make(count);
        vanishing = [.. Vanishing.Whole(Directions, Place.Parameters.Length)];
    }

    public Place Place { get; }

    public SeenLosses Losses { get; }

    /// <summary>[D, P], scaled.</summary>
    public double[] Directions { get; }

    /// <summary>Where directions follow from the place itself; else null.</summary>
    public FollowedDirections? Followed { get; }

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
            { Along: { } word } => Words(word, lossName),
            _ => "random",
        };

    /// <summary>Says once that there is no plane, and why.</summary>
    public void WarnNoPlane()
    {
        var cause = vanishing.Count > 0 ? "one of them is zero" : "they are parallel";
        warnings.Add(
            $"The two directions span no plane, since {cause}: values repeat, and the training path has no coordinates on it."
        );
        vanishing.Clear();
    }

    /// <summary>Everything that a reader must know of the directions.</summary>
    public IReadOnlyList<string> DirectionWarnings => [.. warnings.Distinct(), .. vanishing];

    /// <summary>Everything that a reader must know of the values.</summary>
    public IReadOnlyList<string> Warnings(SliceResult result) => [.. DirectionWarnings, .. Losses.Warnings(result)];

    /// <summary>Says once that there is no strip.</summary>
    public void WarnNoStrip()
    {
        warnings.Add(
            "There is no strip along the path: it has no length, or the direction across it leads along it. Every loss is that of the centre."
        );
        vanishing.Clear();
    }

    private string NameOf(Source loss, IReadOnlyList<Source> sources)
    {
        var at = sources.ToList().IndexOf(loss);
        return at < 0 ? loss.Label : Losses.Names[at];
    }

    private static string Words(string word, string loss) =>
        word switch
        {
            DerivedDirections.Largest => $"along the eigenvectors of the largest eigenvalues of the {loss} loss",
            DerivedDirections.Smallest => $"along the eigenvectors of the smallest eigenvalues of the {loss} loss",
            DerivedDirections.Extremes =>
                $"along the eigenvectors of the largest and of the smallest eigenvalue of the {loss} loss",
            DerivedDirections.Gradient => $"along the gradient of the {loss} loss",
            DerivedDirections.Components => "along the principal components of the checkpoints",
            _ => $"along the path of training and across it, where the {loss} loss is curved the most at its end",
        };

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
        var objective = Losses.Objectives[0].Objective;
        warnings.AddRange(Vanishing.Rows(rule, asked.Normalize!, objective, centre));
        return set.At(centre, rule, DirectionRule.LayoutOf(objective));
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
