using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What measures of sharpness depend on.</summary>
public sealed record SharpnessInputs(
    Centre Centre,
    Source Source,
    double Radius,
    double AdaptiveRadius,
    double Box,
    int Pairs,
    ulong Seed
);

/// <summary>How steeply losses rise about the ends of runs.</summary>
public sealed class SharpnessAnalysis : Analysis<SharpnessInputs, SharpnessRecord>
{
    private const double Level = 0.95;

    // A few steps of three ascents from five points, an end of the spectrum and a trace.
    private const long Gradients = 600;

    private SharpnessAnalysis()
        : base("sharpness", algorithm: 1) { }

    public static SharpnessAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "sharpness",
            "how steeply all losses rise about the end of every run: largest eigenvalue, trace, and rises in a ball, a ball scaled by the parameters, and a box",
            [
                Length(
                    "radius",
                    "0.05",
                    "radius of the ball in which the loss is averaged and its largest rise sought"
                ),
                Length("adaptive", "0.5", "radius of the ball whose axes are the sizes of the parameters"),
                Length("box", "0.001", "half-width of the box, times the size of each parameter and one"),
                new IntegerOption("pairs", "128", "pairs of opposite points of the average")
                {
                    Minimum = 2,
                    Maximum = 1_000_000,
                },
                FinalWeights.Option,
            ]
        );

    public override string ToldApartBy => "";

    public override Stage Stage => Stage.Spectra;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return FinalWeights.Refusals(study, call);
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains.All.SelectMany(chain =>
            chains
                .SeenFrom(chain, call!)
                .Select(source =>
                {
                    var name = chains.NameOf(source);
                    var inputs = new SharpnessInputs(
                        chain.End,
                        source,
                        call!.Number("radius"),
                        call.Number("adaptive"),
                        call.Number("box"),
                        call.Integer("pairs"),
                        chains.DirectionSeedOf(chain)
                    );
                    return chain.Hang(
                        Task(inputs, chain.Label($"sharpness of {name} at")) with
                        {
                            Loss = name,
                        },
                        new TaskWork(Gradients, 2L * inputs.Pairs)
                    );
                })
        );
    }

    public override Computed<SharpnessRecord> Compute(SharpnessInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var objective = context.ObjectiveOf(inputs.Source);
        var gradient = new double[objective.ParameterCount];
        objective.Gradient(place.Parameters, gradient, default, context.Team);
        var sharpness = Sharpness.At(
            objective,
            place.Parameters,
            new SharpnessOptions
            {
                Radius = inputs.Radius,
                AdaptiveRadius = inputs.AdaptiveRadius,
                Box = inputs.Box,
                Pairs = inputs.Pairs,
                Seed = inputs.Seed,
            },
            context.Team,
            new Listener<double>(share => context.Progress(0.5 * share))
        );
        var products = HessianProducts.At(objective, place.Parameters, context.Team);
        var end = Lanczos.Find(
            products.Operator,
            new LanczosOptions(1, SpectrumEnd.Largest) { Seed = inputs.Seed },
            context.Team
        );
        var hasEnd = end.Eigenvalues.Count > 0 && end.Converged[0];
        context.Progress(0.75);
        var trace = TraceEstimate.Of(
            products.Operator,
            TraceMethod.XTrace,
            new EstimateOptions { Seed = inputs.Seed },
            context.Team
        );
        var (ofTrace, ofAverage) = (trace.IntervalAt(Level), sharpness.AverageAt(Level));
        context.Progress(1);
        var record = new SharpnessRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. hasEnd
                        ? []
                        : (string[])
                            ["The largest eigenvalue did not converge, or a product with the Hessian was not finite."],
                ],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            objective.ParameterCount,
            products.IsExact,
            sharpness.Loss,
            OrderedSums.ScaledNorm(gradient),
            hasEnd ? end.Eigenvalues[0] : double.NaN,
            hasEnd ? end.Bounds[0] : double.NaN,
            trace.Estimate,
            trace.StandardError,
            ofTrace.Lower,
            ofTrace.Upper,
            Rise(inputs.Radius, sharpness.Ball),
            Rise(inputs.AdaptiveRadius, sharpness.Adaptive),
            Rise(inputs.Box, sharpness.Box),
            sharpness.BoxPercent,
            sharpness.Average,
            sharpness.AverageError,
            ofAverage.Lower,
            ofAverage.Upper
        );
        return new Computed<SharpnessRecord>(record, []);

        static RiseRecord Rise(double size, SharpnessRise rise) => new(size, rise.Step, rise.Rise);
    }

    private static NumberOption Length(string name, string standard, string description) =>
        new(name, standard, description)
        {
            Minimum = 0,
            ExcludesMinimum = true,
            Maximum = 1e6,
        };
}
