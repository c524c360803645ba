using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>A study to run, and where to.</summary>
public sealed record StudyRun(Study Study, string Folder)
{
    /// <summary>The part to run, or null for all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Whether a shard that has nothing left takes what no other shard of the folder has begun.</summary>
    public bool TakesOthers { get; init; }

    /// <summary>Writes also into a folder that holds files of somebody else; those with names of results are replaced.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Tries also what this program failed at before.</summary>
    public bool RetriesFailed { get; init; }

    /// <summary>Number of a process of this job that was killed: what it was at is tried once more, and no more after that. Null for none.</summary>
    public int? KilledProcess { get; init; }

    public IProgress<StageProgress>? Progress { get; init; }
}

/// <summary>What a run of a study did.</summary>
/// <param name="Findings">Warnings that stand in the records: losses that are not finite, training that broke off; not that
/// one reached the limit of double precision.</param>
/// <param name="Warnings">Sentences on what else lies in the folder.</param>
public sealed record StudyOutcome(
    StudyPlan Plan,
    RunSummary Summary,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<string> Warnings
);

/// <summary>Runs studies: computes the results that are absent and leaves the others alone.</summary>
public static class StudyRunner
{
    /// <summary>Runs a study, or the part of it that its folder lacks.</summary>
    /// <exception cref="InputException">The pieces of the study do not fit together.</exception>
    /// <exception cref="ResultFolderException">The folder holds what no study wrote; nothing is computed.</exception>
    /// <exception cref="IOException">The folder cannot be written; finished results are kept.</exception>
    /// <exception cref="ExternalProcessException">A program that computes a loss failed; finished results and checkpoints are kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; finished results and checkpoints are kept.</exception>
    public static StudyOutcome Run(StudyRun run, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(team);
        var (plan, store, manifest, text) = Open(run, team.Threads);
        var failures = new TaskFailures(run.Folder, ProgramIdentity.Sha256);
        if (run.KilledProcess is { } killed)
        {
            failures.NoteKill(killed);
        }
        var log = new RunLog(run.Folder, team.Threads, run.Shard?.ToString());
        var tasks = plan.Of(run.Shard);
        var others = run is { TakesOthers: true, Shard: { } shard } ? plan.Others(shard) : [];
        var runner = new TaskRunner(store, log) { Failures = failures, RetriesFailed = run.RetriesFailed };
        RunSummary summary;
        try
        {
            summary = runner.Run(tasks, team, LaneRule.Of(plan), run.Progress, others);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ExternalProcessException)
        {
            log.Flush();
            throw;
        }
        log.End();
        // Another study may have begun in this folder meanwhile; the page is that of the one that ended last.
        var files = new StudyFiles(run.Folder);
        files.Adopt(manifest, text);
        TimingRatios.Write(plan, files);
        return new StudyOutcome(plan, summary, Findings(store, tasks), [.. EarlierFormat(store)]);
    }

    /// <summary>Makes a folder that of a study, without computing anything: for processes that are to run later, here or elsewhere.</summary>
    /// <returns>All tasks of the study.</returns>
    /// <exception cref="InputException">The pieces of the study do not fit together.</exception>
    /// <exception cref="ResultFolderException">The folder holds what no study wrote.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static StudyPlan Prepare(StudyRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Open(run, threads: null).Plan;
    }

    /// <param name="threads">That memory is to suffice for; null where it is that of another machine.</param>
    private static (StudyPlan Plan, ResultStore Store, StudyRecord Manifest, string Text) Open(
        StudyRun run,
        int? threads
    )
    {
        if ((run.MayReplace ? null : FolderClaim.Refusal(run.Folder)) is { } refusal)
        {
            throw new ResultFolderException(refusal);
        }
        if (FolderClaim.Obstacle(run.Folder) is { } obstacle)
        {
            throw new ResultFolderException(obstacle);
        }
        var plan = StudyPlan.Expand(run.Study);
        if (threads is { } count)
        {
            StudyMemory.Require(plan, count);
        }
        var store = new ResultStore(run.Folder, plan.Tasks.Count);
        store.Sweep();
        var files = new StudyFiles(run.Folder);
        var text = SchemaLine.Beside(run.Study.Text, out var namesSchema);
        var manifest = StudyManifest.Of(plan, text, files);
        files.Adopt(manifest, text);
        if (namesSchema)
        {
            files.WriteSchema(StudySchema.Text());
        }
        return (plan, store, manifest, text);
    }

    private static IEnumerable<string> EarlierFormat(ResultStore store)
    {
        var count = store.CountOfOtherFormats();
        if (count > 0)
        {
            yield return $"'{store.Folder}' holds results in another format ({count}), which are left alone; remove them, or give "
                + "another folder with --out";
        }
    }

    private static List<Finding> Findings(ResultStore store, IReadOnlyList<StudyTask> tasks)
    {
        var findings = new List<Finding>();
        foreach (var task in tasks)
        {
            if (store.TryRead(task.Key, out _) is { } result)
            {
                var warnings = result.Record.GetProperty("provenance").GetProperty("warnings");
                findings.AddRange(
                    warnings
                        .EnumerateArray()
                        .Select(w => w.GetString()!)
                        .Where(w => Finding.IsOne(w, result.Inputs))
                        .Select(w => new Finding(task.Label, w))
                );
            }
        }
        return findings;
    }
}
