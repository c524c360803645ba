using System.Globalization;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>The training runs of a study, on which its analyses hang: one chain per variant and seed.</summary>
public sealed class StudyChains
{
    private readonly Dictionary<Source, string> names;

    public StudyChains(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        Study = study;
        Sources = [.. study.Variants.Select(v => v.Source).Distinct()];
        names = Sources.Zip(SourceNames.Of(Sources)).ToDictionary(pair => pair.First, pair => pair.Second);
        var runs = study
            .Variants.SelectMany(_ => study.Seeds, (variant, seed) => (Variant: variant, Seed: seed))
            .ToList();
        var trains = TrainAnalysis.Together([
            .. runs.Select(
                (run, i) =>
                {
                    var sharing = SharingParameters(run.Variant.Source);
                    return (
                        TrainAnalysis.Instance.TaskOf(run.Variant, run.Seed, sharing, i),
                        TrainAnalysis.InputsOf(run.Variant, run.Seed, sharing)
                    );
                }
            ),
        ]);
        All = [.. runs.Zip(trains, (run, train) => new StudyChain(run.Variant, run.Seed, train))];
    }

    public Study Study { get; }

    /// <summary>The different losses of the study.</summary>
    public IReadOnlyList<Source> Sources { get; }

    /// <summary>Variant by variant, seed by seed.</summary>
    public IReadOnlyList<StudyChain> All { get; }

    /// <summary>The losses that can be evaluated at parameters of <paramref name="source"/>, itself included, in the order of the study.</summary>
    public IReadOnlyList<Source> SharingParameters(Source source) =>
        [.. Sources.Where(other => other.Equals(source) || other.SharesParameters(source))];

    /// <summary>The losses that an analysis looks at from a run: those that share its parameters, and where it asks for them the loss of the
    /// run with its last weights.</summary>
    internal IReadOnlyList<Source> SeenFrom(StudyChain chain, ResolvedCall call)
    {
        var stated = SharingParameters(chain.Variant.Source);
        return FinalWeights.AreAsked(call) && chain.AtFinalWeights is { } weighed ? [.. stated, weighed] : stated;
    }

    /// <summary>What tells a loss from the others of the study.</summary>
    public string NameOf(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source is WeighedSource weighed ? names[weighed.Stated] + WeighedSource.Suffix : names[source];
    }

    /// <summary>The runs of a variant, by seed.</summary>
    public IEnumerable<StudyChain> Of(StudyVariant variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return All.Where(chain => ReferenceEquals(chain.Variant, variant));
    }

    /// <summary>Detailed pictures are drawn for one run of each variant; the choice needs no results.</summary>
    public IEnumerable<StudyChain> FirstSeed => All.Where(chain => chain.Seed == Study.Seeds[0]);

    /// <summary>Seed of the directions seen from a run.</summary>
    public ulong DirectionSeedOf(StudyChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return DirectionSeed.Of(Study.Seed, chain.Seed);
    }
}

/// <summary>One training run of a study.</summary>
public sealed record StudyChain(StudyVariant Variant, ulong Seed, StudyTask Train)
{
    /// <summary>The end of the run.</summary>
    public TrainedCentre End => new(EarlierTask.Of(Train), null);

    /// <summary>Parameters of a declared checkpoint; those of the last step are the end of the run.</summary>
    public TrainedCentre At(long step) =>
        step == Variant.Train.Steps ? End : new TrainedCentre(EarlierTask.Of(Train), step);

    /// <summary>The loss with the weights that the run ended with; null where they stay those that it states.</summary>
    internal WeighedSource? AtFinalWeights =>
        Variant.Train.Weighting is { } weighting && Weightings.Create(weighting).Rule is { } rule
            ? new WeighedSource(Variant.Source, rule, EarlierTask.Of(Train).Key)
            : null;

    /// <summary>A task that hangs on this run.</summary>
    public StudyTask Hang(StudyTask task, TaskWork work)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task with { Dependencies = [Train], Chain = Train.Chain, Work = work };
    }

    /// <summary><c>WHAT VARIANT, seed S</c>.</summary>
    public string Label(string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        return string.Create(CultureInfo.InvariantCulture, $"{what} {Variant.Label}, seed {Seed}");
    }
}
