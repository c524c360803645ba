using Thalweg.Reports;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Running;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg run</c>: runs a study and writes its page.</summary>
internal sealed class RunVerb : Verb
{
    private readonly Operand file = new("study", "study file (YAML)", true);
    private readonly Flag folder = new(
        new TextOption("out", null, "folder for results and page [default: results/NAME of the study]", "a folder"),
        "folder"
    );
    private readonly Flag shard = new(
        new TextOption("shard", null, "part i of N: the training chains i mod N with all that hangs on them", "i/N"),
        "i/N"
    );
    private readonly Switch share = new(
        "share",
        "of a shard: the folder is that of all shards, and what none of them has begun is taken once the own part is done"
    );
    private readonly Switch force = new("force", "write into a folder that holds other files, too");
    private readonly Switch retry = new("retry-failed", "try again what this program failed at before");
    private readonly Flag killed = new(
        new IntegerOption(
            "after-kill",
            null,
            "of a job: its process with this number was killed, as happens where memory runs out; what it was at is tried once more, and no more after that"
        )
        {
            Maximum = int.MaxValue,
            IsOptional = true,
        }
    );
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "run";

    public override string Description =>
        "Runs a study, or what its folder lacks of it, and writes the page; stopped at any moment, it goes on from there";

    public override string Example => "thalweg run studies/poisson-1d.yaml";

    protected override IReadOnlyList<Operand> Operands => [file];

    protected override IReadOnlyList<Flag> Flags => [folder, shard, killed, threads];

    protected override IReadOnlyList<Switch> Switches => [share, retry, force];

    protected override int Run(Invocation invocation)
    {
        var study = invocation.Study(file);
        var target = invocation.TextOrNull(folder) ?? Path.Combine("results", study.Name);
        FileClaims.Check(Files(study, target));
        var part = invocation.TextOrNull(shard) is { } text ? Shard.Parse(text) : null;
        if (part is null && invocation.IsSet(share))
        {
            throw new InputException(
                "there is no --shard whose folder could be shared; give --shard i/N, or leave --share out",
                new SourceLocation("--share", 0, 0)
            );
        }
        try
        {
            return Run(invocation, study, target, part);
        }
        catch (OperationCanceledException)
        {
            invocation.Terminal.Error.WriteLine("interrupted; the same command goes on from here");
            return ExitCode.Interrupted;
        }
        catch (ExternalProcessException)
        {
            invocation.Terminal.Error.WriteLine(
                "stopped; what was computed is kept, and the same command goes on from there"
            );
            throw;
        }
    }

    /// <summary>What is read, and what is replaced each time; the study file of a folder is what it was read from.</summary>
    private IEnumerable<FileClaim> Files(Study study, string target)
    {
        yield return new FileClaim(study.Path, FileUse.Read, "the study");
        foreach (var input in study.Inputs.SelectMany(i => i.Names.Select(n => i.Path ?? Path.Combine(i.Folder, n))))
        {
            yield return new FileClaim(input, FileUse.Read, "the study");
        }
        foreach (var name in FolderClaim.Replaced)
        {
            yield return new FileClaim(Path.Combine(target, name), FileUse.Written, folder.Name);
        }
    }

    private int Run(Invocation invocation, Study study, string target, Shard? part)
    {
        using var team = invocation.Team(threads);
        var outcome = Progress.During(
            invocation.Terminal,
            progress =>
                StudyRunner.Run(
                    new StudyRun(study, target)
                    {
                        Shard = part,
                        TakesOthers = invocation.IsSet(share),
                        MayReplace = invocation.IsSet(force),
                        RetriesFailed = invocation.IsSet(retry),
                        KilledProcess = invocation.IsGiven(killed) ? invocation.SmallInteger(killed) : null,
                        Progress = progress.ForStudy(),
                    },
                    team
                )
        );
        // Shards end at any time and side by side: the page is that of all results, and written once they are there.
        var report = part is null ? ReportWriter.Write(target, invocation.Terminal.Cancellation) : null;
        foreach (
            var warning in outcome
                .Warnings.Concat(outcome.Summary.Warnings)
                .Concat(Finding.Once(outcome.Findings))
                .Concat(report?.Alarms ?? [])
        )
        {
            invocation.Terminal.Warn(warning);
        }
        foreach (var note in report?.Notes ?? [])
        {
            invocation.Terminal.Note(note);
        }
        if (outcome.Summary.Unready.Count > 0)
        {
            invocation.Terminal.Warn(
                outcome.Summary.Failed.Count > 0
                    ? $"{outcome.Summary.Unready.Count} tasks wait for results of those that failed or of other shards"
                    : $"{outcome.Summary.Unready.Count} tasks wait for results of other shards; "
                        + "run without --shard when their files are in the folder"
            );
        }
        foreach (var failure in outcome.Summary.Failed)
        {
            invocation.Terminal.Error.WriteLine(
                $"error: '{failure.Label}' failed: {failure.Message}; its like is not tried again without --retry-failed"
            );
        }
        Print(invocation, study, target, part, outcome, report);
        return outcome.Summary.Failed.Count > 0 ? ExitCode.Internal
            : outcome.Findings.Count + (report?.Alarms.Count ?? 0) == 0 ? ExitCode.Done
            : ExitCode.Doubtful;
    }

    private static void Print(
        Invocation invocation,
        Study study,
        string target,
        Shard? part,
        StudyOutcome outcome,
        Report? report
    )
    {
        var tasks = outcome.Summary;
        if (invocation.IsJson)
        {
            new Outcome
            {
                { "study", study.Name },
                { "folder", target },
                { "page", report?.PagePath },
                { "answer", report?.Headline.Sentence },
                { "summary", report is null ? null : ClosingTable.Cells(report.Summary) },
                { "shard", part?.ToString() },
                { "tasksComputed", tasks.Computed },
                { "tasksReused", tasks.Reused },
                { "tasksWaiting", tasks.Unready.Count },
                { "failed", tasks.Failed.Select(f => f.Label).ToArray() },
                { "findings", outcome.Findings.Select(f => f.ToString()).ToArray() },
            }.Print(invocation);
            return;
        }
        if (report is not null)
        {
            ClosingTable.Print(invocation.Terminal.Output, report);
        }
        invocation.Terminal.Output.WriteLine(
            $"{study.Name}{(part is null ? "" : $", shard {part}")}: {tasks.Computed} tasks computed, {tasks.Reused} reused, {tasks.Unready.Count} waiting"
        );
        invocation.Terminal.Output.WriteLine(
            report?.PagePath
                ?? $"no page yet: run without --shard, or 'thalweg report {target}', once all shards have ended"
        );
    }
}
