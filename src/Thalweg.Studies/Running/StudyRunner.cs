using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Quadrature;
using Thalweg.Results.Store;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>A study to run, and where to.</summary>
public sealed record StudyRun(Study Study, string Folder)
{
    /// <summary>The part to run, or null for all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The text of the study file, kept as <c>study.yaml</c> beside the results; null keeps none.</summary>
    public string? Text { get; init; }

    public IProgress<StageProgress>? Progress { get; init; }
}

/// <summary>What a run of a study did.</summary>
/// <param name="Findings">Warnings that stand in the records: losses that are not finite, training that broke off.</param>
public sealed record StudyOutcome(StudyPlan Plan, RunSummary Summary, IReadOnlyList<string> Findings);

/// <summary>Runs studies: computes the results that are absent and leaves the others alone.</summary>
public static class StudyRunner
{
    // Below this many points × parameters a loss takes so few microseconds that splitting it costs more than it gains.
    private const long SplitFrom = 400_000;

    // About a second of training between checkpoints of the state at most, and never so little that saving dominates.
    private const long WorkBetweenSaves = 40_000_000;
    private const long MostStepsBetweenSaves = 500;

    /// <summary>Runs a study, or the part of it that its folder lacks.</summary>
    /// <exception cref="InputException">The pieces of the study do not fit together.</exception>
    /// <exception cref="IOException">The folder cannot be written; finished results are kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; finished results and checkpoints are kept.</exception>
    public static StudyOutcome Run(StudyRun run, WorkerTeam team)
    {
        var study = run.Study;
        var plan = StudyPlan.Expand(study, PointsHash(study));
        var work = StudyObjects.Of(study).WorkPerValue;
        var store = new ResultStore(run.Folder);
        if (run.Text is { } text)
        {
            store.WriteStudy(text);
        }
        var log = new RunLog(run.Folder, team.Threads, run.Shard?.ToString(), study.Name);
        var runner = new TaskRunner(
            store,
            log,
            () => new StudyComputation(study, StudyObjects.Of(study), SaveInterval(work)).Compute
        );
        var parallelism = work < SplitFrom ? Parallelism.AcrossTasks : Parallelism.InsideTasks;
        var tasks = plan.Of(run.Shard);
        RunSummary summary;
        try
        {
            summary = runner.Run(tasks, team, parallelism, run.Progress);
        }
        catch (OperationCanceledException)
        {
            log.Flush();
            throw;
        }
        log.End();
        return new StudyOutcome(plan, summary, Findings(store, tasks));
    }

    /// <summary>Steps between checkpoints of the training state: what a crash can cost at most.</summary>
    public static long SaveInterval(long workPerValue) =>
        Math.Clamp(WorkBetweenSaves / Math.Max(1, workPerValue), 1, MostStepsBetweenSaves);

    /// <summary>SHA-256 of the points of a <c>points:FILE.npz</c> quadrature, null for other quadratures.</summary>
    public static string? PointsHash(Study study) =>
        study.Quadrature.Name == "points" ? PointFileRule.Load(study.Quadrature.Word("file")).Fingerprint : null;

    private static List<string> Findings(ResultStore store, IReadOnlyList<StudyTask> tasks)
    {
        var findings = new List<string>();
        foreach (var task in tasks)
        {
            if (store.TryRead(task.Key, out _) is { } result)
            {
                var warnings = result.Record.GetProperty("provenance").GetProperty("warnings");
                findings.AddRange(warnings.EnumerateArray().Select(w => $"{task.Label}: {w.GetString()}"));
            }
        }
        return findings;
    }
}
