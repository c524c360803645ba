using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a spectrum depends on.</summary>
public sealed record SpectrumInputs(Centre Centre, Source Source);

/// <summary>All eigenvalues of the Hessian at the end of a run.</summary>
public sealed class SpectrumAnalysis : Analysis<SpectrumInputs, SpectrumRecord>
{
    // What a dense spectrum holds at once, in matrices, and the spectra it takes with that of its zeros.
    private const double Matrices = 8;
    private const long Spectra = 3;

    private SpectrumAnalysis()
        : base("spectrum", algorithm: 1) { }

    public static SpectrumAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "spectrum",
            "all eigenvalues of the Hessian of all losses at the end of every run, each with its bound",
            [FinalWeights.Option]
        )
        {
            AlsoKnownAs = ["hessian", "curvature"],
        };

    public override Stage Stage => Stage.Spectra;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        var most = study.Variants.Max(variant => variant.Source.Layout.Count);
        if (most > DenseSpectrum.LargestSize)
        {
            yield return new InputException(
                $"'spectrum' takes up to {DenseSpectrum.LargestSize} parameters, found {most}; take a smaller network, or 'thalweg hessian lanczos' for its ends",
                call.Location
            );
        }
        foreach (var fault in FinalWeights.Refusals(study, call))
        {
            yield return fault;
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains.All.SelectMany(chain =>
            chains.SeenFrom(chain, call!).Select(source => TaskOf(chains, chain, source, call!))
        );
    }

    /// <summary>Of one loss at the end of one run.</summary>
    internal StudyTask TaskOf(StudyChains chains, StudyChain chain, Source source, ResolvedCall call)
    {
        var parameters = source.Layout.Count;
        var name = chains.NameOf(source);
        // A product is about two and a half gradients.
        var work = new TaskWork(1 + (Spectra * parameters * 5 / 2), 0);
        var inputs = new SpectrumInputs(chain.End, source);
        return chain.Hang(Task(inputs, chain.Label($"spectrum of {name} at")) with { Loss = name }, work) with
        {
            Memory =
            [
                new MemoryPart(
                    Matrices * parameters * parameters * sizeof(double),
                    FormattableString.Invariant($"the spectrum of {parameters} parameters"),
                    "a smaller network",
                    call.Location
                )
                {
                    Longest = (double)parameters * parameters,
                },
            ],
        };
    }

    public override Computed<SpectrumRecord> Compute(SpectrumInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var objective = context.ObjectiveOf(inputs.Source);
        var gradient = new double[objective.ParameterCount];
        objective.Gradient(place.Parameters, gradient, default, context.Team);
        var products = At(place.Parameters);
        var spectrum = DenseSpectrum.Of(
            products.Operator,
            context.Team,
            products.Coarser,
            new Listener<double>(share => context.Progress(share / Spectra))
        );
        var structural = spectrum is null
            ? null
            : StructuralZeros.Of(spectrum, place.Parameters, moved => At(moved).Operator, context.Team);
        context.Progress(1);
        var summary = spectrum?.Summary;
        var record = new SpectrumRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. spectrum is null
                        ? ["A product with the Hessian was not finite: there is no spectrum."]
                        : (string[])[],
                ],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            objective.ParameterCount,
            products.IsExact,
            spectrum?.Eigenvalues[0] ?? double.NaN,
            spectrum?.Eigenvalues[^1] ?? double.NaN,
            spectrum?.Bounds.Max() ?? double.NaN,
            spectrum?.Trace ?? double.NaN,
            Count(summary?.NegativeRange),
            Count(summary?.ZeroRange),
            structural,
            summary?.ConditionNumber ?? double.NaN,
            summary?.ConditionNumberError ?? double.NaN,
            summary?.EffectiveRank ?? double.NaN,
            (summary?.Verdict ?? CurvatureVerdict.NotFinite).Word(),
            OrderedSums.ScaledNorm(gradient)
        );
        return new Computed<SpectrumRecord>(
            record,
            spectrum is null ? [] : [Array("eigenvalues", spectrum.Eigenvalues), Array("bounds", spectrum.Bounds)]
        );

        HessianProducts At(double[] parameters) => HessianProducts.At(objective, parameters, context.Team);

        static SpectrumCount Count(CountRange? range) => new(range?.Least ?? 0, range?.Most ?? 0);

        static KeyValuePair<string, NpyArray> Array(string name, IReadOnlyList<double> values) =>
            new(name, new NpyArray([values.Count], [.. values]));
    }
}
