using Thalweg.Landscapes.Likelihood;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization;
using Thalweg.Results.Records;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>A profile that is walked to its end, from where an earlier process left it.</summary>
internal sealed class WalkedProfile
{
    // Deviations on each side.
    private const double Reach = 3;

    // Below this part of the threshold a lower loss beside the first point is none worth telling.
    private const double Telling = 0.01;

    private readonly ProfileLikelihoodInputs inputs;
    private readonly Place place;
    private readonly ProfileLikelihood profile;
    private readonly ProfilePoint centre;
    private readonly CoefficientRecord estimate;
    private readonly LikelihoodScale? scale;
    private readonly string? noScale;
    private readonly double? threshold;
    private readonly int[] others;
    private readonly IReadOnlyList<string> otherNames;

    public WalkedProfile(ProfileLikelihoodInputs inputs, IObjective objective, Place place, TaskContext context)
    {
        (this.inputs, this.place) = (inputs, place);
        var numbers = inputs.Source.As<ICoefficients>()!;
        otherNames = [.. numbers.LearnedNumbers.Where(name => name != inputs.Coefficient)];
        others = [.. otherNames.Select(numbers.PlaceOf)];
        var minimum = Profile(objective, numbers, inputs.Further);
        var walked = SavedProfile.Read(context.Partial?.Load());
        // What is at rest at the end of the run is judged by the noise there, all else by that of the first point.
        centre =
            walked.Count > 0
                ? walked[0]
                : minimum.Minimum(
                    place.Parameters,
                    numbers.NoiseScaleAt(objective, place.Parameters, context.Team).Scale,
                    context.Team
                );
        estimate = numbers
            .Coefficients(objective, centre.Parameters, context.Team)
            .First(c => c.Name == inputs.Coefficient);
        // Without a deviation steps are a guess by the size of the number, and ever longer ones would soon pass 0.
        profile = estimate.Deviation is null && inputs.Width is null ? Profile(objective, numbers, 0) : minimum;
        var noise = numbers.NoiseScaleAt(objective, centre.Parameters, context.Team);
        scale = noise.Scale is > 0 and < double.PositiveInfinity and { } s
            ? new LikelihoodScale(s, noise.Degrees)
            : null;
        noScale = scale is null ? noise.Reason ?? "the misfit is not a finite number above 0" : null;
        threshold = scale?.Threshold(inputs.Level);
        Points = [.. Walk(walked, context).OrderBy(p => p.Value)];
    }

    /// <summary>By c.</summary>
    public IReadOnlyList<ProfilePoint> Points { get; }

    public ProfileLikelihoodRecord Record(Provenance stamp)
    {
        var isFinite = Points.Any(p => double.IsFinite(p.Loss));
        var interval = scale is null || !isFinite ? null : LikelihoodInterval.Of(Points, scale, threshold!.Value);
        var lowest = isFinite ? Points.Where(p => double.IsFinite(p.Loss)).MinBy(p => p.Loss)! : centre;
        return new ProfileLikelihoodRecord(
            stamp with
            {
                Warnings = [.. place.Warnings, .. Warnings(lowest, interval)],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            inputs.Coefficient,
            place.Parameters[inputs.Source.As<ICoefficients>()!.PlaceOf(inputs.Coefficient)],
            lowest.Value,
            lowest.Loss,
            estimate.Known,
            estimate.Deviation,
            estimate.Reason,
            scale?.Scale,
            noScale,
            scale?.Degrees,
            inputs.Level,
            threshold,
            interval?.Lower,
            Word(interval?.LowerEnd),
            interval?.Upper,
            Word(interval?.UpperEnd),
            profile.OptimizerDescription,
            otherNames,
            [
                .. Points.Select(p => new ProfilePointRecord(
                    p.Value,
                    p.Loss,
                    scale is null ? null : (p.Loss - lowest.Loss) / scale.Scale,
                    p.GradientNorm,
                    p.Steps,
                    p.Stop.Describe(),
                    p.IsConverged,
                    ReferenceEquals(p, centre),
                    [.. others.Select(i => p.Parameters[i])]
                )),
            ]
        );
    }

    private ProfileLikelihood Profile(IObjective objective, ICoefficients numbers, int further) =>
        new(
            objective,
            numbers.PlaceOf(inputs.Coefficient),
            new ProfileOptions
            {
                Optimizer = inputs.Optimizer.Create()[0].Optimizer,
                Steps = inputs.Steps,
                Points = inputs.Points,
                Further = further,
            }
        );

    private IReadOnlyList<ProfilePoint> Walk(IReadOnlyList<ProfilePoint> walked, TaskContext context)
    {
        if (walked.Count == 0)
        {
            walked = [centre];
            context.Partial?.Save(SavedProfile.Write(walked));
        }
        var width =
            inputs.Width
            ?? (
                estimate.Deviation is { } deviation ? Reach * deviation
                : centre.Value != 0 ? 0.5 * Math.Abs(centre.Value)
                : 0.5
            );
        var expected = 1.0 + (2 * inputs.Points);
        return profile.Walk(
            walked,
            width / inputs.Points,
            width / inputs.Points,
            scale?.Scale,
            threshold * scale?.Scale,
            context.Team,
            points =>
            {
                context.Partial?.Save(SavedProfile.Write(points));
                context.Progress(Math.Min(1, points.Count / expected));
            }
        );
    }

    private IEnumerable<string> Warnings(ProfilePoint lowest, LikelihoodInterval? interval)
    {
        if (!centre.IsConverged)
        {
            yield return "The training at the first point did not come to rest; more steps are needed, and the interval means little.";
        }
        if (
            !ReferenceEquals(lowest, centre)
            && scale is { } s
            && centre.Loss - lowest.Loss > Telling * threshold * s.Scale
        )
        {
            yield return FormattableString.Invariant(
                $"The lowest loss is not where the walks began, at {inputs.Coefficient} = {centre.Value:g6}, but at {lowest.Value:g6}: the interval is about that, and its lowest loss is known no better than the points are close."
            );
        }
        if (interval?.Returns == true)
        {
            yield return "Beyond an end of the interval the profile falls below the threshold again: values there are not rejected either.";
        }
        var restless = Points.Count(p => !p.IsConverged);
        if (restless > 0)
        {
            yield return FormattableString.Invariant(
                $"{restless} of {Points.Count} points did not come to rest within {inputs.Steps} steps; their losses are above those of the profile."
            );
        }
    }

    private static string Word(IntervalEnd? end) =>
        end switch
        {
            IntervalEnd.Crossed => "crossed",
            IntervalEnd.Open => "open",
            IntervalEnd.NotAtRest => "not at rest",
            IntervalEnd.NotFinite => "not finite",
            _ => "no scale",
        };
}
