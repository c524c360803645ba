using Thalweg.Optimization.Training;
using Thalweg.Studies;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The flags that say how a network is trained.</summary>
internal sealed class TrainFlags
{
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

    public IReadOnlyList<Flag> All => [optimizer, sampler, schedule, stop, steps, record, checkpoints];

    public TrainingOptions Options(Invocation invocation)
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
                EarlyStopping = Stops.Create(invocation.Call(stop)),
                PointsInterval = Samplers.Interval(invocation.Call(sampler)),
                PointsRounds = Samplers.MostRounds(invocation.Call(sampler)),
            }
            : throw new InputException($"expected steps from 0 to {count}, found {late}", checkpoints.Place);
    }

    private OptimizerPhases Phases(Invocation invocation)
    {
        var calls = invocation.Value<IReadOnlyList<ResolvedCall>>(optimizer);
        var isRead = invocation.IsGiven(steps) || OptimizerPhases.NeedSteps(calls);
        return OptimizerPhases.Of(calls, isRead ? invocation.Integer(steps) : null);
    }

    /// <exception cref="InputException">The objective lacks what an optimizer or a stop needs of it.</exception>
    public Trainer Trainer(Invocation invocation, TrainingOptions options, Subject subject, MonitoredObjective? points)
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

    /// <summary>What is trained on: the subject with points that follow the parameters where that is asked for.</summary>
    public Subject Sampled(Subject subject, Invocation invocation, LossFlags loss)
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

    public void Describe(Invocation invocation, Outcome outcome)
    {
        outcome.Add("optimizer", Phases(invocation).Canonical);
        outcome.Add("sampler", invocation.Call(sampler).Canonical);
        outcome.Add("schedule", invocation.Call(schedule).Canonical);
        outcome.Add("stopRule", invocation.Call(stop).Canonical);
        outcome.Add("record", invocation.Integer(record));
        outcome.Add("checkpoints", invocation.Value<long[]>(checkpoints));
    }

    private static Flag Named(string name, string standard, string description, Catalogue catalogue) =>
        new(new CallOption(name, standard, description, catalogue));
}
