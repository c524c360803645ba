using System.Globalization;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;

namespace Thalweg.Results.Store;

/// <summary>A task that a process is at.</summary>
/// <param name="Since">UTC, ISO 8601, by the clock of that machine; null where no journal says.</param>
/// <param name="Heartbeat">When its lock was written last: UTC, ISO 8601, by the clock of the file server.</param>
public sealed record RunningTask(TaskRecord Task, string Host, string? Job, string? Since, string Heartbeat);

/// <summary>How far the study of a folder has come, read from results, locks, failures and journals; nothing but a probe of the clock is written.</summary>
/// <param name="Waiting">Neither done nor running nor failed.</param>
/// <param name="Rate">Tasks a second over the last hour; null where nothing runs or nothing was finished in it.</param>
/// <param name="SecondsLeft">What is left at the mean time of finished tasks of each kind, shared by the tasks that run; 0 where nothing is left, null until known.</param>
public sealed record StudyStatus(
    IReadOnlyList<TaskRecord> Done,
    IReadOnlyList<RunningTask> Running,
    IReadOnlyList<TaskFailure> Failed,
    IReadOnlyList<TaskRecord> Waiting,
    double? Rate,
    double? SecondsLeft
)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public bool IsComplete => Running.Count + Failed.Count + Waiting.Count == 0;

    /// <summary>Looks at every task of a study.</summary>
    /// <param name="folder">Of its results.</param>
    public static StudyStatus Of(StudyRecord study, string folder)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(folder);
        var store = ResultStore.Unchecked(folder);
        var failures = new TaskFailures(folder, "");
        var lines = Journal.ReadAll(folder).SelectMany(journal => journal).ToList();
        var begun = lines
            .Where(line => line is { Event: JournalLine.Start, Task: not null })
            .GroupBy(line => line.Task!)
            .ToDictionary(group => group.Key, group => group.Max(line => line.Time)!, StringComparer.Ordinal);
        var own = LockRecord.OfProcess();
        var (done, waiting) = (new List<TaskRecord>(), new List<TaskRecord>());
        var (running, failed) = (new List<RunningTask>(), new List<TaskFailure>());
        foreach (var task in study.Tasks)
        {
            if (!TaskKey.TryParse(task.Key, out var key))
            {
                waiting.Add(task);
            }
            else if (store.Contains(key))
            {
                done.Add(task);
            }
            else if (LockRecord.Living(store.LockPath(key), own, out var heartbeat) is { } holder)
            {
                var since = begun.GetValueOrDefault(task.Key);
                running.Add(new RunningTask(task, holder.Holder.Host, holder.Job, since, Text(heartbeat)));
            }
            else if (failures.Read(key) is { IsFinal: true } failure)
            {
                failed.Add(failure);
            }
            else
            {
                waiting.Add(task);
            }
        }
        var isAtWork = running.Count > 0;
        return new StudyStatus(
            done,
            running,
            failed,
            waiting,
            isAtWork ? RateOf(lines) : null,
            isAtWork ? LeftOf(lines, [.. waiting, .. running.Select(r => r.Task)], running.Count)
                : waiting.Count + failed.Count == 0 ? 0
                : null
        );
    }

    private static double? RateOf(List<JournalLine> lines)
    {
        var now = DateTime.UtcNow;
        var ends = lines.Where(line => line.Event == JournalLine.End).Count(line => now - Time(line) < Window);
        if (ends == 0)
        {
            return null;
        }
        var first = now - lines.Where(line => line.Event == JournalLine.Start).Select(Time).DefaultIfEmpty(now).Min();
        return ends / Math.Max(1, Math.Min(first.TotalSeconds, Window.TotalSeconds));
    }

    private static double? LeftOf(List<JournalLine> lines, List<TaskRecord> left, int running)
    {
        var ends = lines.Where(line => line is { Event: JournalLine.End, TaskSeconds: not null }).ToList();
        if (ends.Count == 0)
        {
            return null;
        }
        var mean = ends.Average(line => line.TaskSeconds!.Value);
        var byKind = ends.GroupBy(line => line.Kind ?? "")
            .ToDictionary(
                group => group.Key,
                group => group.Average(line => line.TaskSeconds!.Value),
                StringComparer.Ordinal
            );
        return left.Sum(task => byKind.GetValueOrDefault(task.Kind, mean)) / running;
    }

    private static DateTime Time(JournalLine line) =>
        DateTime.TryParse(line.Time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : DateTime.MinValue;

    private static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);
}
