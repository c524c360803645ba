using System.Diagnostics;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Terms;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>What a study will cost.</summary>
/// <param name="Tasks">Number of tasks.</param>
/// <param name="Chains">Number of training runs.</param>
/// <param name="Work">Gradients and loss values of all tasks together.</param>
/// <param name="Seconds">Rough wall time on the given threads, from a short measurement.</param>
/// <param name="Plans">How each term of each formulation is evaluated, by label.</param>
public sealed record StudyEstimate(
    int Tasks,
    int Chains,
    TaskWork Work,
    double Seconds,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<TermPlan>>> Plans
)
{
    private const double WarmUpSeconds = 0.3;
    private const double MeasuredSeconds = 0.1;

    /// <summary>Counts the work of a study and times one loss and one gradient of each formulation.</summary>
    /// <exception cref="InputException">The pieces of the study do not fit together.</exception>
    public static StudyEstimate Of(Study study, WorkerTeam team)
    {
        var plan = StudyPlan.Expand(study, StudyRunner.PointsHash(study));
        var objects = StudyObjects.Of(study);
        var parameters = objects.Start(study.Seeds[0]);
        var gradient = new double[parameters.Length];
        var loss = new double[1];
        var plans = new List<KeyValuePair<string, IReadOnlyList<TermPlan>>>();
        var (perGradient, perValue) = (0.0, 0.0);
        foreach (var formulation in study.Formulations)
        {
            var objective = objects.Objective(formulation);
            if (objective is PdeObjective made)
            {
                plans.Add(KeyValuePair.Create(formulation.Brief, made.Plans));
            }
            perGradient += Time(() => objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential), team);
            perValue += Time(() => objective.Values(parameters, loss, default, default, WorkerTeam.Sequential), team);
        }
        var work = plan.Work;
        var seconds = ((perGradient * work.Gradients) + (perValue * work.Values)) / study.Formulations.Count;
        var chains = study.Formulations.Count * study.Seeds.Count;
        return new StudyEstimate(plan.Tasks.Count, chains, work, seconds / team.Threads, plans);
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
