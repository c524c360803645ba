using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
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
    private readonly Flag weighting = Named(
        "weighting",
        Weightings.Fixed,
        "how the weights of terms or points change, beyond those that the loss states",
        Weightings.Catalogue
    );
    private readonly Flag curriculum = Named(
        "curriculum",
        Curricula.None,
        "phases before those of the optimizers, on losses that lead to this one",
        Curricula.Catalogue
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

    public IReadOnlyList<Flag> All =>
        [optimizer, sampler, weighting, curriculum, schedule, stop, steps, record, checkpoints];

    /// <summary>The settings of a run of a loss; its points follow the parameters where that is asked for.</summary>
    /// <exception cref="InputException">The loss lacks what a setting needs of it.</exception>
    public TrainInputs Inputs(Invocation invocation, Subject subject)
    {
        var phases = Phases(invocation);
        var kept = CheckpointsOf(invocation);
        if (kept.FirstOrDefault(step => step > phases.Steps, -1) is var late && late >= 0)
        {
            throw new InputException($"expected steps from 0 to {phases.Steps}, found {late}", checkpoints.Place);
        }
        if (!phases.Create().Any(phase => phase.Optimizer is StepOptimizer))
        {
            invocation.Refuse("for optimizers without a learning rate", schedule);
        }
        var call = invocation.Call(sampler);
        var source = subject.Source;
        if (call.Name != "none")
        {
            source =
                source.As<IPoints>()?.WithSampler(call)
                ?? throw new InputException("has no meaning for a loss without points; leave it out", sampler.Place);
        }
        if (Curriculum(invocation) is { } stages)
        {
            var faults = TrainAnalysis
                .CurriculumFaults(stages, subject.Source, phases, invocation.Call(weighting), call)
                .ToList();
            if (faults.Count > 0)
            {
                throw new InputException(faults);
            }
        }
        return new TrainInputs
        {
            Source = source,
            Others = [.. subject.Sources.Skip(1)],
            Optimizer = phases,
            Weighting = invocation.Call(weighting) is { Name: not Weightings.Fixed } given ? given : null,
            Curriculum = Curriculum(invocation),
            Schedule = invocation.Call(schedule),
            Stop = invocation.Call(stop),
            Record = invocation.Integer(record),
            Checkpoints = [.. kept.Append(phases.Steps).Distinct().Order()],
            Keep = Stops.Kept[0],
        };
    }

    private OptimizerPhases Phases(Invocation invocation)
    {
        var calls = invocation.Value<IReadOnlyList<ResolvedCall>>(optimizer);
        var isRead = invocation.IsGiven(steps) || OptimizerPhases.NeedSteps(calls);
        return OptimizerPhases.Of(calls, isRead ? invocation.Integer(steps) : null).After(Curriculum(invocation));
    }

    private ResolvedCall? Curriculum(Invocation invocation) =>
        invocation.Call(curriculum) is { Name: not Curricula.None } given ? given : null;

    /// <summary>The steps whose parameters are kept, as they were asked for.</summary>
    public IReadOnlyList<long> CheckpointsOf(Invocation invocation) => invocation.Value<long[]>(checkpoints);

    public void Describe(Invocation invocation, Outcome outcome)
    {
        outcome.Add("optimizer", Phases(invocation).Canonical);
        outcome.Add("sampler", invocation.Call(sampler).Canonical);
        outcome.Add("weighting", invocation.Call(weighting).Canonical);
        outcome.Add("curriculum", invocation.Call(curriculum).Canonical);
        outcome.Add("schedule", invocation.Call(schedule).Canonical);
        outcome.Add("stopRule", invocation.Call(stop).Canonical);
        outcome.Add("record", invocation.Integer(record));
        outcome.Add("checkpoints", CheckpointsOf(invocation));
    }

    private static Flag Named(string name, string standard, string description, Catalogue catalogue) =>
        new(new CallOption(name, standard, description, catalogue));
}
