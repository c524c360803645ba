using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a bifurcation diagram depends on.</summary>
/// <param name="Centre">Near the stationary point that is followed.</param>
/// <param name="Family">The loss and the number that changes.</param>
/// <param name="Start">The number there.</param>
/// <param name="From">Lower end of the interval in which branches are followed.</param>
/// <param name="To">Upper end.</param>
/// <param name="Toward"><c>both</c>, <c>up</c> or <c>down</c>.</param>
/// <param name="Points">Points of a branch at most.</param>
/// <param name="Step">The longest step.</param>
/// <param name="Branches">Branches at most that are followed from branchings.</param>
public sealed record ContinuationInputs(
    Centre Centre,
    ChangingLoss Family,
    double Start,
    double From,
    double To,
    string Toward,
    int Points,
    double Step,
    int Branches
);

/// <summary>Follows stationary points as a number of the loss changes: folds, branchings and what crosses there.</summary>
public sealed class ContinuationAnalysis : Analysis<ContinuationInputs, ContinuationRecord>
{
    private const double FirstStep = 0.01;

    private ContinuationAnalysis()
        : base("continuation", algorithm: 2) { }

    public static ContinuationAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "continuation",
            "the stationary point near the end of every run as a number of the loss changes: folds, branchings, stability",
            [
                new TextOption(
                    "parameter",
                    ChangingLoss.RidgeWord,
                    "the number that changes: ridge, μ of ½ μ ‖θ‖²; blend, s of (1 − s) A + s B of two losses; or a number of the loss, such as formulation.penalty",
                    "'ridge', 'blend' or part.option"
                ),
                new NumberOption(
                    "start",
                    null,
                    "value of the number at which the parameters are near a stationary point"
                ),
                new RangesOption("range", null, "interval of the number in which branches are followed", 1),
                new WordOption("toward", "both", "which way the number goes at first", ["both", "up", "down"]),
                new NumberOption("ridge", null, "μ of a term ½ μ ‖θ‖² where another number changes; none if absent")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                    IsOptional = true,
                },
                new NumberOption("blend", null, "s of (1 − s) A + s B of two losses, where another number changes")
                {
                    Minimum = 0,
                    Maximum = 1,
                    IsOptional = true,
                },
                new IntegerOption("points", "400", "points of a branch at most") { Minimum = 2, Maximum = 100_000 },
                new NumberOption("step", "0.1", "longest step along the branch, in units of θ and the number")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                },
                new IntegerOption("branches", "0", "branches at most that are followed from where they cross")
                {
                    Minimum = 0,
                    Maximum = 1000,
                },
            ]
        )
        {
            AlsoKnownAs = ["continue", "bifurcation", "bifurcations"],
        };

    public override Stage Stage => Stage.Spectra;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        var most = study.Variants.Max(variant => variant.Source.Layout.Count);
        if (most > CensusLoss.LargestCount)
        {
            yield return new InputException(
                $"'continuation' takes up to {CensusLoss.LargestCount} parameters, found {most}; take a smaller network",
                call.Location
            );
            yield break;
        }
        var chains = new StudyChains(study);
        foreach (
            var (option, message) in chains
                .Sources.SelectMany(source => FamilyOf(chains, source, call).Faults(Start(call), Range(call)))
                .Distinct()
        )
        {
            yield return new InputException(message, call.LocationOf(option));
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        var (from, to) = Range(call);
        foreach (var chain in chains.All)
        {
            var (family, parameters) = (
                FamilyOf(chains, chain.Variant.Source, call),
                chain.Variant.Source.Layout.Count
            );
            var inputs = new ContinuationInputs(
                chain.End,
                family,
                Start(call),
                from,
                to,
                call.Word("toward"),
                call.Integer("points"),
                call.Number("step"),
                call.Integer("branches")
            );
            // Four dense Hessians a point; a product is about two and a half gradients.
            var gradients = 4L * inputs.Points * (inputs.Branches + 2) * (1 + (parameters * 5L / 2));
            yield return chain.Hang(
                Task(inputs, chain.Label($"continuation in {family.Parameter} of")) with
                {
                    Loss = chains.NameOf(chain.Variant.Source),
                },
                new TaskWork(gradients, 0)
            );
        }
    }

    public override Computed<ContinuationRecord> Compute(
        ContinuationInputs inputs,
        TaskContext context,
        Provenance stamp
    )
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var diagram = BranchDiagram.Of(
            new Continuation(
                inputs.Family.At(context.Objectives),
                new ContinuationOptions
                {
                    MaximumPoints = inputs.Points,
                    LongestStep = inputs.Step,
                    FirstStep = Math.Min(FirstStep, inputs.Step),
                }
            ),
            place.Parameters,
            inputs.Start,
            inputs.Toward switch
            {
                "up" => [true],
                "down" => [false],
                _ => [true, false],
            },
            (inputs.From, inputs.To),
            inputs.Branches,
            context.Team
        );
        var axis = diagram
            .SelectMany(b => b.Branch.Events)
            .FirstOrDefault(e => e.Kind is "branching" or "pitchfork")
            ?.Direction;
        double Amplitude(double[] θ) => axis is null ? Vectors.Norm(θ) : Vectors.Dot(axis, θ);
        var record = new ContinuationRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. diagram.Where(b => b.Branch.Points.Count == 0).Select(b => $"{b.Branch.Stop}.").Distinct(),
                ],
            },
            place.TrainKey,
            place.TrainedOn,
            place.Seed,
            inputs.Family.Source.Label,
            inputs.Family.Other?.Label,
            inputs.Family.Parameter,
            inputs.Start,
            inputs.From,
            inputs.To,
            axis is null ? "norm" : "direction",
            [.. diagram.Select(b => Describe(b, Amplitude))]
        );
        return new Computed<ContinuationRecord>(record, []);
    }

    private static BranchRecord Describe(DiagramBranch branch, Func<double[], double> amplitude)
    {
        var points = branch.Branch.Points;
        return new BranchRecord(
            branch.Parent,
            branch.Event,
            branch.Sign,
            branch.Branch.Stop,
            [
                .. branch.Branch.Events.Select(e => new BranchEventRecord(
                    e.Kind,
                    e.Point.At,
                    e.Point.Value,
                    amplitude(e.Point.Parameters),
                    e.Point.Parameters,
                    e.Direction
                )),
            ],
            [.. points.Select(p => p.At)],
            [.. points.Select(p => p.Value)],
            [.. points.Select(p => Vectors.Norm(p.Parameters))],
            [.. points.Select(p => amplitude(p.Parameters))],
            [.. points.Select(p => p.Index)],
            points.Count > 0 ? points[^1].Parameters : []
        );
    }

    private static double Start(ResolvedCall call) => call.Number("start");

    private static (double From, double To) Range(ResolvedCall call) => call.Ranges("range")[0];

    private static ChangingLoss FamilyOf(StudyChains chains, Source source, ResolvedCall call)
    {
        var parameter = call.Word("parameter");
        double? blend = call.Has("blend") ? call.Number("blend") : null;
        var isBlended = blend is not null || parameter == ChangingLoss.BlendWord;
        return new ChangingLoss(
            source,
            isBlended ? chains.SharingParameters(source).FirstOrDefault(other => !other.Equals(source)) : null,
            parameter,
            call.Has("ridge") ? call.Number("ridge") : null,
            blend
        );
    }
}
