using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>The end of a path carried to its copy near the start, with the straight lines before and after.</summary>
internal static class PathAlignment
{
    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        if (!call.Flag("align"))
        {
            yield break;
        }
        if (study.Variants.FirstOrDefault(v => v.Source.As<ICopies>() is null) is { } variant)
        {
            yield return new InputException(
                $"'path' with align=true needs losses of networks, found '{variant.Label}'; leave align out",
                call.Location
            );
        }
    }

    /// <summary>Null and the end as it is where no alignment is asked for.</summary>
    /// <exception cref="ArgumentException">The loss knows no copies of its parameters.</exception>
    public static (PathAlignmentRecord? Record, double[] End) Of(
        PathInputs inputs,
        Place from,
        Place to,
        SeenLosses losses,
        WorkerTeam team
    )
    {
        if (inputs.Align != true)
        {
            return (null, to.Parameters);
        }
        var copies =
            inputs.Objectives[0].As<ICopies>()?.Copies
            ?? throw new ArgumentException(
                $"'{losses.Names[0]}' has no copies of its parameters to align: leave Align out",
                nameof(inputs)
            );
        var alignment = copies.Align(from.Parameters, to.Parameters);
        double[] image = [.. alignment.Image];
        var (before, after) = (Line(to.Parameters), Line(image));
        return (
            new PathAlignmentRecord(
                alignment.DistanceBefore,
                alignment.Distance,
                alignment.Map,
                before.Highest.Loss,
                after.Highest.Loss,
                before.End,
                after.End
            ),
            image
        );

        SegmentLoss Line(double[] end) =>
            Segment.Measure([losses.Objectives[0]], from.Parameters, end, new SegmentOptions(), team).Losses[0];
    }
}
