using System.Globalization;
using Thalweg.Landscapes.Roughness;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>Roughness index of one objective at one place, in double precision whatever the training used.</summary>
public sealed class RoughnessAnalysis : Analysis<RoughnessInputs, RoughnessRecord>
{
    /// <summary>The word for where trainings ended.</summary>
    internal const string Final = "final";

    private RoughnessAnalysis()
        : base("roughness", algorithm: 11) { }

    public static RoughnessAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "roughness",
            "roughness index of each loss at its own trained points, or along the paths of training",
            [
                new WordOption("at", Final, "where the slices are centred", [Final, "trajectory"])
                {
                    Former = new Dictionary<string, string> { ["minimiser"] = Final },
                },
                .. SamplingOptions.Roughness,
                new FlagOption(
                    "valley-radius",
                    "false",
                    "also the half-width up to which at most one slice in twenty oscillates"
                ),
                new FlagOption("about-bottom", "false", "also the index of the same slices centred at their vertices"),
                new FlagOption(
                    "polish",
                    "false",
                    "also the index at a point trained on until the Newton decrement is small"
                ),
            ]
        )
        {
            AlsoKnownAs = ["ri"],
        };

    public override Stage Stage => Stage.Roughness;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return OneParameter.Refusals(study, call);
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var sampling = RoughnessSampling.Of(call!);
        return call!.Word("at") == Final
            ? chains.All.Select(chain => TaskOf(chains, chain, chain.Variant.Source, sampling, chain.End, call))
            : chains.All.SelectMany(chain =>
                chain.Variant.Train.Checkpoints.Select(step =>
                    TaskOf(chains, chain, chain.Variant.Source, sampling, chain.At(step), call)
                )
            );
    }

    /// <summary>The index of one loss at one place of a run.</summary>
    /// <param name="call">What is asked for beside it; null for nothing.</param>
    internal StudyTask TaskOf(
        StudyChains chains,
        StudyChain chain,
        Source objective,
        RoughnessSampling sampling,
        TrainedCentre centre,
        ResolvedCall? call = null
    )
    {
        List<ResolvedCall> asked = [.. AtTheEnd(chains, chain, objective, sampling, centre)];
        if (call is not null)
        {
            asked.Add(call);
        }
        var inputs = new RoughnessInputs(centre, objective, sampling, chains.DirectionSeedOf(chain))
        {
            LargestRadius = asked.Exists(a => a.Flag("valley-radius")) ? new ValleyRadiusOptions().Largest : null,
            IsAboutBottom = asked.Exists(a => a.Flag("about-bottom")),
            IsPolished = asked.Exists(a => a.Flag("polish")),
        };
        var place = centre.Step is { } step ? FormattableString.Invariant($", step {step}") : "";
        var name = chains.NameOf(objective);
        return chain.Hang(
            Task(inputs, chain.Label($"roughness of {name} at") + place) with
            {
                Loss = name,
            },
            new TaskWork(0, inputs.Values)
        );
    }

    /// <summary>What the study asks for of the same slices: entries that meet at the end of a run share one task, whichever of them wants more.</summary>
    private static IEnumerable<ResolvedCall> AtTheEnd(
        StudyChains chains,
        StudyChain chain,
        Source objective,
        RoughnessSampling sampling,
        TrainedCentre centre
    ) =>
        centre.Equals(chain.End) && objective.Equals(chain.Variant.Source)
            ? chains.Study.Analyses.Where(a =>
                a.Signature == Instance.Signature && a.Word("at") == Final && RoughnessSampling.Of(a) == sampling
            )
            : [];

    public override Computed<RoughnessRecord> Compute(RoughnessInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var sampling = inputs.Sampling;
        var options = sampling.Options(inputs.DirectionSeed) with
        {
            Published = inputs.IsPublished,
            Refinement = inputs.IsRefined ? new Refinement() : null,
        };
        var source = inputs.Objective.InDouble;
        var objective = context.Objectives.Of(source);
        var surroundings = new RoughnessSurroundings(objective, place, inputs, options, context);
        var result = RoughnessIndex.Measure(
            objective,
            place.Parameters,
            options,
            context.Team,
            inputs.Directions?.Set,
            surroundings.Part(0)
        );
        var summary = result.Summary;
        var directions = inputs.Directions?.Set.Count ?? sampling.Directions;
        var record = new RoughnessRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. Vanishing.Rows(options.Rule, sampling.Normalize, objective, place.Parameters),
                    .. Describe(summary, directions),
                    // On the way many slices fall all along and have one total variation: the figure of the path shows no interval there, and the few others carry all that varies.
                    .. place.Step is null || place.IsFinal
                        ? WithoutInterval(summary).Concat(RoughnessParts.Describe(summary))
                        : [],
                    .. Unresolved(result),
                ],
            },
            place.TrainKey,
            inputs.Objective.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            place.IsFinal,
            directions,
            sampling.Intervals,
            sampling.Radius,
            sampling.Normalize,
            sampling.Bias,
            inputs.DirectionSeed,
            summary.Roughness,
            summary.Interval.Lower,
            summary.Interval.Upper,
            RoughnessSummary.IntervalMethod,
            summary.MeanTotalVariation,
            summary.StandardDeviation,
            summary.ConstantSlices,
            summary.NonFiniteSlices,
            result.TotalVariations,
            result.UnresolvedSlices,
            inputs.IsRefined ? result.Intervals : null,
            result.Grid.Count,
            result.Evaluations,
            summary.NotResolvedSlices,
            [.. result.Slices.Select(slice => slice.RoundingBound)],
            PrecisionOf(source, inputs.Objective),
            RoughnessParts.Oscillation(summary.Oscillation),
            RoughnessParts.ByDirection(result.Slices),
            summary.TwinRoughness,
            RoughnessParts.Shares(summary.Shares),
            RoughnessParts.Influence(summary.Influence),
            surroundings.Minimiser(result),
            surroundings.Valley(),
            surroundings.Bottom(result),
            surroundings.Polished(result),
            RoughnessParts.Ranked(result.RankedSlices)
        );
        return new Computed<RoughnessRecord>(record, []);
    }

    /// <summary>The word for records: <c>double</c> where a loss of single precision is measured in double, else null.</summary>
    internal static string? PrecisionOf(Source measured, Source declared) =>
        measured.Equals(declared) ? null : Precisions.Double.Name;

    /// <summary>What is left out of an index.</summary>
    internal static IEnumerable<string> Describe(RoughnessSummary summary, int directions)
    {
        if (summary.NonFiniteSlices > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.NonFiniteSlices} of {directions} slices have losses that are not finite and are left out."
            );
        }
        if (summary.ConstantSlices > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.ConstantSlices} of {directions} slices are constant, have no total variation and are left out."
            );
        }
        if (summary.IsOneLine)
        {
            yield return "All directions lie on one line where they are scaled, up to sign and size: slices of one line have no spread, and there is no index.";
        }
        if (summary.NotResolvedSlices > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.NotResolvedSlices} of {directions} slices are not resolved: rounding may be what their losses differ by. {(summary.NotResolvedSlices > RoughnessSummary.LargestShare * directions ? "These are too many for an index of the others" : "They are left out")}; a larger radius resolves them."
            );
        }
    }

    /// <summary>Why an index has no interval.</summary>
    internal static IEnumerable<string> WithoutInterval(RoughnessSummary summary)
    {
        if (double.IsFinite(summary.Roughness) && !double.IsFinite(summary.Interval.Lower))
        {
            yield return "The index has no interval: fewer than five slices are left, or nearly all of them have one total variation. Take more directions or more intervals.";
        }
    }

    private static IEnumerable<string> Unresolved(RoughnessResult result)
    {
        if (result.UnresolvedSlices > 0)
        {
            yield return FormattableString.Invariant(
                $"{result.UnresolvedSlices} slices still changed at the finest grid."
            );
        }
    }
}
