using System.Diagnostics;
using Thalweg.Cli.Queues;
using Thalweg.Formats.Files;
using Thalweg.Reports;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg merge</c>: the end of a study that many processes computed.</summary>
internal sealed class MergeVerb : Verb
{
    private const int MostNames = 20;

    // So long a client of a file server may believe that a file is not there which another one has written.
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Operand folder = new("folder", "folder of results", true);

    public override string Name => "merge";

    public override string Description =>
        "Ends a study that several machines computed: says what is missing and what computes it, and writes the page of what is there";

    public override string Example => "thalweg merge results/poisson-1d";

    protected override IReadOnlyList<Operand> Operands => [folder];

    protected override int Run(Invocation invocation)
    {
        var place = invocation.Operand(folder)!;
        var terminal = invocation.Terminal;
        var study =
            (File.Exists(place) ? null : new StudyFiles(place).ReadManifest())
            ?? throw new ResultFolderException(
                $"'{place}' holds no study: give a folder that 'thalweg run STUDY.yaml --out {place}' or 'thalweg slurm' has written"
            );
        var status = Settled(study, place, terminal.Cancellation);
        TaskRecord[] missing = [.. Missing(study, status)];
        var command =
            missing.Length > 0 ? Command(study, missing, Path.GetFullPath(place), status.Failed.Count > 0) : null;
        var report = status.Done.Count > 0 ? ReportWriter.Write(place, terminal.Cancellation) : null;
        foreach (var warning in report?.Warnings ?? [])
        {
            terminal.Warn(warning);
        }
        foreach (var note in report?.Notes ?? [])
        {
            terminal.Note(note);
        }
        if (invocation.IsJson)
        {
            new Outcome
            {
                { "study", study.Name },
                { "page", report?.PagePath },
                { "answer", report?.Headline.Sentence },
                { "done", status.Done.Count },
                { "missing", missing.Select(task => task.Label).ToArray() },
                { "failed", status.Failed.Select(failure => failure.Label).ToArray() },
                { "command", command },
            }.Print(invocation);
        }
        else
        {
            Print(terminal.Output, study, status, missing, report, place, command);
        }
        return missing.Length == 0 ? ExitCode.Done : ExitCode.Incomplete;
    }

    /// <summary>Of a job of a queue that comes right after others, not before a file server has told what they wrote.</summary>
    private static StudyStatus Settled(StudyRecord study, string place, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var status = StudyStatus.Of(study, place);
        while (WriterName.Job is not null && !status.IsComplete && clock.Elapsed < LongestAbsence)
        {
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
            status = StudyStatus.Of(study, place);
        }
        return status;
    }

    private static IEnumerable<TaskRecord> Missing(StudyRecord study, StudyStatus status)
    {
        var done = status.Done.Select(task => task.Key).ToHashSet(StringComparer.Ordinal);
        return study.Tasks.Where(task => !done.Contains(task.Key));
    }

    private static string Command(StudyRecord study, IReadOnlyList<TaskRecord> missing, string place, bool hasFailed)
    {
        var retry = hasFailed ? " --retry-failed" : "";
        var queue = new QueueFolder(place);
        if (queue.Shards is { } shards && queue.Study == study.Text)
        {
            return $"sbatch --array={ArrayIds.Of(missing, shards)} {ShellWord.Of(queue.RunScript)}{retry}";
        }
        var file = ShellWord.Of(Path.Combine(place, "study.yaml"));
        return $"{ProgramCopy.Running()} run {file} --out {ShellWord.Of(place)}{retry}";
    }

    private static void Print(
        TextWriter output,
        StudyRecord study,
        StudyStatus status,
        IReadOnlyList<TaskRecord> missing,
        Report? report,
        string place,
        string? command
    )
    {
        if (report is not null)
        {
            ClosingTable.Print(output, report);
        }
        output.WriteLine(StatusText.Line(study, status));
        foreach (var line in StatusText.Details(status, place))
        {
            output.WriteLine(line);
        }
        foreach (var task in missing.Take(MostNames))
        {
            output.WriteLine($"missing  {task.Label}");
        }
        if (missing.Count > MostNames)
        {
            output.WriteLine($"missing  and {missing.Count - MostNames} more");
        }
        if (command is not null)
        {
            output.WriteLine("to compute what is missing:");
            output.WriteLine($"  {command}");
        }
        if (report is not null)
        {
            output.WriteLine(report.PagePath);
        }
    }
}
