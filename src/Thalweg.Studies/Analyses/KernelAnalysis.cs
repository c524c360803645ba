using Thalweg.Landscapes.Curvature;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What tangent kernels depend on.</summary>
/// <param name="Places">Checkpoints of one run, the end last.</param>
public sealed record KernelInputs(IReadOnlyList<TrainedCentre> Places, Source Source);

/// <summary>The tangent kernel of the loss of every run at its checkpoints and its end, and how the gradients of its terms agree.</summary>
public sealed class KernelAnalysis : Analysis<KernelInputs, KernelRecord>
{
    // What a kernel holds at once, in matrices, beside one for each term.
    private const double Matrices = 10;

    private KernelAnalysis()
        : base("kernel", algorithm: 1) { }

    public static KernelAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "kernel",
            "tangent kernel of the loss of every run, whole and term by term, at its checkpoints and its end, and whether gradients of terms agree",
            []
        )
        {
            AlsoKnownAs = ["ntk", "gauss-newton"],
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
                $"'kernel' takes up to {DenseSpectrum.LargestSize} parameters, found {most}; take a smaller network",
                call.Location
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains.All.Select(chain =>
        {
            var (source, parameters) = (chain.Variant.Source, chain.Variant.Source.Layout.Count);
            TrainedCentre[] places =
            [
                .. chain.Variant.Train.Checkpoints.Select(chain.At).Where(place => place.Step is not null),
                chain.End,
            ];
            // A Gauss-Newton product is about a gradient and a half.
            var work = new TaskWork(places.Length * parameters * 3L / 2, 0);
            return chain.Hang(
                Task(new KernelInputs(places, source), chain.Label("kernel of")) with
                {
                    Loss = chains.NameOf(source),
                },
                work
            ) with
            {
                Memory =
                [
                    new MemoryPart(
                        Matrices * parameters * parameters * sizeof(double),
                        FormattableString.Invariant($"the kernel of {parameters} parameters"),
                        "a smaller network",
                        call!.Location
                    )
                    {
                        Longest = (double)parameters * parameters,
                    },
                ],
            };
        });
    }

    public override Computed<KernelRecord> Compute(KernelInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var objective = context.Objectives.Of(inputs.Source);
        var refusal = TangentKernel.Refusal(objective);
        var warnings = new List<string>();
        if (refusal is not null)
        {
            warnings.Add($"There is no kernel: {refusal}.");
        }
        var rows = new KernelRows(objective, context.Team);
        Place? end = null;
        for (var k = 0; k < inputs.Places.Count; k++)
        {
            var at = k;
            end = Place.Of(inputs.Places[k], context);
            // A run that ended early has its last checkpoints at one step.
            if (rows.Has(end.Step ?? 0))
            {
                continue;
            }
            var progress = new Listener<double>(share => context.Progress((at + share) / inputs.Places.Count));
            rows.Add(end, refusal is null, progress);
        }
        context.Progress(1);
        var record = new KernelRecord(
            stamp with
            {
                Warnings = [.. warnings, .. rows.Warnings],
            },
            end!.TrainKey,
            inputs.Source.Label,
            end.TrainedOn,
            end.Seed,
            objective.ParameterCount,
            rows.Terms,
            rows.Slugs,
            rows.Points
        );
        return new Computed<KernelRecord>(record, refusal is null ? rows.Arrays() : []);
    }
}
