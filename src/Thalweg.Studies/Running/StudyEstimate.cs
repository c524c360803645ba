using System.Diagnostics;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Terms;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>What a study will cost.</summary>
/// <param name="Variants">Labels of what is compared.</param>
/// <param name="Tasks">Number of tasks.</param>
/// <param name="Chains">Number of training runs.</param>
/// <param name="Work">Gradients and loss values of all tasks together.</param>
/// <param name="Seconds">Rough wall time on the given threads, from a short measurement.</param>
/// <param name="Plans">How each term of each loss is evaluated, by the name of the loss.</param>
public sealed record StudyEstimate(
    IReadOnlyList<string> Variants,
    int Tasks,
    int Chains,
    TaskWork Work,
    double Seconds,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<TermPlan>>> Plans
)
{
    private const double WarmUpSeconds = 0.3;
    private const double MeasuredSeconds = 0.1;

    /// <summary>Counts the work of a study and times one loss and one gradient of each of its losses.</summary>
    /// <exception cref="InputException">The pieces of the study do not fit together.</exception>
    public static StudyEstimate Of(Study study, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(team);
        var plan = StudyPlan.Expand(study);
        StudyMemory.Require(plan, team.Threads);
        var objectives = new ObjectivePool();
        var plans = new List<KeyValuePair<string, IReadOnlyList<TermPlan>>>();
        var (perGradient, perValue) = (0.0, 0.0);
        var losses = plan.Chains.Sources;
        foreach (var source in losses)
        {
            var objective = objectives.Of(source);
            if (source.As<IPlans>() is { } planned)
            {
                plans.Add(KeyValuePair.Create(plan.Chains.NameOf(source), planned.Plans(objective)));
            }
            var (gradient, value) = Time(objective, StartOf(study, source), team);
            perGradient += gradient;
            perValue += value;
        }
        var work = plan.Work;
        var seconds = ((perGradient * work.Gradients) + (perValue * work.Values)) / losses.Count;
        return new StudyEstimate(
            [.. study.Variants.Select(v => v.Label)],
            plan.Tasks.Count,
            plan.Chains.All.Count,
            work,
            seconds / team.Threads,
            plans
        );
    }

    private static double[] StartOf(Study study, Source source)
    {
        var variant = study.Variants.First(v => v.Source.Equals(source));
        return source.As<IStarts>()?.Start(variant.Train.Initializer, study.Seeds[0])
            ?? new double[source.Layout.Count];
    }

    private static (double Gradient, double Value) Time(IObjective objective, double[] parameters, WorkerTeam team)
    {
        var gradient = new double[parameters.Length];
        var loss = new double[1];
        using var single = new WorkerTeam(1, team.Cancellation);
        return (
            Time(() => objective.Gradient(parameters, gradient, default, single), team),
            Time(() => objective.Values(parameters, loss, default, default, single), team)
        );
    }

    private static double Time(Action evaluate, WorkerTeam team)
    {
        Repeat(evaluate, WarmUpSeconds, team);
        return Repeat(evaluate, MeasuredSeconds, team);
    }

    private static double Repeat(Action evaluate, double seconds, WorkerTeam team)
    {
        var clock = Stopwatch.StartNew();
        var count = 0;
        do
        {
            team.Cancellation.ThrowIfCancellationRequested();
            evaluate();
            count++;
        } while (clock.Elapsed.TotalSeconds < seconds);
        return clock.Elapsed.TotalSeconds / count;
    }
}
