using System.Globalization;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the curvature on other points depends on.</summary>
/// <param name="Rule">How the points are chosen: a quadrature by its name.</param>
/// <param name="Sizes">Nodes or intervals of an axis, or points, each once.</param>
/// <param name="Draws">Draws of a random rule at each size; 0 of one that is not drawn.</param>
/// <param name="Count">Eigenvalues of each end.</param>
/// <param name="Dense">Up to this number of parameters all eigenvalues are taken.</param>
/// <param name="Tolerance">Of Lanczos, over the largest |λ|.</param>
/// <param name="Products">For either end, and for the trace, at most.</param>
/// <param name="Seed">Of the random vectors.</param>
public sealed record CurvaturePointsInputs(
    Centre Centre,
    Source Source,
    string Rule,
    IReadOnlyList<int> Sizes,
    int Draws,
    int Count,
    int Dense,
    double Tolerance,
    int Products,
    ulong Seed
);

/// <summary>The ends of the spectrum, counts and trace at the end of a run, by the number of points that the loss is summed over: by the size of
/// a quadrature, or of a batch.</summary>
public sealed class CurvaturePointsAnalysis : Analysis<CurvaturePointsInputs, CurvaturePointsRecord>
{
    private const int UsualDraws = 5;

    private CurvaturePointsAnalysis()
        : base("curvature-points", algorithm: 1) { }

    public static CurvaturePointsAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "curvature-points",
            "largest and smallest eigenvalues, counts of negative ones and trace of the Hessian at the end of every run, by the number of points or images of the loss",
            [
                new WordOption(
                    "rule",
                    "monte-carlo",
                    "how the points are chosen: random ones, as batches are, or a quadrature; images are drawn among those of the loss (monte-carlo)",
                    [.. SizedRules.Names]
                ),
                new IntegersOption(
                    "sizes",
                    "16,64,256,1024",
                    "points or images of monte-carlo; points of sobol, latin-hypercube or halton; nodes or intervals of an axis of the others",
                    ','
                )
                {
                    Minimum = 1,
                    Maximum = 1_000_000,
                },
                new IntegerOption("draws", $"{UsualDraws}", "draws of monte-carlo or latin-hypercube at each size")
                {
                    Maximum = 10_000,
                },
                CurvaturePathOptions.Losses,
                CurvaturePathOptions.Count,
                CurvaturePathOptions.Dense,
                CurvaturePathOptions.Tolerance,
                CurvaturePathOptions.Products,
            ]
        )
        {
            AlsoKnownAs = ["curvature-batch", "curvature-quadrature"],
        };

    public override string ToldApartBy => "rule";

    public override Stage Stage => Stage.CurvaturePaths;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var variant in study.Variants)
        {
            if (variant.Source.As<IPoints>() is null && variant.Source.As<IClasses>() is null)
            {
                yield return new InputException(
                    $"'curvature-points' needs a loss that is a sum over points or images; that of {variant.Label} is not known as one",
                    call.Location
                );
                yield break;
            }
        }
        if (!SizedRules.IsDrawn(call.Word("rule")) && call.Integer("draws") != UsualDraws)
        {
            yield return new InputException(
                $"'draws' is of random points, and rule={call.Word("rule")} has none; leave it out",
                call.LocationOf("draws")
            );
        }
        var sizes = call.Integers("sizes");
        if (sizes.Distinct().Count() < sizes.Count)
        {
            yield return new InputException(
                $"sizes are {string.Join(',', sizes)}, expected each once",
                call.LocationOf("sizes")
            );
        }
        foreach (
            var fault in sizes
                .Select(size => Faults(study, call.Word("rule"), size))
                .FirstOrDefault(faults => faults.Count > 0)
                ?? []
        )
        {
            yield return new InputException(fault, call.LocationOf("rule"));
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        return chains.All.SelectMany(chain =>
            (
                call.Word("losses") == "own" ? [chain.Variant.Source] : chains.SharingParameters(chain.Variant.Source)
            ).Select(source => TaskOf(chains, chain, source, call))
        );
    }

    private StudyTask TaskOf(StudyChains chains, StudyChain chain, Source source, ResolvedCall call)
    {
        var rule = call.Word("rule");
        var inputs = new CurvaturePointsInputs(
            chain.End,
            source,
            rule,
            call.Integers("sizes"),
            SizedRules.IsDrawn(rule) ? call.Integer("draws") : 0,
            call.Integer("count"),
            call.Integer("dense"),
            call.Number("tolerance"),
            call.Integer("products"),
            chains.DirectionSeedOf(chain)
        );
        var (parameters, name) = (source.Layout.Count, chains.NameOf(source));
        var label = chain.Label($"curvature of {name} by points of {rule} at");
        // As many gradients on the loss's own points as all sets of points cost.
        var own = Math.Max(1.0, source.SizeFor(1).Work);
        var others = inputs.Sizes.Sum(size => SizedRules.WorkOf(source, rule, size)) * Math.Max(1, inputs.Draws);
        return chain.Hang(
            Task(inputs, label) with
            {
                Loss = name,
            },
            LossesAtEnds.Work((1 + (others / own)) * CurvaturePathOptions.ProductsOf(parameters, call))
        ) with
        {
            Memory = [CurvaturePathOptions.MemoryOf("curvature-points", parameters, call)],
        };
    }

    public override Computed<CurvaturePointsRecord> Compute(
        CurvaturePointsInputs inputs,
        TaskContext context,
        Provenance stamp
    )
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var draws = Math.Max(1, inputs.Draws);
        var all = 1 + (inputs.Sizes.Count * draws);
        var sets = new EndsOnPoints(inputs, place.Parameters, context);
        var own = sets.On(inputs.Source, null, null, 0, all);
        var others = new List<CurvatureOnPoints>();
        foreach (var size in inputs.Sizes.Order())
        {
            for (var draw = 0; draw < draws; draw++)
            {
                others.Add(
                    sets.On(
                        SizedRules.At(inputs.Source, inputs.Rule, size, draw),
                        size,
                        inputs.Draws == 0 ? null : draw,
                        1 + others.Count,
                        all
                    )
                );
            }
        }
        context.Progress(1);
        var lost = others.Prepend(own).Where(set => set.Largest.Count == 0).ToList();
        var record = new CurvaturePointsRecord(
            stamp with
            {
                Warnings =
                [
                    .. place.Warnings,
                    .. lost.Count == 0
                        ? (string[])[]
                        :
                        [
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"On {lost.Count} of {all} sets of points a product with the Hessian was not finite: there is no spectrum."
                            ),
                        ],
                ],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            place.Parameters.Length,
            sets.IsExact,
            inputs.Rule,
            own,
            others
        );
        return new Computed<CurvaturePointsRecord>(record, []);
    }

    /// <summary>Why the points of a rule are none of the domain of some variant.</summary>
    private static IReadOnlyList<string> Faults(Study study, string rule, int size)
    {
        try
        {
            return
            [
                .. study
                    .Variants.SelectMany(variant => SizedRules.At(variant.Source, rule, size, draw: 0).Refusals)
                    .Select(fault => fault.Message),
            ];
        }
        catch (InputException fault)
        {
            return [string.Create(CultureInfo.InvariantCulture, $"{rule} with the size {size}: {fault.Message}")];
        }
    }
}
