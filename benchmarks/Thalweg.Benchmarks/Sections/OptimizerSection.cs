using System.Diagnostics;
using System.Globalization;
using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Benchmarks.Sections;

/// <summary>What a quasi-Newton iteration costs beside its gradients.</summary>
internal sealed class OptimizerSection : ISection
{
    private const int Iterations = 30;
    private const double Goal = 0.03;

    public string Name => "optimizers";

    public string Title => "The arithmetic of a quasi-Newton iteration beside its gradients";

    public IEnumerable<string> Measure(Session session)
    {
        var workload = Workloads.Burgers();
        var table = new Table("descent", "threads", "iteration", "its gradients", "the rest over the gradients");
        foreach (var threads in (int[])[1, 2])
        {
            using var team = new WorkerTeam(threads);
            foreach (var descent in (IDescent[])[new Lbfgs(), new Bfgs(), new SelfScaledBroyden()])
            {
                var runs = Enumerable
                    .Range(0, Math.Max(3, session.Rounds / 2))
                    .Select(_ => Run(workload, descent, team));
                var (whole, inside) = Median([.. runs]);
                var share = (whole - inside) / inside;
                var name = descent.Description.Split('(')[0];
                table.Add(name, $"{threads}", Milliseconds(whole), Milliseconds(inside), Percent(share));
                if (descent is Lbfgs)
                {
                    session.Add(
                        new Target(
                            $"L-BFGS iteration beside its gradients, P = {workload.Objective.ParameterCount}, 10 000 points, {threads} thread(s)",
                            "≤ 3 %",
                            Percent(share),
                            share <= Goal
                        )
                    );
                }
            }
        }
        yield return $"{workload.Name}, P = {workload.Objective.ParameterCount}; {Iterations} iterations with a Hager–Zhang search, the memory of "
            + $"L-BFGS (10 pairs) full for two thirds of them; medians of runs.\n\n{table}";
    }

    private static (double Whole, double Inside) Median(IReadOnlyList<(double Whole, double Inside)> runs) =>
        runs.OrderBy(r => (r.Whole - r.Inside) / r.Inside).ElementAt(runs.Count / 2);

    /// <summary>Seconds per iteration, and seconds of its gradients.</summary>
    private static (double Whole, double Inside) Run(Workload workload, IDescent descent, WorkerTeam team)
    {
        var objective = new TimedObjective(workload.Objective);
        var optimizer = new SearchOptimizer(descent, new HagerZhang());
        var trainer = new Trainer(new TrainingOptions(optimizer, Iterations) { Records = StepPlan.Ends }, objective);
        var state = trainer.Begin(workload.Parameters);
        var start = Stopwatch.GetTimestamp();
        trainer.Run(state, team);
        var whole = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (whole / Iterations, objective.Seconds / Iterations);
    }

    private static string Milliseconds(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{1e3 * seconds:F2} ms");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F2} %");
}
