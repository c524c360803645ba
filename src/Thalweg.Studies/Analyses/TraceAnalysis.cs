using Thalweg.Landscapes.Curvature;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What an estimate of a trace depends on.</summary>
/// <param name="Method">A word of <see cref="TraceAnalysis.Methods"/>.</param>
/// <param name="Tolerance">Of the standard error, over the estimate.</param>
/// <param name="Products">At most.</param>
/// <param name="Seed">Of the random vectors.</param>
public sealed record TraceInputs(
    Centre Centre,
    Source Source,
    string Method,
    double Tolerance,
    int Products,
    ulong Seed
);

/// <summary>The trace of the Hessian at the end of a run, in double precision whatever the training used.</summary>
public sealed class TraceAnalysis : Analysis<TraceInputs, TraceRecord>
{
    // Vectors that the range of random vectors holds for each of its own: it, its image, the test vector and that one's image.
    private const double Held = 4;

    // Vectors of one call.
    private const double HutchinsonBlock = 8;

    /// <summary>The estimates by their words.</summary>
    public static IReadOnlyDictionary<string, TraceMethod> Methods { get; } =
        new Dictionary<string, TraceMethod>
        {
            ["hutchinson"] = TraceMethod.Hutchinson,
            ["hutch++"] = TraceMethod.HutchPlusPlus,
            ["xtrace"] = TraceMethod.XTrace,
        };

    private TraceAnalysis()
        : base("trace", algorithm: 1) { }

    public static TraceAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "trace",
            "the sum of the eigenvalues of the Hessian of all losses at the end of every run, estimated with an interval; for any number of parameters",
            [
                new WordOption("method", "xtrace", "how it is estimated", [.. Methods.Keys]),
                new NumberOption("tolerance", "0.01", "standard error over the estimate at which it ends")
                {
                    Minimum = 0,
                    Maximum = 1,
                    ExcludesMinimum = true,
                    ExcludesMaximum = true,
                },
                new IntegerOption("products", "2000", "products with the Hessian at most") { Minimum = 16 },
                FinalWeights.Option,
            ]
        );

    public override string ToldApartBy => "method";

    public override Stage Stage => Stage.Traces;

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
        var inputs = new TraceInputs(
            chain.End,
            source,
            call.Word("method"),
            call.Number("tolerance"),
            call.Integer("products"),
            chains.DirectionSeedOf(chain)
        );
        var (parameters, name) = ((double)source.Layout.Count, chains.NameOf(source));
        // With as many vectors as there are parameters nothing is left to estimate, except by Hutchinson's mean.
        var isPlain = Methods[inputs.Method] == TraceMethod.Hutchinson;
        var most = isPlain ? inputs.Products : Math.Min(inputs.Products, 2 * parameters);
        var task = Task(inputs, chain.Label($"trace of {name} at")) with { Loss = name };
        return chain.Hang(task, LossesAtEnds.Work(most)) with
        {
            Memory =
            [
                new MemoryPart(
                    (isPlain ? 2 * HutchinsonBlock : Held * most / 2) * parameters * sizeof(double),
                    FormattableString.Invariant($"'trace' of {parameters} parameters with {most} products"),
                    "fewer products, or method=hutchinson",
                    call.Location
                )
                {
                    Longest = HutchinsonBlock * parameters,
                },
            ],
        };
    }

    public override Computed<TraceRecord> Compute(TraceInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var products = LossesAtEnds.At(inputs.Source, place.Parameters, context);
        var trace = TracedInterval.Of(
            products,
            Methods[inputs.Method],
            new EstimateOptions
            {
                Tolerance = inputs.Tolerance,
                LargestProducts = inputs.Products,
                Seed = inputs.Seed,
            },
            LossesAtEnds.Level,
            context.Team
        );
        var estimate = trace.Estimate!;
        var record = new TraceRecord(
            stamp with
            {
                Warnings = [.. place.Warnings, .. Describe(estimate)],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            place.Parameters.Length,
            products.IsExact,
            inputs.Method,
            inputs.Tolerance,
            trace.Value,
            estimate.StandardError,
            trace.DifferenceError,
            trace.Interval.Lower,
            trace.Interval.Upper,
            estimate.Samples,
            estimate.Products,
            Word(estimate.Stop)
        );
        return new Computed<TraceRecord>(record, []);
    }

    private static IEnumerable<string> Describe(TraceEstimate estimate)
    {
        if (estimate.Stop == EstimateStop.NotFinite)
        {
            yield return "A product with the Hessian was not finite: there is no trace.";
        }
        if (estimate.Stop == EstimateStop.ProductsSpent)
        {
            yield return FormattableString.Invariant(
                $"The {estimate.Products} products were spent before the standard error of the trace came below its tolerance: the interval is as wide as it is; allow more with products, or a larger tolerance."
            );
        }
    }

    private static string Word(EstimateStop stop) =>
        stop switch
        {
            EstimateStop.Reached => "tolerance",
            EstimateStop.Exact => "exact",
            EstimateStop.ProductsSpent => "products",
            _ => "not finite",
        };
}
