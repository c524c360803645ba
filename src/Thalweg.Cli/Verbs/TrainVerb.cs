using System.Diagnostics;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Arrays;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Trajectories;
using Thalweg.Pde.Diagnostics;
using Thalweg.Studies;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg train</c>: one training run.</summary>
internal sealed class TrainVerb : Verb
{
    private const long StepsBetweenSaves = 500;
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(5);

    private readonly LossFlags loss = new();
    private readonly Flag initializer = Named(
        "initializer",
        "xavier-normal",
        "start parameters",
        Initializers.Catalogue
    );
    private readonly Flag optimizer = new(
        new CallSequenceOption(
            "optimizer",
            "adam",
            "how parameters are changed; several separated by ';' take over from each other",
            Optimizers.Catalogue
        )
    );
    private readonly Flag sampler = Named(
        "sampler",
        "none",
        "how the points inside the domain follow the parameters",
        Samplers.Catalogue
    );
    private readonly Flag schedule = Named(
        "schedule",
        "constant",
        "how the learning rate changes",
        Schedules.Catalogue
    );
    private readonly Flag stop = Named("stop", "never", "when training ends before its last step", Stops.Catalogue);
    private readonly Flag steps = new(
        new IntegerOption("steps", null, "optimizer steps; may be left out where every optimizer has its own")
        {
            Maximum = 1_000_000_000,
        }
    );
    private readonly HeldOutFlags heldOut = new();
    private readonly Flag record = new(new IntegerOption("record", "100", "steps between recorded rows"));
    private readonly Flag checkpoints = new(
        new IntegersOption(
            "checkpoints",
            "0",
            "steps whose parameters enter the trajectory; the last one always does",
            ','
        )
        {
            Minimum = 0,
        }
    );
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
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "train";

    public override string Description =>
        "Trains a network on a formulation; further --formulation flags record their losses alongside";

    public override string Example =>
        "thalweg train --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --optimizer \"adam(rate=1e-2)\" --steps 3000 --save net.safetensors";

    protected override IReadOnlyList<Flag> Flags =>
        [
            .. loss.All,
            initializer,
            optimizer,
            sampler,
            schedule,
            stop,
            steps,
            .. heldOut.All,
            record,
            checkpoints,
            save,
            trajectory,
            state,
            seed,
            threads,
        ];

    protected override int Run(Invocation invocation)
    {
        var subject = Sampled(Subject(invocation), invocation);
        var points = heldOut.Read(invocation, subject, loss);
        var options = Options(invocation) with { KeepBest = HeldOutFlags.KeepBest(points) };
        var trainer = Trainer(options, subject, points);
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
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var start = keeper?.Read() ?? trainer.Begin(subject.Parameters);
            var run = Progress.During(
                invocation.Terminal,
                progress => trainer.Run(start, team, s => keeper?.Write(s), progress.ForTraining("train"))
            );
            keeper?.Write(start);
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
        Describe(result, subject, seconds, invocation, team, warnings).Print(invocation);
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

    /// <summary>What is trained on: the subject with points that follow the parameters where that is asked for.</summary>
    private Subject Sampled(Subject subject, Invocation invocation)
    {
        var call = invocation.Call(sampler);
        if (Samplers.Create(call) is null)
        {
            return subject;
        }
        if (subject.Parts is not { } parts)
        {
            throw new InputException(
                "has no meaning with --objective, which has no points; leave it out",
                sampler.Place
            );
        }
        var trained = (parts with { Sampler = call }).Objective(invocation.Calls(loss.Formulation)[0]);
        return subject with
        {
            Objectives = [subject.Objectives[0] with { Objective = trained }, .. subject.Objectives.Skip(1)],
        };
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

    private TrainingOptions Options(Invocation invocation)
    {
        var phases = Phases(invocation);
        var count = phases.Steps;
        var kept = invocation.Value<long[]>(checkpoints);
        return kept.FirstOrDefault(step => step > count, -1) is var late && late < 0
            ? new TrainingOptions(phases.Create())
            {
                Schedule = Schedules.Create(invocation.Call(schedule)),
                Records = StepPlan.Every(invocation.Integer(record)),
                Checkpoints = StepPlan.At(kept),
                SaveInterval = StepsBetweenSaves,
                SavePeriod = BetweenSaves,
                EarlyStopping = Stops.Create(invocation.Call(stop)),
                PointsInterval = Samplers.Interval(invocation.Call(sampler)),
            }
            : throw new InputException($"expected steps from 0 to {count}, found {late}", checkpoints.Place);
    }

    private OptimizerPhases Phases(Invocation invocation)
    {
        var calls = invocation.Value<IReadOnlyList<ResolvedCall>>(optimizer);
        var isRead = invocation.IsGiven(steps) || OptimizerPhases.NeedSteps(calls);
        return OptimizerPhases.Of(calls, isRead ? invocation.Integer(steps) : null);
    }

    private Trainer Trainer(TrainingOptions options, Subject subject, MonitoredObjective? points)
    {
        try
        {
            return new Trainer(
                options,
                subject.Objective,
                [
                    .. subject.Objectives.Skip(1).Select(o => new MonitoredObjective(o.Label, o.Objective)),
                    .. points is null ? [] : new[] { points },
                ]
            );
        }
        catch (ArgumentException exception)
        {
            throw new InputException(
                exception.Message.Split(" (Parameter")[0],
                exception.ParamName == "objective" ? optimizer.Place : stop.Place,
                exception
            );
        }
    }

    private Outcome Asked(Invocation invocation, Subject subject)
    {
        var outcome = new Outcome();
        outcome.AddRange(subject.Description);
        if (subject.Parts is not null && !invocation.IsGiven(loss.Weights))
        {
            outcome.Add("initializer", invocation.Call(initializer).Canonical);
            outcome.Add("seed", invocation.Integer(seed));
        }
        heldOut.Describe(invocation, outcome);
        outcome.Add("optimizer", Phases(invocation).Canonical);
        outcome.Add("sampler", invocation.Call(sampler).Canonical);
        outcome.Add("schedule", invocation.Call(schedule).Canonical);
        outcome.Add("stopRule", invocation.Call(stop).Canonical);
        outcome.Add("record", invocation.Integer(record));
        outcome.Add("checkpoints", invocation.Value<long[]>(checkpoints));
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

    private static Flag Named(string name, string standard, string description, Catalogue catalogue) =>
        new(new CallOption(name, standard, description, catalogue));

    private static Flag File(string name, string description, string kind) =>
        new(new TextOption(name, null, description, kind));
}
