using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What is measured beside an index: whether its centre is a minimum, how wide the valley is, and the index about its bottom.</summary>
internal sealed class RoughnessSurroundings(
    IObjective objective,
    Place place,
    RoughnessInputs inputs,
    RoughnessOptions options,
    TaskContext context
)
{
    /// <summary>Parts of the work, the index itself counted.</summary>
    public int Parts =>
        1 + (inputs.LargestRadius is null ? 0 : 1) + (inputs.IsAboutBottom ? 1 : 0) + (inputs.IsPolished ? 2 : 0);

    public MinimiserRecord Minimiser(RoughnessResult result) => Minimiser(result, Local());

    private static MinimiserRecord Minimiser(RoughnessResult result, LocalQuadratic? local)
    {
        var verdict = MinimiserVerdict.Of(result.Slices, local);
        return new MinimiserRecord(
            verdict.Text,
            verdict.IsMinimum,
            verdict.Offset,
            verdict.Monotone,
            verdict.CurvedDown,
            local?.GradientNorm,
            local?.Decrement,
            local?.Negative,
            local?.Zero
        );
    }

    public ValleyRadiusRecord? Valley()
    {
        if (inputs.LargestRadius is not { } largest)
        {
            return null;
        }
        var valley = ValleyRadius.Measure(
            objective,
            place.Parameters,
            new ValleyRadiusOptions
            {
                Directions = options.Directions,
                Largest = largest,
                Rule = options.Rule,
                Seed = options.Seed,
                Published = options.Published,
            },
            context.Team,
            inputs.Directions?.Set,
            Part(1)
        );
        return new ValleyRadiusRecord(
            valley.Value,
            valley.Interval.Lower,
            valley.Interval.Upper,
            largest,
            valley.Radii,
            valley.Unsettled,
            valley.Evaluations
        );
    }

    public BottomRecord? Bottom(RoughnessResult result)
    {
        if (!inputs.IsAboutBottom)
        {
            return null;
        }
        var bottom = BottomRoughness.Measure(
            objective,
            place.Parameters,
            options,
            result,
            context.Team,
            inputs.Directions?.Set,
            Part(inputs.LargestRadius is null ? 1 : 2)
        );
        return new BottomRecord(
            bottom.Summary.Roughness,
            bottom.Summary.Interval.Lower,
            bottom.Summary.Interval.Upper,
            bottom.Slices.Count(slice => slice is not null),
            RoughnessParts.Oscillation(bottom.Summary.Oscillation),
            bottom.Evaluations
        );
    }

    /// <summary>Trains on until no slice of this width has its bottom more than about a hundredth of l from its centre.</summary>
    public PolishedRecord? Polished(RoughnessResult result)
    {
        if (!inputs.IsPolished)
        {
            return null;
        }
        double[] ranges = [.. result.Slices.Select(slice => slice.Parts?.Range).OfType<double>()];
        if (ranges.Length == 0)
        {
            return null;
        }
        // A vertex at τl lies τ² of the range of its slice below the centre.
        var tolerance = 1e-4 * Descriptive.Median(ranges);
        var training = Part(Parts - 2);
        var polished = Polishing.From(
            objective,
            place.Parameters,
            tolerance,
            context.Team,
            new Listener<double>(share => training.Report(new LandscapeProgress((long)(1000 * share), 1000)))
        );
        var index = RoughnessIndex.Measure(
            objective,
            polished.Parameters,
            options,
            context.Team,
            inputs.Directions?.Set,
            Part(Parts - 1)
        );
        return new PolishedRecord(
            index.Summary.Roughness,
            index.Summary.Interval.Lower,
            index.Summary.Interval.Upper,
            RoughnessParts.Oscillation(index.Summary.Oscillation),
            Minimiser(index, polished.Local),
            tolerance,
            polished.IsBottom,
            polished.Optimizer,
            polished.Steps,
            polished.Moved
        );
    }

    /// <summary>Progress of one of the parts as that of all.</summary>
    public Listener<LandscapeProgress> Part(int part) =>
        new(p => context.Progress((part + Math.Min(1, p.Done / (double)p.Total)) / Parts));

    /// <summary>Where a training has been, on its way, offsets say enough; so they must where a program offers no gradient.</summary>
    private LocalQuadratic? Local()
    {
        if (place.Step is not null && !place.IsFinal)
        {
            return null;
        }
        try
        {
            return LocalQuadratic.At(objective, place.Parameters, context.Team);
        }
        catch (ExternalProcessException exception) when (exception.Fault == ExternalFault.NotOffered)
        {
            return null;
        }
    }
}
