using System.Diagnostics;
using Thalweg.Formats.Arrays;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Diagnostics;
using Thalweg.Studies;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg train</c>: one training run.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag initializer = new(
        new CallOption("initializer", "xavier-normal", "start parameters", Initializers.Catalogue)
    );
    private readonly TrainFlags training = new();
    private readonly HeldOutFlags heldOut = new();
    private readonly Flag save = File("save", "where the trained parameters go", "a path of a .safetensors file");
    private readonly Flag trajectory = File(
        "trajectory",
        "where the checkpoints go: steps, parameters",
        "a path of an .npz file"
    );
    private readonly Flag state = File(
        "state",
        "keeps the state, so that the same command goes on after an interruption",
        "a path"
    );
    private readonly Flag starts = new(
        new IntegerOption("starts", "1", "runs from this many seeds, one after the other; the best one is the result")
        {
            Maximum = 10_000,
        }
    );
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "train";

    public override string Description =>
        "Trains a network on a formulation; further --formulation flags record their losses alongside";

    public override string Example =>
        "thalweg train --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --optimizer \"adam(rate=1e-2, steps=2000); lm(steps=200)\" --save net.safetensors";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, initializer, .. training.All, .. heldOut.All, save, trajectory, state, seed, starts, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = training.Sampled(Subject(invocation), invocation, loss);
        var points = heldOut.Read(invocation, subject, loss);
        var options = training.Options(invocation) with { KeepBest = HeldOutFlags.KeepBest(points) };
        var trainer = training.Trainer(invocation, options, subject, points);
        using var saved = invocation.IsGiven(save) ? new OutputFile(invocation.Text(save)) : null;
        using var kept = invocation.IsGiven(trajectory) ? new OutputFile(invocation.Text(trajectory)) : null;
        var keeper = invocation.IsGiven(state)
            ? new StateKeeper(invocation.Text(state), Asked(invocation, subject), state.Place)
            : null;
        if (saved is null && subject.Loss is not null)
        {
            invocation.Terminal.Warn("the trained parameters are not kept; --save FILE keeps them");
        }
        using var team = invocation.Team(threads);
        TrainingResult result;
        var runs = new List<Outcome>();
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var run = Progress.During(
                invocation.Terminal,
                progress =>
                    invocation.Integer(starts) > 1
                        ? Best(invocation, subject, trainer, keeper, team, progress.ForTraining("train"), runs)
                        : One(trainer, subject, keeper, team, progress.ForTraining("train"))
            );
            result = heldOut.Choose(invocation, run);
        }
        catch (OperationCanceledException)
        {
            invocation.Terminal.Error.WriteLine(
                keeper is null
                    ? "interrupted; with --state FILE the same command could go on from here"
                    : "interrupted; the same command goes on from here"
            );
            return ExitCode.Interrupted;
        }
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        saved?.Write(path => Save(path, subject, result, invocation));
        kept?.Write(path => NpzFile.Write(path, Arrays(result)));
        var warnings = TrainOutcome.Warnings(result, team);
        var outcome = Describe(result, subject, seconds, invocation, team, warnings);
        if (runs.Count > 0)
        {
            outcome.Add("runs", runs);
        }
        outcome.Print(invocation);
        foreach (var warning in warnings)
        {
            invocation.Terminal.Warn(warning.Message);
        }
        return
            Verdict.Of(invocation.Terminal, double.IsFinite(result.Final.Loss)) is var code
            && result.StopReason != StopReason.NonFinite
            ? code
            : ExitCode.Doubtful;
    }

    private static TrainingResult One(
        Trainer trainer,
        Subject subject,
        StateKeeper? keeper,
        WorkerTeam team,
        IProgress<TrainingProgress> progress
    )
    {
        var start = keeper?.Read() ?? trainer.Begin(subject.Parameters);
        var result = trainer.Run(start, team, s => keeper?.Write(s), progress);
        keeper?.Write(start);
        return result;
    }

    /// <summary>The best of the runs from several seeds.</summary>
    /// <param name="runs">Filled with what every run came to, in the order of the seeds.</param>
    private TrainingResult Best(
        Invocation invocation,
        Subject subject,
        Trainer trainer,
        StateKeeper? keeper,
        WorkerTeam team,
        IProgress<TrainingProgress> progress,
        List<Outcome> runs
    )
    {
        if (subject.Parts is null || invocation.IsGiven(loss.Weights))
        {
            throw new InputException("several starts need random parameters; leave --starts out", starts.Place);
        }
        var first = (ulong)invocation.Integer(seed);
        var start = Initializers.Create(invocation.Call(initializer));
        var quantity = heldOut.Ranking(invocation);
        var best = new MultiStart(trainer, s => start.Draw(subject.Layout, s), quantity).Run(
            [.. Enumerable.Range(0, invocation.SmallInteger(starts)).Select(k => first + (ulong)k)],
            keep: 1,
            team,
            (s, result) => runs.Add(TrainOutcome.Start(s, result.AtBest(quantity))),
            s => keeper?.For(s).Read(),
            (s, state) => keeper?.For(s).Write(state),
            progress
        );
        return best.Count > 0
            ? best[0].Result
            : throw new InputException("no start had a finite loss; take another initializer", starts.Place);
    }

    private Subject Subject(Invocation invocation)
    {
        if (loss.IsAnalytic(invocation) || invocation.IsGiven(loss.Weights))
        {
            return loss.Read(invocation);
        }
        var subject = loss.ReadLoss(invocation);
        var start = Initializers.Create(invocation.Call(initializer));
        return subject with { Parameters = start.Draw(subject.Layout, (ulong)invocation.Integer(seed)) };
    }

    private Outcome Asked(Invocation invocation, Subject subject)
    {
        var outcome = new Outcome();
        outcome.AddRange(subject.Description);
        if (subject.Parts is not null && !invocation.IsGiven(loss.Weights))
        {
            outcome.Add("initializer", invocation.Call(initializer).Canonical);
            outcome.Add("seed", invocation.Integer(seed));
            outcome.Add("starts", invocation.Integer(starts));
        }
        heldOut.Describe(invocation, outcome);
        training.Describe(invocation, outcome);
        return outcome;
    }

    private void Save(string path, Subject subject, TrainingResult result, Invocation invocation)
    {
        var metadata = Asked(invocation, subject)
            .Where(entry => entry.Value is string)
            .ToDictionary(entry => entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
        WeightFile.WriteSafetensors(path, subject.Layout, result.Parameters, metadata);
    }

    private static IEnumerable<KeyValuePair<string, NpyArray>> Arrays(TrainingResult result)
    {
        var (count, length) = (result.Trajectory.Count, result.Parameters.Length);
        yield return new("steps", new NpyArray([count], [.. result.Trajectory.Select(c => (double)c.Step)]));
        yield return new(
            "parameters",
            new NpyArray([count, length], [.. result.Trajectory.SelectMany(c => c.Parameters)])
        );
    }

    private Outcome Describe(
        TrainingResult result,
        Subject subject,
        double seconds,
        Invocation invocation,
        WorkerTeam team,
        IReadOnlyList<Warning> warnings
    )
    {
        var (final, objective) = (result.Final, subject.Objective);
        var outcome = new Outcome
        {
            { "loss", final.Loss },
            { "terms", objective.TermNames.Zip(final.Terms, KeyValuePair.Create).ToArray() },
            { "gradientNorm", final.GradientNorm },
        };
        if (subject.Loss is { } pde)
        {
            var errors = pde.Errors.Refine(result.Parameters, team);
            outcome.Add("errors", objective.MetricNames.Zip(errors.Values, KeyValuePair.Create).ToArray());
            outcome.Add("errorLastChange", errors.LastChange);
        }
        else
        {
            outcome.Add("reached", result.Parameters);
        }
        outcome.Add("parameters", objective.ParameterCount);
        outcome.Add("lowerBound", objective.LowerBound);
        outcome.Add("stop", TrainOutcome.Stop(result.StopReason, result.Message));
        outcome.Add("stepsDone", result.StepsDone);
        outcome.Add("step", final.Step);
        outcome.Add("evaluations", TrainOutcome.Counts(result.Evaluations));
        outcome.Add("phases", result.Phases.Select(TrainOutcome.Phase).ToArray());
        outcome.Add("seconds", seconds);
        outcome.Add("best", TrainOutcome.Best(result));
        outcome.Add("warnings", TrainOutcome.Warnings(warnings));
        outcome.Add("saved", invocation.TextOrNull(save));
        outcome.AddRange(Asked(invocation, subject));
        outcome.Add("history", TrainOutcome.History(result.History));
        return outcome;
    }

    private static Flag File(string name, string description, string kind) =>
        new(new TextOption(name, null, description, kind));
}
