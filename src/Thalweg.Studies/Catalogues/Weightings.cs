using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.Surgery;
using Thalweg.Optimization.Training;
using Thalweg.Optimization.Weightings;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>How the terms of a loss are weighed against each other while training.</summary>
public static class Weightings
{
    /// <summary>The weights that the loss states.</summary>
    public const string Fixed = "fixed";

    public static Catalogue<Func<ResolvedCall, Weighed>> Catalogue { get; } =
        new(
            "weighting",
            "weightings",
            "How the weights of terms or points change while training; landscapes keep those that the loss states",
            [
                new(new(Fixed, "the weights stay those that the loss states", []), _ => new Weighed(null, null)),
                GradientStatistics(),
                GradientNorms(),
                InverseDirichlet(),
                KernelTraces(),
                RelativeLossBalancing(),
                SelfAdaptive(),
                ResidualAttention(),
                Causal(),
                AugmentedLagrangian(),
                new(
                    new("config", "steps along the direction with one cosine to the gradients of all terms", []),
                    _ => new Weighed(null, new ConflictFree())
                ),
                new(
                    new("pcgrad", "takes from every gradient what conflicts with those of other terms", [Seed()]),
                    call => new Weighed(null, new ProjectedConflicts((ulong)call.Long("seed")))
                ),
            ]
        );

    public static Weighed Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    /// <summary>The phases of a run with a weighting.</summary>
    /// <param name="weighting">Null for the weights that the loss states.</param>
    /// <exception cref="InputException">The weighting cannot be had with one of the optimizers.</exception>
    public static IReadOnlyList<Phase> Phases(OptimizerPhases optimizers, ResolvedCall? weighting)
    {
        ArgumentNullException.ThrowIfNull(optimizers);
        var phases = optimizers.Create();
        if (weighting is null || Create(weighting).Surgery is not { } surgery)
        {
            return phases;
        }
        return
        [
            .. phases.Zip(
                optimizers.Calls,
                (phase, call) =>
                    phase with
                    {
                        Optimizer = phase.Optimizer is StepOptimizer step
                            ? step with
                            {
                                Surgery = surgery,
                            }
                            : throw new InputException(
                                $"'{weighting.Name}' makes a direction that is the gradient of no loss, and '{call.Name}' searches or solves for a loss; take first-order optimizers such as adam, or another weighting",
                                weighting.Location
                            ),
                    }
            ),
        ];
    }

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> GradientStatistics() =>
        Rule(
            "lra",
            "weighs conditions by the largest gradient of the equation over their mean gradients (learning-rate annealing)",
            [
                Every("10"),
                Share("0.1"),
                new WordOption(
                    "form",
                    "code",
                    "gradients of conditions with the weights they have, as the published code, or stated, as the paper writes",
                    ["code", "paper"]
                ),
            ],
            call => new GradientStatistics(call.Long("every"), call.Number("rate"), call.Word("form") == "paper")
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> GradientNorms() =>
        Rule(
            "grad-norm",
            "gives the gradients of all terms one length",
            [Every("1000"), Share("0.1")],
            call => new GradientNorms(call.Long("every"), call.Number("rate"))
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> InverseDirichlet() =>
        Rule(
            "inverse-dirichlet",
            "gives the gradients of all terms one standard deviation",
            [Every("100"), Share("0.5")],
            call => new InverseDirichlet(call.Long("every"), call.Number("rate"))
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> KernelTraces() =>
        Rule(
            "ntk",
            "weighs terms by the traces of their blocks of the neural tangent kernel",
            [Every("100"), Share("1")],
            call => new KernelTraces(call.Long("every"), call.Number("rate"))
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> RelativeLossBalancing() =>
        Rule(
            "relobralo",
            "weighs terms by how much slower than others they fall, with random look-back",
            [
                Every("1"),
                new NumberOption("memory", "0.999", "share of earlier weights")
                {
                    Minimum = 0,
                    Maximum = 1,
                    ExcludesMaximum = true,
                },
                Positive("temperature", "1", "the larger, the more alike are the weights"),
                new NumberOption("lookback", "0.999", "probability of weights that go on from the last ones")
                {
                    Minimum = 0,
                    Maximum = 1,
                },
                Seed(),
            ],
            call => new RelativeLossBalancing(
                call.Long("every"),
                call.Number("memory"),
                call.Number("temperature"),
                call.Number("lookback"),
                (ulong)call.Long("seed")
            )
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> SelfAdaptive() =>
        Rule(
            "self-adaptive",
            "raises the weight of every point by its squared residual, by steps of Adam (SA-PINN)",
            [
                Every("1"),
                Positive("rate", "0.005", "learning rate of the multipliers"),
                BelowOne("beta1", "0.99", "decay of the mean gradient"),
                BelowOne("beta2", "0.999", "decay of the mean squared gradient"),
            ],
            call => new SelfAdaptive(
                call.Long("every"),
                call.Number("rate"),
                call.Number("beta1"),
                call.Number("beta2")
            )
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> ResidualAttention() =>
        Rule(
            "rba",
            "weighs every point by a running mean of its residual (residual-based attention)",
            [
                Every("1"),
                BelowOne("decay", "0.999", "share of the last weight that is kept"),
                Positive("rate", "0.001", "what the point with the largest residual gains"),
                new NumberOption("start", "0", "root of the weights before the first change") { Minimum = 0 },
            ],
            call => new ResidualAttention(
                call.Long("every"),
                call.Number("decay"),
                call.Number("rate"),
                call.Number("start")
            )
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> Causal() =>
        Rule(
            "causal",
            "lets a slice of time count once the residuals before it are small",
            [
                Every("1"),
                Positive("epsilon", "1", "the larger, the later does a slice begin to count"),
                new IntegerOption("slices", "32", "slices of equal time") { Minimum = 2, Maximum = 1 << 20 },
            ],
            call => new CausalWeighting(call.Long("every"), call.Number("epsilon"), call.Integer("slices"))
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> AugmentedLagrangian() =>
        Rule(
            "augmented-lagrangian",
            "gives every point of a condition a multiplier, and conditions a growing penalty",
            [
                Every("1000"),
                new NumberOption("growth", "2", "factor of the penalty at a change") { Minimum = 1 },
                new NumberOption("limit", "10000", "largest factor of the stated penalty") { Minimum = 1 },
            ],
            call => new AugmentedLagrangian(call.Long("every"), call.Number("growth"), call.Number("limit"))
        );

    private static CatalogueEntry<Func<ResolvedCall, Weighed>> Rule(
        string name,
        string description,
        IReadOnlyList<Option> options,
        Func<ResolvedCall, Weighting> rule
    ) => new(new(name, description, options), call => new Weighed(rule(call), null));

    private static IntegerOption Every(string standard) =>
        new("every", standard, "steps of training between two changes") { Maximum = 1_000_000_000 };

    private static NumberOption Share(string standard) =>
        new("rate", standard, "share of the new weights in the running mean")
        {
            Minimum = 0,
            ExcludesMinimum = true,
            Maximum = 1,
        };

    private static NumberOption Positive(string name, string standard, string description) =>
        new(name, standard, description) { Minimum = 0, ExcludesMinimum = true };

    private static NumberOption BelowOne(string name, string standard, string description) =>
        new(name, standard, description)
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMaximum = true,
        };

    private static IntegerOption Seed() =>
        new("seed", "0", "seed of what is random") { Minimum = 0, Maximum = long.MaxValue };
}

/// <summary>What a weighting changes: the weights of a loss, or the direction that first-order methods take.</summary>
/// <param name="Rule">Null where the weights stay.</param>
/// <param name="Surgery">Null where the direction is the gradient.</param>
public sealed record Weighed(Weighting? Rule, IGradientSurgery? Surgery);
