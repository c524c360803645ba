using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Similarity;
using Thalweg.Landscapes.Slices;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What similarities depend on.</summary>
/// <param name="Objectives">Losses with the parameters of the centre, two or more.</param>
/// <param name="Spaces">k; 0 for no spectra.</param>
/// <param name="DirectionSeed">Of the raw directions of the planes.</param>
public sealed record SimilarityInputs(
    Centre Centre,
    IReadOnlyList<Source> Objectives,
    int Planes,
    int Count,
    double Radius,
    string Normalize,
    string Bias,
    int Spaces,
    ulong DirectionSeed
);

/// <summary>How alike the losses of a study are about the ends of its runs.</summary>
public sealed class SimilarityAnalysis : Analysis<SimilarityInputs, SimilarityRecord>
{
    /// <summary>Beyond this number of parameters no spectra are taken, and only planes are compared.</summary>
    public const int LargestDense = 1500;

    // Two spectra with eigenvectors, and what the second takes while it is made.
    private const double Matrices = 12;

    private SimilarityAnalysis()
        : base("similarity", algorithm: 1) { }

    public static SimilarityAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "similarity",
            "how alike losses are about trained points: rank correlation on shared planes, angles between their stiff and soft directions, spectra, condition numbers",
            [
                new IntegerOption("planes", "10", "random planes through each trained point") { Maximum = 1000 },
                new IntegerOption("count", "15", "points along each axis of a plane") { Minimum = 3, Maximum = 1001 },
                new NumberOption("radius", "0.5", "half-width of the planes") { Minimum = 0, ExcludesMinimum = true },
                new IntegerOption("spaces", "5", "eigenvectors of each end whose spaces are compared; 0 for no spectra")
                {
                    Minimum = 0,
                    Maximum = 100,
                },
                SamplingOptions.Normalize,
                SamplingOptions.Bias,
            ]
        )
        {
            AlsoKnownAs = ["alike", "correlation"],
        };

    public override string ToldApartBy => "";

    public override Stage Stage => Stage.Spectra;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return SharedLosses.Refusals(study, call).Concat(OneParameter.Refusals(study, call));
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains
            .All.Where(chain => chains.SharingParameters(chain.Variant.Source).Count > 1)
            .Select(chain => TaskOf(chains, chain, call!));
    }

    /// <summary>At the end of one run.</summary>
    internal StudyTask TaskOf(StudyChains chains, StudyChain chain, ResolvedCall call)
    {
        var losses = chains.SharingParameters(chain.Variant.Source);
        var parameters = chain.Variant.Source.Layout.Count;
        var spaces = parameters <= LargestDense ? Math.Min(call.Integer("spaces"), parameters / 2) : 0;
        var inputs = new SimilarityInputs(
            chain.End,
            losses,
            call.Integer("planes"),
            call.Integer("count"),
            call.Number("radius"),
            call.Word("normalize"),
            call.Word("bias"),
            spaces,
            chains.DirectionSeedOf(chain)
        );
        // A product is about two and a half gradients.
        var products = spaces > 0 ? (long)losses.Count * parameters * 5 / 2 : 0;
        return chain.Hang(
            Task(inputs, chain.Label("similarity at")),
            new TaskWork(products, (long)inputs.Planes * inputs.Count * inputs.Count * losses.Count)
        ) with
        {
            Memory =
            [
                SampleMemory.OfSlice((double)inputs.Count * inputs.Count, losses.Count, "count", call.Location),
                SampleMemory.OfVectors(2 * inputs.Planes, parameters, "planes", call.Location),
                .. spaces == 0
                    ? Array.Empty<MemoryPart>()
                    :
                    [
                        new MemoryPart(
                            (Matrices + losses.Count) * parameters * parameters * sizeof(double),
                            FormattableString.Invariant(
                                $"the spectra of {losses.Count} losses of {parameters} parameters"
                            ),
                            "spaces=0",
                            call.Location
                        ),
                    ],
            ],
        };
    }

    public override Computed<SimilarityRecord> Compute(SimilarityInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var losses = new SeenLosses(inputs.Objectives, context);
        var rule = DirectionWords.Rule(inputs.Normalize, inputs.Bias);
        var planesShare = inputs.Spaces > 0 ? 0.5 : 1;
        var planes = PlaneAgreement.Measure(
            losses.Objectives,
            place.Parameters,
            DirectionSet.Random(2 * inputs.Planes, place.Parameters.Length, inputs.DirectionSeed),
            rule,
            Axis.Symmetric(inputs.Radius, inputs.Count),
            context.Team,
            new Listener<LandscapeProgress>(p => context.Progress(planesShare * p.Done / p.Total))
        );
        var spectra = inputs.Spaces > 0 ? Spectra(losses, place, context) : null;
        List<SimilarityPair> pairs =
        [
            .. planes.ByPlane.Select(pair =>
                SimilarLosses.Pair(
                    losses.Names[pair.Key.First],
                    losses.Names[pair.Key.Second],
                    pair.Value,
                    spectra?[pair.Key.First] is { } a && spectra[pair.Key.Second] is { } b
                        ? CurvatureAgreement.Of(a, b, inputs.Spaces, context.Team)
                        : null
                )
            ),
        ];
        var record = new SimilarityRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. Vanishing.Rows(rule, inputs.Normalize, losses.Objectives[0].Objective, place.Parameters),
                    .. pairs.Where(pair => pair.ByPlane.Any(ρ => ρ is null)).Select(pair => NotCounted(pair, inputs)),
                ],
            },
            place.TrainKey,
            place.TrainedOn,
            place.Seed,
            place.Step,
            losses.Names,
            inputs.Planes,
            inputs.Count,
            inputs.Radius,
            inputs.Normalize,
            inputs.Bias,
            inputs.DirectionSeed,
            inputs.Spaces,
            place.Parameters.Length,
            pairs
        );
        return new Computed<SimilarityRecord>(record, []);
    }

    private static string NotCounted(SimilarityPair pair, SimilarityInputs inputs) =>
        FormattableString.Invariant(
            $"Of {pair.First} and {pair.Second} {pair.ByPlane.Count(ρ => ρ is null)} of {inputs.Planes} planes do not count: a loss is not finite, constant or not resolved there."
        );

    private static DenseSpectrum?[] Spectra(SeenLosses losses, Place place, TaskContext context)
    {
        var spectra = new DenseSpectrum?[losses.Objectives.Count];
        for (var i = 0; i < spectra.Length; i++)
        {
            var products = HessianProducts.At(losses.Objectives[i].Objective, place.Parameters, context.Team);
            var done = i;
            spectra[i] = DenseSpectrum.Of(
                products.Operator,
                context.Team,
                products.Coarser,
                new Listener<double>(share => context.Progress(0.5 + (0.5 * (done + share) / spectra.Length)))
            );
        }
        return spectra;
    }
}
