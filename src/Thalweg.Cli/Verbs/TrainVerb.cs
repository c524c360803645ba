using System.Diagnostics;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

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
    private readonly Flag save = File(
        "save",
        "where the trained parameters go",
        "a path of a .safetensors file",
        FileUse.Written
    );
    private readonly Flag trajectory = File(
        "trajectory",
        "where the checkpoints go: steps, parameters",
        "a path of an .npz file",
        FileUse.Written
    );
    private readonly Flag state = File(
        "state",
        "keeps the state, so that the same command goes on after an interruption",
        "a path",
        FileUse.Read | FileUse.Written
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

    protected override IEnumerable<FileClaim> Claims(Invocation invocation) =>
        base.Claims(invocation).Concat(StateKeeper.Claims(invocation, state, seed, starts));

    protected override int Run(Invocation invocation)
    {
        var subject = Subject(invocation);
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        var inputs = Inputs(invocation, subject);
        invocation.RequireMemory(
            TrainMemory.Sources(inputs),
            threads,
            TrainMemory.Of(inputs, invocation.IsGiven(state))
        );
        var objectives = new ObjectivePool();
        using var team = invocation.Team(threads);
        var context = new TaskContext(objectives, team);
        var trainer = TrainAnalysis.TrainerOf(inputs, context);
        using var files = new TrainedFiles(invocation, save, trajectory);
        var keeper = invocation.IsGiven(state)
            ? new StateKeeper(invocation.Text(state), inputs, training.CheckpointsOf(invocation), state.Place)
            : null;
        if (!files.KeepsParameters && !IsPoint(subject))
        {
            invocation.Terminal.Warn("the trained parameters are not kept; --save FILE keeps them");
        }
        TrainingResult result;
        ulong? bestSeed = null;
        var runs = new List<Outcome>();
        var begun = Stopwatch.GetTimestamp();
        try
        {
            result = Progress
                .During(
                    invocation.Terminal,
                    progress =>
                        invocation.Integer(starts) > 1
                            ? Best(
                                invocation,
                                inputs,
                                trainer,
                                keeper,
                                team,
                                progress.ForTraining("train"),
                                runs,
                                out bestSeed
                            )
                            : One(inputs, trainer, keeper, team, progress.ForTraining("train"))
                )
                .AtBest(inputs.Keep);
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
        files.Write(subject.Source, result, Asked(invocation, subject));
        var record = TrainAnalysis.Instance.Describe(inputs, result, context).Record;
        FailureWarning[] warnings =
        [
            .. TrainAnalysis
                .Warnings(inputs.Source, result, team)
                .Where(w => w.Kind != TrainAnalysis.PrecisionStall || !inputs.Source.IsInDouble),
        ];
        var lines = new TrainLines(inputs, result, record, seconds, bestSeed, invocation.TextOrNull(save));
        if (invocation.IsJson)
        {
            var outcome = TrainOutcome.Of(lines, warnings);
            outcome.AddRange(Asked(invocation, subject));
            outcome.Add("history", TrainOutcome.History(result.History));
            if (runs.Count > 0)
            {
                outcome.Add("runs", runs);
            }
            outcome.AddRecord(invocation, record);
            outcome.Print(invocation);
        }
        else
        {
            lines.Print(invocation.Results);
        }
        foreach (var warning in warnings)
        {
            invocation.Terminal.Warn(bestSeed is { } best ? $"seed {best}: {warning.Message}" : warning.Message);
        }
        var alarm = Alarm(invocation, inputs, record, objectives);
        var isFinite = double.IsFinite(result.Final.Loss);
        return
            Math.Max(Verdict.Of(invocation.Terminal, isFinite), alarm) is var code
            && result.StopReason != StopReason.NonFinite
            ? code
            : ExitCode.Doubtful;
    }

    /// <summary>Warns of recorded losses, those on held-out points and of other formulations too, below their infimum.</summary>
    private static int Alarm(Invocation invocation, TrainInputs inputs, TrainRecord record, ObjectivePool objectives)
    {
        var code = Verdict.Of(
            invocation.Terminal,
            inputs.Source.Label,
            record.History.Loss.Append(record.Final.Loss),
            record.LowerBound
        );
        var others = inputs.Others.Concat(inputs.HeldOut is { } heldOut ? [heldOut] : []);
        foreach (var (source, (label, losses)) in others.Zip(record.History.OtherLosses))
        {
            var bound = objectives.Of(source).LowerBound;
            code = Math.Max(code, Verdict.Of(invocation.Terminal, label, losses, bound));
        }
        return code;
    }

    private TrainInputs Inputs(Invocation invocation, Subject subject)
    {
        var inputs = heldOut.Apply(invocation, training.Inputs(invocation, subject)) with
        {
            Seed = (ulong)invocation.Integer(seed),
            Start = subject.Centre,
        };
        if (IsDrawn(subject))
        {
            return inputs with { Initializer = invocation.Call(initializer) };
        }
        invocation.Refuse("where the start is given", initializer);
        if (subject.Centre is not null)
        {
            invocation.Refuse("where the start is given", seed, starts);
        }
        return inputs;
    }

    private static TrainingResult One(
        TrainInputs inputs,
        Trainer trainer,
        StateKeeper? keeper,
        WorkerTeam team,
        IProgress<TrainingProgress> progress
    )
    {
        var start = keeper?.Read() ?? trainer.Begin(TrainAnalysis.StartOf(inputs));
        var result = trainer.Run(start, team, s => keeper?.Write(s), progress);
        keeper?.Write(start);
        return result;
    }

    /// <summary>The best of the runs from several seeds.</summary>
    /// <param name="runs">Filled with what every run came to, in the order of the seeds.</param>
    /// <param name="bestSeed">Of the result.</param>
    private TrainingResult Best(
        Invocation invocation,
        TrainInputs inputs,
        Trainer trainer,
        StateKeeper? keeper,
        WorkerTeam team,
        IProgress<TrainingProgress> progress,
        List<Outcome> runs,
        out ulong? bestSeed
    )
    {
        if (inputs.Start is not null)
        {
            throw new InputException("several starts need random parameters; leave --starts out", starts.Place);
        }
        var quantity = heldOut.Ranking(invocation);
        if (
            inputs.Weighting is { } weighting
            && Weightings.Create(weighting).Rule is not null
            && quantity == Stops.Loss
        )
        {
            throw new InputException(
                $"the losses of several starts have different weights by '{weighting.Name}', so that the best is not known by them; write --held-out sobol:1000 --keep heldOut, whose loss has the stated weights",
                starts.Place
            );
        }
        var best = new MultiStart(trainer, s => TrainAnalysis.StartOf(inputs with { Seed = s }), quantity).Run(
            [.. Enumerable.Range(0, invocation.SmallInteger(starts)).Select(k => inputs.Seed + (ulong)k)],
            keep: 1,
            team,
            (s, result) => runs.Add(TrainOutcome.Start(s, result.AtBest(quantity))),
            s => keeper?.For(s).Read(),
            (s, state) => keeper?.For(s).Write(state),
            progress
        );
        bestSeed = best.Count > 0 ? best[0].Seed : null;
        return best.Count > 0
            ? best[0].Result
            : throw new InputException("no start had a finite loss; take another initializer", starts.Place);
    }

    private Subject Subject(Invocation invocation) =>
        loss.IsObjective(invocation) ? loss.ReadObjective(invocation)
        : loss.HasParameters(invocation) ? loss.Read(invocation)
        : loss.ReadLoss(invocation);

    private static bool IsDrawn(Subject subject) =>
        subject.Centre is null && subject.Source.As<IStarts>() is not { TakesInitializer: false };

    /// <summary>True where θ is a point without structure, which the result shows.</summary>
    private static bool IsPoint(Subject subject) => subject.Source.Layout.Tensors.Count == 1;

    private Outcome Asked(Invocation invocation, Subject subject)
    {
        var outcome = new Outcome();
        outcome.AddRange(subject.Description);
        if (subject.Centre is null)
        {
            outcome.Add("initializer", IsDrawn(subject) ? invocation.Call(initializer).Canonical : null);
            outcome.Add("seed", invocation.Integer(seed));
            outcome.Add("starts", invocation.Integer(starts));
        }
        heldOut.Describe(invocation, outcome);
        training.Describe(invocation, outcome);
        return outcome;
    }

    private static Flag File(string name, string description, string kind, FileUse use) =>
        new(new TextOption(name, null, description, kind)) { Use = use };
}
