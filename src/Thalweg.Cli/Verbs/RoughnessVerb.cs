using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg roughness</c>: the roughness index at given parameters.</summary>
internal sealed class RoughnessVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag directions = new(Analyses.Option("roughness", "directions"));
    private readonly Flag intervals = new(Analyses.Option("roughness", "intervals"));
    private readonly Flag radius = new(Analyses.Option("roughness", "radius"));
    private readonly Flag normalize = new(Analyses.Option("roughness", "normalize"));
    private readonly Flag bias = new(Analyses.Option("roughness", "bias"));
    private readonly Flag directionFile = new(
        new TextOption(
            "direction-file",
            null,
            "raw directions [M, P] from an .npy file in place of random ones; the rules apply to them",
            "a path of an .npy file"
        )
    );
    private readonly Switch adaptive = new("adaptive", "refine each slice until its total variation is resolved");
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "roughness";

    public override string Description => "Measures the roughness index of a loss around given parameters";

    public override string Example =>
        "thalweg roughness --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --weights FILE --directions 100 --radius 0.01";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, directions, intervals, radius, normalize, bias, directionFile, seed, threads];

    protected override IReadOnlyList<Switch> Switches => [adaptive];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation);
        if (subject.Objectives.Count > 1)
        {
            throw new InputException(
                "'roughness' takes one formulation; measure them one by one",
                loss.Formulation.Place
            );
        }
        var options = new RoughnessOptions
        {
            Directions = invocation.SmallInteger(directions),
            Intervals = invocation.SmallInteger(intervals),
            Radius = invocation.Number(radius),
            Rule = DirectionWords.Rule(invocation.Text(normalize), invocation.Text(bias)),
            Seed = (ulong)invocation.Integer(seed),
            Published = loss.IsPublished(invocation),
            Refinement = invocation.IsSet(adaptive) ? new Refinement() : null,
        };
        var given = ReadDirections(invocation, subject.Objective.ParameterCount);
        using var team = invocation.Team(threads);
        var result = Progress.During(
            invocation.Terminal,
            progress =>
                RoughnessIndex.Measure(
                    subject.Objective,
                    subject.Parameters,
                    options,
                    team,
                    given,
                    progress.ForLandscape("roughness")
                )
        );
        Describe(result, options, given, subject, invocation).Print(invocation);
        return Warn(result, invocation.Terminal);
    }

    private DirectionSet? ReadDirections(Invocation invocation, int parameterCount)
    {
        if (!invocation.IsGiven(directionFile))
        {
            return null;
        }
        if (invocation.IsGiven(directions))
        {
            throw new InputException("the file says how many directions there are; leave it out", directions.Place);
        }
        return DirectionFile.Read(invocation.Text(directionFile), parameterCount, directionFile.Place);
    }

    private Outcome Describe(
        RoughnessResult result,
        RoughnessOptions options,
        DirectionSet? given,
        Subject subject,
        Invocation invocation
    )
    {
        var summary = result.Summary;
        var outcome = new Outcome
        {
            { "roughness", summary.Roughness },
            { "meanTotalVariation", summary.MeanTotalVariation },
            { "standardDeviation", summary.StandardDeviation },
            { "constantSlices", summary.ConstantSlices },
            { "nonFiniteSlices", summary.NonFiniteSlices },
            { "unresolvedSlices", result.UnresolvedSlices },
            { "directions", result.TotalVariations.Count },
            { "intervals", options.Refinement is null ? options.Intervals : result.Intervals },
            { "gridPoints", result.Grid.Count },
            { "radius", options.Radius },
            { "normalize", invocation.Text(normalize) },
            { "bias", invocation.Text(bias) },
            { "directionFile", invocation.TextOrNull(directionFile) },
            { "seed", given is null ? options.Seed : null },
            { "evaluations", result.Evaluations },
            { "parameters", subject.Objective.ParameterCount },
        };
        outcome.AddRange(subject.Description);
        outcome.Add("totalVariations", result.TotalVariations);
        return outcome;
    }

    private static int Warn(RoughnessResult result, Terminal terminal)
    {
        var summary = result.Summary;
        if (summary.ConstantSlices > 0)
        {
            terminal.Warn(
                $"{summary.ConstantSlices} slices are constant; they have no total variation and are left out"
            );
        }
        if (summary.NonFiniteSlices > 0)
        {
            terminal.Warn($"{summary.NonFiniteSlices} slices have losses that are not finite and are left out");
        }
        if (result.UnresolvedSlices > 0)
        {
            terminal.Warn($"{result.UnresolvedSlices} slices still changed at the finest grid");
        }
        var isSound = summary.NonFiniteSlices == 0 && result.UnresolvedSlices == 0;
        return Verdict.Of(terminal, double.IsFinite(summary.Roughness)) is var code && isSound
            ? code
            : ExitCode.Doubtful;
    }
}
