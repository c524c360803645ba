using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a profile likelihood depends on.</summary>
/// <param name="Coefficient">The number that is held.</param>
/// <param name="Points">On each side.</param>
/// <param name="Further">Beyond those at most, on each side.</param>
/// <param name="Width">Of each side; null for three deviations.</param>
/// <param name="Optimizer">Trains the others, with its steps at each point.</param>
/// <param name="Steps">At each point at most.</param>
public sealed record ProfileLikelihoodInputs(
    Centre Centre,
    Source Source,
    string Coefficient,
    int Points,
    int Further,
    double? Width,
    OptimizerPhases Optimizer,
    long Steps,
    double Level
)
{
    /// <summary>Versions of the algorithms of the optimizer above 1.</summary>
    public IReadOnlyDictionary<string, int>? Algorithms =>
        Source.IsInDouble ? Optimizer.Algorithms : Optimizer.AlgorithmsBelowDouble;
}

/// <summary>The loss of every run minimised over all parameters but one number that was learned, and the interval by the ratio of likelihoods.</summary>
public sealed class ProfileLikelihoodAnalysis : Analysis<ProfileLikelihoodInputs, ProfileLikelihoodRecord>
{
    private const string All = "all";

    // Those that need nothing of a loss but its gradient, and the one for residuals.
    private static readonly string[] Trainers =
    [
        "lm",
        "lbfgs",
        "bfgs",
        "ssbfgs",
        "ssbroyden",
        "nonlinear-cg",
        "steepest-descent",
        "adam",
        "adamw",
        "rmsprop",
        "sgd",
    ];

    private static readonly Catalogue Optimizers = new(
        "optimizer",
        "optimizers",
        "What trains the other parameters",
        [
            .. Catalogues
                .Optimizers.Catalogue.Signatures.Where(s => Trainers.Contains(s.Name))
                .Select(s => s with { Options = [.. s.Options.Where(o => o.Name != OptimizerPhases.StepsOption)] }),
        ]
    );

    private ProfileLikelihoodAnalysis()
        : base("profile-likelihood", algorithm: 1) { }

    public static ProfileLikelihoodAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "profile-likelihood",
            "the loss minimised over all other parameters as a function of a number that was learned, and the interval by the ratio of likelihoods, open where the data do not say",
            [
                new TextOption(
                    "coefficient",
                    All,
                    "the number, by its name in the problem, or all: each by itself",
                    "'all' or the name of a number that is learned"
                ),
                new IntegerOption("points", "6", "points on each side of what was found")
                {
                    Minimum = 2,
                    Maximum = 10_000,
                },
                new NumberOption(
                    "width",
                    null,
                    "how far the points go on each side, in units of the number; three deviations by the curvature if absent, or half of its size, without further points, where there is none"
                )
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                    IsOptional = true,
                },
                new IntegerOption(
                    "further",
                    "5",
                    "points beyond those at most, each step twice as long as the one before, while the threshold is not reached"
                )
                {
                    Minimum = 0,
                    Maximum = 30,
                },
                new CallOption(
                    "optimizer",
                    null,
                    "what trains the others; lm(damping=1e-9) for sums of squares and ssbroyden else, if absent",
                    Optimizers
                )
                {
                    IsOptional = true,
                },
                new IntegerOption("steps", "200", "its steps at each point at most") { Maximum = 1_000_000_000 },
                new NumberOption("level", "0.95", "of the interval")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                    Maximum = 1,
                    ExcludesMaximum = true,
                },
            ]
        )
        {
            AlsoKnownAs = ["profile", "likelihood", "identifiability"],
        };

    public override string ToldApartBy => "coefficient";

    public override Stage Stage => Stage.Spectra;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        var asked = Asked(call);
        foreach (var variant in study.Variants.Where(v => Numbers(v.Source, asked).Count == 0).DistinctBy(v => v.Label))
        {
            var learned = variant.Source.As<IProblem>()?.Problem is { } problem
                ? Problems.Create(problem).Coefficients
                : [];
            yield return asked is not null && learned.Any(c => c.Name == asked)
                ? new InputException(
                    $"'{asked}' of '{variant.Label}' is a function, and a profile holds one number; ask for a number, or make one of it",
                    call.LocationOf("coefficient")
                )
                : new InputException(
                    asked is null
                        ? $"'profile-likelihood' needs a number that is learned, and the problem of '{variant.Label}' has none; give it one, such as coefficients: k = 1"
                        : $"the problem of '{variant.Label}' learns no number '{asked}', expected {(learned.Any(c => c.IsNumber) ? $"one of {string.Join(", ", learned.Where(c => c.IsNumber).Select(c => c.Name))}" : "a problem with coefficients, such as k = 1")}",
                    asked is null ? call.Location : call.LocationOf("coefficient")
                );
        }
        if (
            call.Has("optimizer")
            && call.Call("optimizer").Name == "lm"
            && study.Variants.FirstOrDefault(v => v.Source.IsSumOfSquares == false) is { } other
        )
        {
            yield return new InputException(
                $"'lm' needs a loss that is a sum of squares, and that of '{other.Label}' is none; take ssbroyden, or leave the optimizer out",
                call.LocationOf("optimizer")
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        var asked = Asked(call);
        return chains.All.SelectMany(chain =>
            Numbers(chain.Variant.Source, asked)
                .Select(name =>
                {
                    var source = chain.Variant.Source;
                    var optimizer = call.Has("optimizer")
                        ? call.Call("optimizer")
                        : Optimizers.Resolve(
                            source.IsSumOfSquares == true ? "lm(damping=1e-9)" : "ssbroyden",
                            call.Location
                        );
                    var inputs = new ProfileLikelihoodInputs(
                        chain.End,
                        source,
                        name,
                        call.Integer("points"),
                        call.Integer("further"),
                        call.Has("width") ? call.Number("width") : null,
                        OptimizerPhases.Of([optimizer], call.Long("steps")),
                        call.Long("steps"),
                        call.Number("level")
                    );
                    var points = 1 + (2L * (inputs.Points + inputs.Further));
                    return chain.Hang(
                        Task(inputs, chain.Label($"profile of {name} at")) with
                        {
                            Loss = chains.NameOf(source),
                        },
                        new TaskWork(points * inputs.Steps, 0)
                    ) with
                    {
                        Memory =
                        [
                            SampleMemory.OfVectors(2.0 * points, source.Layout.Count, "points", call.Location),
                            TrainMemory.OfOptimizer(optimizer, source),
                        ],
                    };
                })
        );
    }

    public override Computed<ProfileLikelihoodRecord> Compute(
        ProfileLikelihoodInputs inputs,
        TaskContext context,
        Provenance stamp
    )
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var objective = context.Objectives.Of(inputs.Source);
        if (inputs.Optimizer.Create()[0].Optimizer is LeastSquaresOptimizer && objective.As<IResiduals>() is null)
        {
            throw new InputException(
                $"'lm' needs a loss that is a sum of squares, and '{inputs.Source.Label}' is none with this quadrature; take ssbroyden",
                inputs.Optimizer.Location
            );
        }
        var walk = new WalkedProfile(inputs, objective, place, context);
        var record = walk.Record(stamp);
        context.Progress(1);
        return new Computed<ProfileLikelihoodRecord>(
            record,
            [
                new(
                    "parameters",
                    new NpyArray(
                        [walk.Points.Count, objective.ParameterCount],
                        [.. walk.Points.SelectMany(p => p.Parameters)]
                    )
                ),
            ]
        );
    }

    private static string? Asked(ResolvedCall call) =>
        call.Word("coefficient") is var word && word == All ? null : word;

    private static IReadOnlyList<string> Numbers(Source source, string? asked) =>
        [.. (source.As<ICoefficients>()?.LearnedNumbers ?? []).Where(name => asked is null || name == asked)];
}
