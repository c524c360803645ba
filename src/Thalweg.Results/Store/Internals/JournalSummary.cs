using Thalweg.Results.Records;

namespace Thalweg.Results.Store;

/// <summary>What journals say of all processes together.</summary>
internal static class JournalSummary
{
    /// <param name="older">What was known before; a journal knows better of its own process and tasks.</param>
    public static RunRecord Of(IEnumerable<IReadOnlyList<JournalLine>> journals, RunRecord? older)
    {
        var processes = new OrderedDictionary<(string, string, string?), RunProcess>();
        foreach (var process in older?.Processes ?? [])
        {
            processes[Name(process)] = process;
        }
        var tasks = new OrderedDictionary<string, RunTask>(StringComparer.Ordinal);
        foreach (var (key, task) in older?.Tasks ?? new Dictionary<string, RunTask>())
        {
            tasks[key] = task;
        }
        var ends = new List<JournalLine>();
        foreach (var journal in journals)
        {
            RunProcess? process = null;
            foreach (var line in journal)
            {
                process = line.Worker ?? process;
                if (process is null)
                {
                    continue;
                }
                process = process with
                {
                    Seconds = line.Seconds ?? process.Seconds,
                    Ended = line.Event == JournalLine.Exit ? line.Time : null,
                };
                processes[Name(process)] = process;
                if (line is { Event: JournalLine.End, Task: not null })
                {
                    ends.Add(line);
                }
            }
        }
        foreach (var end in ends.OrderBy(line => line.Time, StringComparer.Ordinal))
        {
            tasks[end.Task!] = new RunTask(
                end.Kind ?? "",
                end.Label ?? "",
                end.TaskSeconds ?? 0,
                end.GradientEvaluations ?? 0
            )
            {
                Laps = end.Laps,
            };
        }
        return new RunRecord([.. processes.Values.OrderBy(p => p.Started, StringComparer.Ordinal)], tasks);
    }

    private static (string, string, string?) Name(RunProcess process) =>
        (process.Started, process.Machine, process.Shard);
}
