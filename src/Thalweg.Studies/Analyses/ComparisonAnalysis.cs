using Thalweg.Data.Objectives;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>
/// Compares the runs of a study: medians over seeds, paired ratios, the cross table and ratios of roughness. The seed is the unit
/// of every interval; with one seed it is the direction, and the interval says nothing of other seeds.
/// </summary>
public sealed class ComparisonAnalysis : Analysis<ComparisonInputs, ComparisonRecord>
{
    private ComparisonAnalysis()
        : base("comparison", algorithm: 7) { }

    public static ComparisonAnalysis Instance { get; } = new();

    public override Stage Stage => Stage.Comparison;

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var study = chains.Study;
        var cells = Cells(chains).ToList();
        var sweeps = Sweeps(chains).ToList();
        var similarities = Similarities(chains).ToList();
        var spectra = cells.Count > 0 ? Spectra(chains).ToList() : [];
        var treatments = study.Variants.Select(v => v.Treatment).Distinct().ToList();
        var variants = study.Variants.Select(variant => new ComparedVariant(
            variant.Label,
            variant.Slug,
            chains.NameOf(variant.Source),
            treatments.IndexOf(variant.Treatment),
            [.. chains.Of(variant).Select(c => EarlierTask.Of(c.Train))]
        ));
        var inputs = new ComparisonInputs(
            [.. variants],
            [.. cells.Select(c => new ComparedCell(c.Objective, c.TrainedOn, [.. c.Tasks.Select(EarlierTask.Of)]))],
            study.Seed,
            sweeps.Count == 0
                ? null
                :
                [
                    .. sweeps.Select(s => new ComparedSweep(
                        s.Objective,
                        s.TrainedOn,
                        [.. s.Tasks.Select(EarlierTask.Of)]
                    )),
                ],
            similarities.Count == 0
                ? null
                :
                [
                    .. similarities.Select(s => new ComparedSimilarity(
                        s.TrainedOn,
                        [.. s.Tasks.Select(EarlierTask.Of)]
                    )),
                ],
            spectra.Count == 0
                ? null
                : [.. spectra.Select(s => new ComparedSpectra(s.TrainedOn, [.. s.Tasks.Select(EarlierTask.Of)]))]
        )
        {
            Losses =
                chains.Sources.Count > 1 && chains.Sources.Any(source => source.As<IHeldOut>()?.HeldOut is not null)
                    ? [DataObjective.HeldOutLoss]
                    : null,
        };
        yield return Task(inputs, "comparison of all runs") with
        {
            Dependencies =
            [
                .. chains.All.Select(c => c.Train),
                .. cells.SelectMany(c => c.Tasks),
                .. sweeps.SelectMany(s => s.Tasks),
                .. similarities.SelectMany(s => s.Tasks),
                .. spectra.SelectMany(s => s.Tasks),
            ],
        };
    }

    public override Computed<ComparisonRecord> Compute(ComparisonInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var warnings = new List<string>();
        var runs = inputs
            .Variants.Select(v => new ComparedRuns(v, [.. v.Trains.Select(t => context.Read<TrainRecord>(t))]))
            .ToList();
        var cells = inputs
            .Cells.Select(c => new RoughnessCell(c, [.. c.Roughness.Select(t => context.Read<RoughnessRecord>(t))]))
            .ToList();
        var cross = cells.Select(cell => cell.Describe(warnings)).ToList();
        var ratios = RoughnessRatios.Of(inputs, cells, warnings);
        var record = new ComparisonRecord(
            stamp with
            {
                Warnings = warnings,
            },
            [.. inputs.Variants.Select(v => new VariantRecord(v.Label, v.Slug, v.Loss))],
            runs[0].Records.Count,
            ByVariant(runs, r => r.MedianErrors),
            ByVariant(runs, r => Descriptive.Median([.. r.Records.Select(t => t.Final.Loss)])),
            ByVariant(runs, r => r.MedianAboveBound),
            cross,
            ratios,
            PairedFigures.Of(runs, cells, inputs.Losses ?? []),
            inputs.Sweeps is null
                ? null
                :
                [
                    .. inputs.Sweeps.SelectMany(s =>
                        SweptSettings.Of(s, [.. s.Sweeps.Select(t => context.Read<SweepRecord>(t))])
                    ),
                ],
            inputs.Similarities is null
                ? null
                :
                [
                    .. inputs.Similarities.SelectMany(s =>
                        SimilarLosses.Over(
                            s.TrainedOn,
                            [.. s.Similarities.Select(t => context.Read<SimilarityRecord>(t))]
                        )
                    ),
                ],
            inputs.Spectra is null ? null : Difficulties(inputs.Spectra, runs, cells, context)
        );
        return new Computed<ComparisonRecord>(record, []);
    }

    /// <summary>The cells come from the first <c>cross</c>, else from the first <c>roughness</c> where trainings ended.</summary>
    private static IEnumerable<(string Objective, string TrainedOn, IReadOnlyList<StudyTask> Tasks)> Cells(
        StudyChains chains
    )
    {
        var analyses = chains.Study.Analyses;
        var cross = analyses.FirstOrDefault(a => a.Signature == CrossAnalysis.Instance.Signature);
        var asked =
            cross
            ?? analyses.FirstOrDefault(a =>
                a.Signature == RoughnessAnalysis.Instance.Signature && a.Word("at") == RoughnessAnalysis.Final
            );
        if (asked is null)
        {
            yield break;
        }
        var sampling = RoughnessSampling.Of(asked);
        foreach (var variant in chains.Study.Variants)
        {
            var losses = cross is null ? [variant.Source] : chains.SharingParameters(variant.Source);
            foreach (var loss in losses)
            {
                yield return (
                    chains.NameOf(loss),
                    variant.Label,
                    [
                        .. chains
                            .Of(variant)
                            .Select(c => RoughnessAnalysis.Instance.TaskOf(chains, c, loss, sampling, c.End)),
                    ]
                );
            }
        }
    }

    private static IEnumerable<(string Objective, string TrainedOn, IReadOnlyList<StudyTask> Tasks)> Sweeps(
        StudyChains chains
    ) =>
        chains
            .Study.Analyses.Where(a => a.Signature == SweepAnalysis.Instance.Signature)
            .SelectMany(call =>
                chains.Study.Variants.Select(variant =>
                    (
                        chains.NameOf(variant.Source),
                        variant.Label,
                        (IReadOnlyList<StudyTask>)
                            [.. chains.Of(variant).Select(c => SweepAnalysis.Instance.TaskOf(chains, c, call))]
                    )
                )
            );

    /// <summary>Of the first <c>similarity</c>.</summary>
    private static IEnumerable<(string TrainedOn, IReadOnlyList<StudyTask> Tasks)> Similarities(StudyChains chains) =>
        chains.Study.Analyses.FirstOrDefault(a => a.Signature == SimilarityAnalysis.Instance.Signature) is not { } call
            ? []
            : chains
                .Study.Variants.Where(variant => chains.SharingParameters(variant.Source).Count > 1)
                .Select(variant =>
                    (
                        variant.Label,
                        (IReadOnlyList<StudyTask>)
                            [.. chains.Of(variant).Select(c => SimilarityAnalysis.Instance.TaskOf(chains, c, call))]
                    )
                );

    private static IReadOnlyList<DifficultyFigures> Difficulties(
        IReadOnlyList<ComparedSpectra> spectra,
        List<ComparedRuns> runs,
        List<RoughnessCell> cells,
        TaskContext context
    ) =>
        [
            .. spectra
                .Select(s =>
                {
                    var own = runs.Find(r => r.Variant.Label == s.TrainedOn)!;
                    var cell = cells.Find(c =>
                        c.Cell.TrainedOn == s.TrainedOn && c.Cell.Objective == own.Variant.Loss
                    )!;
                    return Difficulty.Of(own, cell, [.. s.Spectra.Select(t => context.Read<SpectrumRecord>(t))]);
                })
                .OfType<DifficultyFigures>(),
        ];

    /// <summary>Of own losses, where there are seeds enough to rank.</summary>
    private static IEnumerable<(string TrainedOn, IReadOnlyList<StudyTask> Tasks)> Spectra(StudyChains chains) =>
        chains.Study.Seeds.Count < Difficulty.FewestSeeds
        || chains.Study.Analyses.FirstOrDefault(a => a.Signature == SpectrumAnalysis.Instance.Signature) is not { } call
            ? []
            : chains.Study.Variants.Select(variant =>
                (
                    variant.Label,
                    (IReadOnlyList<StudyTask>)
                        [
                            .. chains
                                .Of(variant)
                                .Select(c => SpectrumAnalysis.Instance.TaskOf(chains, c, variant.Source, call)),
                        ]
                )
            );

    private static OrderedDictionary<string, T> ByVariant<T>(List<ComparedRuns> runs, Func<ComparedRuns, T> figure)
    {
        var figures = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var variant in runs)
        {
            figures.Add(variant.Variant.Label, figure(variant));
        }
        return figures;
    }
}
