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
/// <param name="Seconds">Rough wall time on the given threads of a machine that does nothing else, from the first steps of each training and from batches
/// of losses; where an optimizer ends before its last step, it takes less.</param>
/// <param name="Bytes">Of memory that it takes at once where it takes most, beside the program itself.</param>
/// <param name="Plans">How each term of each loss is evaluated, by the name of the loss.</param>
public sealed record StudyEstimate(
    IReadOnlyList<string> Variants,
    int Tasks,
    int Chains,
    TaskWork Work,
    double Seconds,
    double Bytes,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<TermPlan>>> Plans
)
{
    private const double WarmUpSeconds = 0.2;
    private const double MeasuredSeconds = 0.02;
    private const int Repeats = 5;
    private const double SlowSeconds = 0.2;

    // Losses are asked for in batches.
    private const int Batch = 32;

    // Start of the program, its code compiled as it is met, and the page.
    private const double Beside = 1;

    /// <summary>Counts the work of a study, and times losses and the first steps of each training.</summary>
    /// <remarks>Cost: about half a second for each optimizer of each variant and for each loss, up to 3 s where steps take long; a step and a batch of
    /// losses at least.</remarks>
    /// <exception cref="InputException">The pieces of the study do not fit together.</exception>
    public static StudyEstimate Of(Study study, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(team);
        var plan = StudyPlan.Expand(study);
        StudyMemory.Require(plan, team.Threads);
        var objectives = new ObjectivePool();
        var plans = new List<KeyValuePair<string, IReadOnlyList<TermPlan>>>();
        using var single = new WorkerTeam(1, team.Cancellation);
        var isAcross = LaneRule.Of(plan) == Parallelism.AcrossTasks;
        var (lanes, own) = isAcross ? (team.Threads, single) : (1, team);
        var values = new Dictionary<string, (double Plain, double Measured)>();
        foreach (var source in plan.Chains.Sources)
        {
            var objective = objectives.Of(source);
            if (source.As<IPlans>() is { } planned)
            {
                plans.Add(KeyValuePair.Create(plan.Chains.NameOf(source), planned.Plans(objective)));
            }
            using var others = NeighboursOf(plan, source, lanes);
            var start = StartOf(study, source);
            values[plan.Chains.NameOf(source)] = (
                Time(objective, start, false, own),
                Time(objective, start, true, own)
            );
        }
        var (training, longest) = (0.0, 0.0);
        foreach (var variant in study.Variants.Where(v => plan.Chains.Of(v).First().Train.ComesWith is null))
        {
            using var others = NeighboursOf(plan, variant.Source, lanes);
            var sharing = plan.Chains.SharingParameters(variant.Source);
            var seconds = TrainingTime.Of(TrainAnalysis.InputsOf(variant, study.Seeds[0], sharing), own);
            training += seconds * study.Seeds.Count;
            longest = Math.Max(longest, seconds);
        }
        var looking = plan
            .Tasks.Where(task => task.Kind != TrainAnalysis.Instance.Kind)
            .Sum(task => Looking(task, values));
        return new StudyEstimate(
            [.. study.Variants.Select(v => v.Label)],
            plan.Tasks.Count,
            plan.Chains.All.Count,
            plan.Work,
            Math.Max(training / lanes, longest) + (looking / lanes) + Beside,
            StudyMemory.Peak(plan, team.Threads),
            plans
        );
    }

    /// <summary>Seconds of a task that looks at what training found.</summary>
    private static double Looking(StudyTask task, Dictionary<string, (double Plain, double Measured)> values)
    {
        // Along lines and on planes the errors of the solution are seen, too.
        var isMeasured = task.Kind is "slice" or "surface" or "line";
        double Of((double Plain, double Measured) value) => isMeasured ? value.Measured : value.Plain;
        return task.Work.Units
            * (task.Loss is { } loss && values.TryGetValue(loss, out var one) ? Of(one) : values.Values.Average(Of));
    }

    private static Neighbours? NeighboursOf(StudyPlan plan, Source source, int lanes) =>
        Math.Min(lanes, plan.Chains.All.Count) - 1 is > 0 and var count && source is not ExternalSource
            ? new Neighbours(source, StartOf(plan.Study, source), count)
            : null;

    private static double[] StartOf(Study study, Source source)
    {
        var variant = study.Variants.First(v => v.Source.Equals(source));
        return source.As<IStarts>()?.Start(variant.Train.Initializer, study.Seeds[0])
            ?? new double[source.Layout.Count];
    }

    /// <summary>Seconds of one loss: of a batch, unless one alone takes long.</summary>
    private static double Time(IObjective objective, double[] parameters, bool isMeasured, WorkerTeam team)
    {
        var one = Losses(1);
        if (Repeat(one, 0, team) > SlowSeconds && Repeat(one, 0, team) is > SlowSeconds and var slow)
        {
            return slow;
        }
        var evaluate = Losses(Batch);
        Repeat(evaluate, WarmUpSeconds, team);
        // What else the machine does can only add.
        return Enumerable.Range(0, Repeats).Min(_ => Repeat(evaluate, MeasuredSeconds, team)) / Batch;

        Action Losses(int count)
        {
            var batch = Enumerable.Repeat(parameters, count).SelectMany(p => p).ToArray();
            var losses = new double[count];
            var terms = new double[isMeasured ? count * objective.TermNames.Count : 0];
            var metrics = new double[isMeasured ? count * objective.MetricNames.Count : 0];
            return () => objective.Values(batch, losses, terms, metrics, team);
        }
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
