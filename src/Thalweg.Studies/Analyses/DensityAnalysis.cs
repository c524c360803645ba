using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Curvature;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a spectral density depends on.</summary>
/// <param name="Vectors">Random start vectors.</param>
/// <param name="Steps">Of Lanczos from each.</param>
/// <param name="Nodes">Values of λ.</param>
/// <param name="Width">σ over the range of the Ritz values.</param>
/// <param name="Seed">Of the start vectors.</param>
public sealed record DensityInputs(
    Centre Centre,
    Source Source,
    int Vectors,
    int Steps,
    int Nodes,
    double Width,
    ulong Seed
);

/// <summary>Where the eigenvalues of the Hessian lie at the end of a run, in double precision whatever the training used.</summary>
public sealed class DensityAnalysis : Analysis<DensityInputs, DensityRecord>
{
    // Bases that Lanczos keeps at once.
    private const double Bases = 8;

    private DensityAnalysis()
        : base("density", algorithm: 1) { }

    public static DensityAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "density",
            "where the eigenvalues of the Hessian of all losses lie at the end of every run, estimated with a band; for any number of parameters",
            [
                new IntegerOption("vectors", "16", "random start vectors") { Minimum = 2, Maximum = 100_000 },
                new IntegerOption("steps", "64", "products with each start vector") { Maximum = 10_000 },
                new IntegerOption("nodes", "256", "values of λ that the density is given at")
                {
                    Minimum = 2,
                    Maximum = 1_000_000,
                },
                new NumberOption("width", "0.01", "width of the Gaussians over the range of eigenvalues")
                {
                    Minimum = 0,
                    Maximum = 1,
                    ExcludesMinimum = true,
                    ExcludesMaximum = true,
                },
                FinalWeights.Option,
            ]
        )
        {
            AlsoKnownAs = ["spectral-density"],
        };

    public override string ToldApartBy => "";

    public override Stage Stage => Stage.Densities;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return FinalWeights.Refusals(study, call);
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        return LossesAtEnds.Of(chains, call!).Select(at => TaskOf(chains, at.Chain, at.Source, call));
    }

    /// <summary>Of one loss at the end of one run.</summary>
    internal StudyTask TaskOf(StudyChains chains, StudyChain chain, Source source, ResolvedCall call)
    {
        var inputs = new DensityInputs(
            chain.End,
            source,
            call.Integer("vectors"),
            call.Integer("steps"),
            call.Integer("nodes"),
            call.Number("width"),
            chains.DirectionSeedOf(chain)
        );
        var (parameters, name) = ((double)source.Layout.Count, chains.NameOf(source));
        var steps = Math.Min(inputs.Steps, parameters);
        var task = Task(inputs, chain.Label($"density of {name} at")) with { Loss = name };
        return chain.Hang(task, LossesAtEnds.Work(inputs.Vectors * steps)) with
        {
            Memory =
            [
                new MemoryPart(
                    Bases * (steps + 2) * parameters * sizeof(double),
                    FormattableString.Invariant($"'density' of {parameters} parameters with {steps} steps"),
                    "fewer steps",
                    call.Location
                )
                {
                    Longest = Bases * parameters,
                },
            ],
        };
    }

    /// <summary>The largest Ritz value of all vectors, below the largest eigenvalue by what the steps leave; NaN where there is no density.</summary>
    internal static double Largest(StoredResult density)
    {
        var record = RecordJson.Read<DensityRecord>(density.Record);
        return density.ReadArrays().TryGetValue("nodes", out var nodes) && nodes.Values.Length > 0
            ? nodes.Values[^1] - (SpectralDensity.Beyond * record.Width)
            : double.NaN;
    }

    public override Computed<DensityRecord> Compute(DensityInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var products = LossesAtEnds.At(inputs.Source, place.Parameters, context);
        var options = new DensityOptions
        {
            Vectors = inputs.Vectors,
            Steps = inputs.Steps,
            Nodes = inputs.Nodes,
            RelativeWidth = inputs.Width,
            Seed = inputs.Seed,
        };
        var density = SpectralDensity.Of(
            products.Operator,
            options,
            context.Team,
            new Listener<double>(share => context.Progress(share))
        );
        var record = new DensityRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. density.IsFinite
                        ? (string[])[]
                        : ["A product with the Hessian was not finite: there is no spectral density."],
                ],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            place.Parameters.Length,
            products.IsExact,
            inputs.Vectors,
            Math.Min(inputs.Steps, place.Parameters.Length),
            inputs.Width,
            density.Width,
            density.Products
        );
        return new Computed<DensityRecord>(record, density.IsFinite ? Arrays(density) : []);
    }

    private static List<KeyValuePair<string, NpyArray>> Arrays(SpectralDensity density)
    {
        var band = density.Band(LossesAtEnds.Level);
        return
        [
            Array("nodes", density.Nodes),
            Array("density", density.Density),
            Array("standard_error", density.StandardError),
            Array("lower", band.Select(at => at.Lower)),
            Array("upper", band.Select(at => at.Upper)),
        ];

        KeyValuePair<string, NpyArray> Array(string name, IEnumerable<double> values) =>
            new(name, new NpyArray([density.Nodes.Count], [.. values]));
    }
}
