using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a sweep depends on.</summary>
/// <param name="Settings">At least one, all of one direction rule.</param>
public sealed record SweepInputs(
    Centre Centre,
    Source Objective,
    IReadOnlyList<RoughnessSampling> Settings,
    ulong DirectionSeed
);

/// <summary>Roughness against the number of directions, the number of intervals or the half-width.</summary>
public sealed class SweepAnalysis : Analysis<SweepInputs, SweepRecord>
{
    private SweepAnalysis()
        : base("sweep", algorithm: 7) { }

    public static SweepAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "sweep",
            "roughness index for other numbers of directions, intervals and radii, one varied at a time",
            [
                new IntegersOption("directions", "25,50,100,200", "numbers of directions M", ',')
                {
                    Minimum = 2,
                    Maximum = 100_000,
                },
                new IntegersOption("intervals", "25,50,100,200", "numbers of intervals m", ',')
                {
                    Minimum = 2,
                    Maximum = 1_000_000,
                },
                new NumbersOption("radius", "0.0001,0.001,0.01,0.1,1", "half-widths l"),
                SamplingOptions.Normalize,
                SamplingOptions.Bias,
            ]
        );

    public override Stage Stage => Stage.Sweeps;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return OneParameter.Refusals(study, call);
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains.All.Select(chain => TaskOf(chains, chain, call!));
    }

    /// <summary>The sweep that a call asks for at the end of a run.</summary>
    internal StudyTask TaskOf(StudyChains chains, StudyChain chain, ResolvedCall call)
    {
        var settings = Settings(call);
        return chain.Hang(
            Task(
                new SweepInputs(chain.End, chain.Variant.Source, settings, chains.DirectionSeedOf(chain)),
                chain.Label("sweep at")
            ) with
            {
                Loss = chains.NameOf(chain.Variant.Source),
                Memory =
                [
                    SampleMemory.OfDirections(
                        settings.Max(s => s.Directions),
                        settings.Max(s => s.Intervals),
                        call.Location
                    ),
                ],
            },
            new TaskWork(0, settings.Sum(s => s.Values))
        );
    }

    /// <summary>One of M, m and l is varied at a time; the others stay at the defaults of <c>roughness</c>. A setting that the lists
    /// share is listed once.</summary>
    public static IReadOnlyList<RoughnessSampling> Settings(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var usual = RoughnessAnalysis.Instance.Signature.Resolve(new Call("roughness", null, [], call.Location));
        var standard = RoughnessSampling.Of(usual) with
        {
            Normalize = call.Word("normalize"),
            Bias = call.Word("bias"),
        };
        return
        [
            .. call.Integers("directions")
                .Select(count => standard with { Directions = count })
                .Concat(call.Integers("intervals").Select(count => standard with { Intervals = count }))
                .Concat(call.Numbers("radius").Select(radius => standard with { Radius = radius }))
                .Distinct(),
        ];
    }

    public override Computed<SweepRecord> Compute(SweepInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var source = inputs.Objective.InDouble;
        var points = RoughnessSweep.Measure(
            context.Objectives.Of(source),
            place.Parameters,
            inputs.Settings[0].Options(inputs.DirectionSeed),
            [.. inputs.Settings.Select(s => new SweepSetting(s.Directions, s.Intervals, s.Radius))],
            context.Team,
            progress: new Listener<LandscapeProgress>(p => context.Progress(p.Done / (double)p.Total))
        );
        var record = new SweepRecord(
            stamp with
            {
                Warnings = [.. place.Warnings.Concat(points.SelectMany(Describe)).Distinct()],
            },
            place.TrainKey,
            inputs.Objective.Label,
            place.TrainedOn,
            place.Seed,
            [.. points.Select(Row)],
            RoughnessAnalysis.PrecisionOf(source, inputs.Objective)
        );
        return new Computed<SweepRecord>(record, []);
    }

    private static IEnumerable<string> Describe(SweepPoint point)
    {
        var (directions, intervals, radius) = point.Setting;
        return RoughnessAnalysis
            .Describe(point.Summary, directions)
            .Concat(RoughnessAnalysis.WithoutInterval(point.Summary))
            .Select(sentence =>
                FormattableString.Invariant($"At M = {directions}, m = {intervals}, l = {radius}: {sentence}")
            );
    }

    private static SweepRow Row(SweepPoint point) =>
        new(
            point.Setting.Directions,
            point.Setting.Intervals,
            point.Setting.Radius,
            point.Summary.Roughness,
            point.Summary.Interval.Lower,
            point.Summary.Interval.Upper,
            point.Summary.MeanTotalVariation,
            point.Summary.StandardDeviation,
            point.Summary.NotResolvedSlices,
            RoughnessParts.Oscillation(point.Summary.Oscillation)
        );
}
