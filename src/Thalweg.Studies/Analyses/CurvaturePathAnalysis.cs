using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the curvature at one checkpoint depends on.</summary>
/// <param name="Count">Eigenvalues of each end.</param>
/// <param name="Dense">Up to this number of parameters all eigenvalues are taken.</param>
/// <param name="Tolerance">Of Lanczos, over the largest |λ|.</param>
/// <param name="Products">For either end, and for the trace, at most.</param>
/// <param name="Seed">Of the random vectors.</param>
/// <param name="Optimizer">Of the run: what its rate is from.</param>
/// <param name="Schedule">Of that rate.</param>
public sealed record CurvaturePathInputs(
    Centre Centre,
    Source Source,
    int Count,
    int Dense,
    double Tolerance,
    int Products,
    ulong Seed,
    OptimizerPhases Optimizer,
    ResolvedCall Schedule
);

/// <summary>The ends of the spectrum, counts and trace at the checkpoints of a training, in double precision whatever it used.</summary>
public sealed class CurvaturePathAnalysis : Analysis<CurvaturePathInputs, CurvaturePathRecord>
{
    private CurvaturePathAnalysis()
        : base("curvature-path", algorithm: 1) { }

    public static CurvaturePathAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "curvature-path",
            "largest and smallest eigenvalues, counts of negative ones and trace of the Hessian at the checkpoints of every training",
            [
                CurvaturePathOptions.Count,
                CurvaturePathOptions.Losses,
                CurvaturePathOptions.Dense,
                CurvaturePathOptions.Tolerance,
                CurvaturePathOptions.Products,
            ]
        )
        {
            AlsoKnownAs = ["curvature-trajectory", "spectrum-path"],
        };

    public override string ToldApartBy => "";

    public override Stage Stage => Stage.CurvaturePaths;

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        return chains.All.SelectMany(chain =>
            (
                call.Word("losses") == "own" ? [chain.Variant.Source] : chains.SharingParameters(chain.Variant.Source)
            ).SelectMany(source =>
                chain.Variant.Train.Checkpoints.Select(step => TaskOf(chains, chain, source, step, call))
            )
        );
    }

    private StudyTask TaskOf(StudyChains chains, StudyChain chain, Source source, long step, ResolvedCall call)
    {
        var centre = chain.At(step);
        var inputs = new CurvaturePathInputs(
            centre,
            source,
            call.Integer("count"),
            call.Integer("dense"),
            call.Number("tolerance"),
            call.Integer("products"),
            chains.DirectionSeedOf(chain),
            chain.Variant.Train.Optimizer,
            chain.Variant.Train.Schedule
        );
        var (parameters, name) = (source.Layout.Count, chains.NameOf(source));
        var place = centre.Step is { } at ? FormattableString.Invariant($", step {at}") : "";
        var task = Task(inputs, chain.Label($"curvature of {name} at") + place) with { Loss = name };
        return chain.Hang(task, LossesAtEnds.Work(CurvaturePathOptions.ProductsOf(parameters, call))) with
        {
            Memory = [CurvaturePathOptions.MemoryOf("curvature-path", parameters, call)],
        };
    }

    public override Computed<CurvaturePathRecord> Compute(
        CurvaturePathInputs inputs,
        TaskContext context,
        Provenance stamp
    )
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var objective = context.Objectives.Of(inputs.Source.InDouble);
        var gradient = new double[objective.ParameterCount];
        var loss = objective.Gradient(place.Parameters, gradient, default, context.Team);
        var products = HessianProducts.At(objective, place.Parameters, context.Team);
        var ends = SpectrumEnds.Of(
            products,
            new SpectrumEndsOptions
            {
                Count = inputs.Count,
                LargestDense = inputs.Dense,
                Tolerance = inputs.Tolerance,
                LargestProducts = inputs.Products,
                Seed = inputs.Seed,
            },
            context.Team,
            LossesAtEnds.Level,
            new Listener<double>(share => context.Progress(share))
        );
        var optimizer = place.Run is { } run
            ? OptimizerAt.Of(run, inputs.Optimizer, inputs.Schedule, place.Step!.Value)
            : null;
        var record = new CurvaturePathRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. ends is null
                        ? ["A product with the Hessian was not finite: there is no spectrum."]
                        : (string[])[],
                ],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            place.IsFinal,
            objective.ParameterCount,
            products.IsExact,
            ends?.IsDense ?? false,
            ends?.IsConverged ?? false,
            ends?.Smallest ?? [],
            ends?.SmallestBounds ?? [],
            ends?.Largest ?? [],
            ends?.LargestBounds ?? [],
            Count(ends?.Negative),
            Count(ends?.Zero),
            ends?.Trace.Value ?? double.NaN,
            ends?.Trace.Interval.Lower ?? double.NaN,
            ends?.Trace.Interval.Upper ?? double.NaN,
            loss,
            OrderedSums.ScaledNorm(gradient),
            optimizer?.Name,
            optimizer?.Rate
        );
        return new Computed<CurvaturePathRecord>(record, []);

        static SpectrumCount Count(CountRange? range) => new(range?.Least ?? 0, range?.Most ?? 0);
    }
}
