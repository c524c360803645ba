using Thalweg.Landscapes.Passes;
using Thalweg.Landscapes.Paths;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the passes between minima depend on.</summary>
/// <param name="Centres">Where the search for the minima begins.</param>
/// <param name="Ridge">μ of a term ½ μ ‖θ‖²; null for none.</param>
/// <param name="Pairs">Pairs that are drawn; null for all.</param>
/// <param name="Bands">Bands for each pair at most.</param>
/// <param name="Images">Images of each band.</param>
/// <param name="Steps">Steps of each band at most.</param>
/// <param name="Seed">Of the draw.</param>
public sealed record BarriersInputs(
    IReadOnlyList<Centre> Centres,
    Source Source,
    double? Ridge,
    int? Pairs,
    int Bands,
    int Images,
    int Steps,
    ulong Seed
);

/// <summary>Verified passes between the minima that trained points lead to, and the heights between all of them.</summary>
public sealed class BarriersAnalysis : Analysis<BarriersInputs, BarriersRecord>
{
    private const string PairsName = "pairs";
    private const string BandsName = "bands";
    private const string ImagesName = "images";
    private const string StepsName = "steps";

    private BarriersAnalysis()
        : base("barriers", algorithm: 2) { }

    public static BarriersAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "barriers",
            "verified passes between the minima that the ends of a variant's runs lead to, with heights of all pairs and their spanning tree",
            [
                new NumberOption(
                    "ridge",
                    null,
                    "μ of a term ½ μ ‖θ‖² that is added to the loss, 0 for none; if absent 1e-4 for networks on data, else none"
                )
                {
                    Minimum = 0,
                    IsOptional = true,
                },
                new AllOrCountOption(
                    PairsName,
                    AllOrCountOption.All,
                    "all pairs of minima, or so many drawn at random"
                ),
                new IntegerOption(BandsName, "8", "elastic bands for each pair at most") { Maximum = 100_000 },
                new IntegerOption(ImagesName, "15", "images of each band, with both ends")
                {
                    Minimum = 3,
                    Maximum = 10_000,
                },
                new IntegerOption(StepsName, "1000", "steps of each band at most") { Maximum = 100_000_000 },
            ]
        )
        {
            AlsoKnownAs = ["passes", "disconnectivity"],
        };

    public override Stage Stage => Stage.Lines;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        if (study.Seeds.Count < 2)
        {
            yield return new InputException(
                "'barriers' needs 2 seeds or more, found 1; add one to seeds",
                call.Location
            );
        }
        var most = study.Variants.Max(variant => variant.Source.Layout.Count);
        if (most > CensusLoss.LargestCount)
        {
            yield return new InputException(
                $"'barriers' takes up to {CensusLoss.LargestCount} parameters, found {most}; take a smaller network",
                call.Location
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var variant in chains.Study.Variants)
        {
            List<StudyChain> runs = [.. chains.Of(variant)];
            var inputs = Inputs([.. runs.Select(run => run.End)], variant.Source, call, chains.Study.Seed);
            var (parameters, pairs) = (
                variant.Source.Layout.Count,
                inputs.Pairs ?? (runs.Count * (runs.Count - 1) / 2)
            );
            yield return Task(inputs, $"barriers of {variant.Label}") with
            {
                Dependencies = [.. runs.Select(run => run.Train)],
                Loss = chains.NameOf(variant.Source),
                Memory =
                [
                    SampleMemory.OfVectors(4.0 * inputs.Images, parameters, ImagesName, call.LocationOf(ImagesName)),
                ],
                // At most a band for each pair, and some hundred dense Hessians for its tops; a product is about two and a half gradients. Copies of a pair cost nothing.
                Work = new TaskWork(pairs * (((long)inputs.Images * inputs.Steps) + (200L * parameters * 5 / 2)), 0),
            };
        }
    }

    /// <summary>The inputs that options of a call give.</summary>
    /// <param name="call">Of <see cref="Signature"/>.</param>
    public static BarriersInputs Inputs(IReadOnlyList<Centre> centres, Source source, ResolvedCall call, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(call);
        return new BarriersInputs(
            centres,
            source,
            CensusLoss.RidgeOf(source, call.Has("ridge") ? call.Number("ridge") : null),
            AllOrCountOption.Count(call.Word(PairsName)),
            call.Integer(BandsName),
            call.Integer(ImagesName),
            call.Integer(StepsName),
            seed
        );
    }

    /// <summary>The record of a loss of which no minimum is known.</summary>
    public static BarriersRecord Nothing(BarriersInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return PassRecords.Of(
            new PassGraph([], [], [], [], [], []),
            [],
            inputs,
            SymmetryGroup.Identity(inputs.Source.Layout.Count),
            new PassOptions()
        );
    }

    public override Computed<BarriersRecord> Compute(BarriersInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var places = inputs.Centres.Select(c => Place.Of(c, context)).ToList();
        var loss = new CensusLoss(inputs.Source, inputs.Ridge, context.Objectives);
        var options = new PassOptions
        {
            Pairs = inputs.Pairs,
            Seed = inputs.Seed,
            MostBands = inputs.Bands,
            Band = new ElasticBandOptions { Images = inputs.Images, Steps = inputs.Steps },
        };
        var graph = new PassSearch(loss.Objective, loss.Finer, options).Between(
            [.. places.Select(p => p.Parameters)],
            context.Team,
            new Listener<double>(context.Progress)
        );
        var symmetry =
            loss.Objective.As<ISymmetric>()?.Symmetry ?? SymmetryGroup.Identity(loss.Objective.ParameterCount);
        var record = PassRecords.Of(graph, places, inputs, symmetry, options);
        return new Computed<BarriersRecord>(
            (loss.NotVerified is { } reason ? DoubtedPasses.Of(record, reason) : record) with
            {
                Provenance = stamp with { Warnings = [.. places.SelectMany(p => p.Warnings).Distinct()] },
            },
            []
        );
    }
}
