using Thalweg.Landscapes.Stationary;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a census depends on.</summary>
/// <param name="Ridge">μ of a term ½ μ ‖θ‖²; null for none.</param>
/// <param name="Box">Where starts are drawn; null for the usual box of the loss.</param>
/// <param name="Starts">Random starts at most.</param>
/// <param name="HighestIndex">The highest index that is searched for; null for the usual one.</param>
public sealed record CensusInputs(
    Source Source,
    double? Ridge,
    IReadOnlyList<CensusRange>? Box,
    int Starts,
    int? HighestIndex,
    ulong Seed
);

/// <summary>The stationary points of every index of a loss, with evidence that the list is complete.</summary>
public sealed class CensusAnalysis : Analysis<CensusInputs, CensusRecord>
{
    private CensusAnalysis()
        : base("census", algorithm: 2) { }

    public static CensusAnalysis Instance { get; } = new();

    /// <summary>Points nearer than this, relative to 1 + ‖θ‖, are one.</summary>
    public static double SamePoint => new CensusOptions().Points.SamePoint;

    public override Signature Signature { get; } =
        new(
            "census",
            "minima, saddles and maxima of every loss from random starts, with passes and an Euler check of the list",
            [
                new NumberOption("ridge", null, "μ of a term ½ μ ‖θ‖² that is added to the loss; none if absent")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                    IsOptional = true,
                },
                new IntegerOption("starts", "500", "random starts at most") { Maximum = 1_000_000 },
                new RangesOption(
                    "box",
                    null,
                    "lo:hi along each coordinate, in which starts are drawn, the last one for all that follow; that of the loss if absent",
                    0
                )
                {
                    IsOptional = true,
                },
                new IntegerOption("highest", null, "highest index that is searched for; 12 if absent")
                {
                    Minimum = 0,
                    Maximum = CensusLoss.LargestCount,
                    IsOptional = true,
                },
            ]
        )
        {
            AlsoKnownAs = ["stationary", "enumerate"],
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
                $"'census' takes up to {CensusLoss.LargestCount} parameters, found {most}; take a smaller network",
                call.Location
            );
        }
        var least = study.Variants.Min(variant => variant.Source.Layout.Count);
        if (call.Has("box") && call.Ranges("box").Count > least)
        {
            yield return new InputException(
                $"expected at most {least} ranges, one for each parameter, found {call.Ranges("box").Count}",
                call.LocationOf("box")
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var inputs = new CensusInputs(
            chains.Sources[0],
            call!.Has("ridge") ? call.Number("ridge") : null,
            call.Has("box") ? [.. call.Ranges("box").Select(r => new CensusRange(r.From, r.To))] : null,
            call.Integer("starts"),
            call.Has("highest") ? call.Integer("highest") : null,
            chains.Study.Seed
        );
        return chains.Sources.Select(source =>
        {
            var (name, parameters) = (chains.NameOf(source), source.Layout.Count);
            return Task(inputs with { Source = source }, $"census of {name}") with
            {
                Loss = name,
                // About 30 dense Hessians for each index of each start, and a product is about two and a half gradients.
                Work = new TaskWork((long)inputs.Starts * 30 * (parameters + 2) * (1 + (parameters * 5L / 2)), 0),
            };
        });
    }

    public override Computed<CensusRecord> Compute(CensusInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var loss = new CensusLoss(inputs.Source, inputs.Ridge, context.Objectives);
        var box = inputs.Box?.Select(r => (r.From, r.To)).ToList() ?? loss.Box;
        var options = new CensusOptions
        {
            MostStarts = inputs.Starts,
            LeastStarts = Math.Min(inputs.Starts, new CensusOptions().LeastStarts),
            HighestIndex = inputs.HighestIndex,
            Seed = inputs.Seed,
            IsCoercive = loss.IsCoercive,
            NoCheck = loss.NoCheck,
        };
        var census = new Census(loss.Objective, loss.Finer, options).From(
            box,
            context.Team,
            new Listener<double>(context.Progress)
        );
        return new Computed<CensusRecord>(
            new CensusRecord(
                stamp,
                inputs.Source.Label,
                loss.Objective.ParameterCount,
                inputs.Ridge,
                [.. box.Select(r => new CensusRange(r.From, r.To))],
                inputs.HighestIndex,
                census.Starts,
                census.Searches,
                [.. census.Points.Select(Describe)],
                census.Counts?.ToDictionary(
                    c => c.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    c => c.Value
                ),
                census.Euler,
                census.EulerGenuine,
                census.IsComplete,
                census.Verdict,
                [
                    .. census.Passes.Select(p => new PassRecord(
                        p.From,
                        p.To,
                        p.Height,
                        p.Barrier,
                        p.Saddle,
                        p.IsVerified,
                        p.FromMap,
                        p.ToMap
                    )),
                ],
                census.Richness.Estimate,
                census.Richness.Lower,
                census.Richness.Upper,
                census.Infinity
            ),
            []
        );
    }

    /// <summary>A point as records and results show it.</summary>
    public static StationaryRecord Describe(CensusPoint found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Describe(found.Point, found.Orbit.Size, found.Alibi, found.IsVerified, found.Found);
    }

    internal static StationaryRecord Describe(
        StationaryPoint point,
        int? orbit,
        QuadratureAlibi? alibi,
        bool isVerified,
        int found
    )
    {
        var beyond = Enumerable
            .Range(0, point.Eigenvalues.Count)
            .Where(i => Math.Abs(point.Eigenvalues[i]) > point.Bounds[i])
            .OrderBy(i => Math.Abs(point.Eigenvalues[i]))
            .ToList();
        var isOfQuadrature = alibi is { Holds: false };
        return new StationaryRecord(
            point.Parameters,
            point.Value,
            point.Index,
            point.NegativeEigenvalues,
            point.ZeroModes,
            orbit,
            isOfQuadrature,
            isVerified,
            isOfQuadrature ? "made by the quadrature" : point.Label.Word(),
            alibi is null ? null : alibi.Reason ?? "holds",
            beyond.Count == 0 ? null : Math.Abs(point.Eigenvalues[beyond[0]]),
            beyond.Count == 0 ? null : point.Bounds[beyond[0]],
            point.GradientNorm,
            point.NewtonStep,
            found
        );
    }
}
