using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
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

    public override string Description =>
        "Measures the roughness index of a loss around given parameters; give --formulation twice to compare two";

    public override string Example =>
        "thalweg roughness --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --weights FILE --directions 100 --radius 0.01";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, directions, intervals, radius, normalize, bias, directionFile, seed, threads];

    protected override IReadOnlyList<Switch> Switches => [adaptive];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation);
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
        var results = Progress.During(
            invocation.Terminal,
            progress =>
                subject
                    .Objectives.Select(labelled =>
                        RoughnessIndex.Measure(
                            labelled.Objective,
                            subject.Parameters,
                            options,
                            team,
                            given,
                            progress.ForLandscape(labelled.Label)
                        )
                    )
                    .ToArray()
        );
        var outcome =
            results.Length == 1 ? Figures(results[0], options) : Compared(subject.Objectives, results, options);
        outcome.AddRange(Settings(options, given, invocation));
        outcome.Add("parameters", subject.Objective.ParameterCount);
        outcome.AddRange(subject.Description);
        if (results.Length == 1)
        {
            outcome.Add("totalVariations", results[0].TotalVariations);
        }
        outcome.Print(invocation);
        return results.Select(result => Warn(result, invocation.Terminal)).Max();
    }

    /// <summary>Each formulation by its label, and the ratio of each later index to the first one.</summary>
    private static Outcome Compared(
        IReadOnlyList<LabelledObjective> objectives,
        RoughnessResult[] results,
        RoughnessOptions options
    )
    {
        var (byLabel, ratios) = (new Outcome(), new Outcome());
        for (var i = 0; i < results.Length; i++)
        {
            var figures = Figures(results[i], options);
            figures.Add("totalVariations", results[i].TotalVariations);
            byLabel.Add(objectives[i].Label, figures);
            if (i > 0)
            {
                var ratio = PairedRatio.Of([results[i].TotalVariations], [results[0].TotalVariations], options.Seed);
                ratios.Add(
                    $"{objectives[i].Label}/{objectives[0].Label}",
                    new Outcome
                    {
                        { "ratio", ratio.Ratio },
                        { "interval95", new[] { ratio.Interval.Lower, ratio.Interval.Upper } },
                        { "intervalMethod", ratio.Method },
                    }
                );
            }
        }
        return new Outcome { { "formulations", byLabel }, { "ratios", ratios } };
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

    private static Outcome Figures(RoughnessResult result, RoughnessOptions options)
    {
        var summary = result.Summary;
        return new Outcome
        {
            { "roughness", summary.Roughness },
            { "interval95", new[] { summary.Interval.Lower, summary.Interval.Upper } },
            { "intervalMethod", RoughnessSummary.IntervalMethod },
            { "meanTotalVariation", summary.MeanTotalVariation },
            { "standardDeviation", summary.StandardDeviation },
            { "constantSlices", summary.ConstantSlices },
            { "nonFiniteSlices", summary.NonFiniteSlices },
            { "unresolvedSlices", result.UnresolvedSlices },
            { "intervals", options.Refinement is null ? options.Intervals : result.Intervals },
            { "gridPoints", result.Grid.Count },
            { "evaluations", result.Evaluations },
        };
    }

    private Outcome Settings(RoughnessOptions options, DirectionSet? given, Invocation invocation) =>
        new()
        {
            { "directions", given?.Count ?? options.Directions },
            { "radius", options.Radius },
            { "normalize", invocation.Text(normalize) },
            { "bias", invocation.Text(bias) },
            { "directionFile", invocation.TextOrNull(directionFile) },
            { "seed", options.Seed },
        };

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
