using System.Globalization;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Cli;

/// <summary>How far a study has come, as lines and as JSON.</summary>
internal static class StatusText
{
    private const int MostTasks = 20;
    private const int LogLines = 5;
    private const int LogBytes = 16_384;

    /// <summary>One line.</summary>
    public static string Line(StudyRecord study, StudyStatus status)
    {
        var total = study.Tasks.Count;
        var parts = new List<string> { $"{status.Done.Count} of {total} tasks done" };
        parts.AddRange(
            new[]
            {
                (status.Running.Count, "running"),
                (status.Failed.Count, "failed"),
                (status.Waiting.Count, "waiting"),
            }
                .Where(part => part.Count > 0)
                .Select(part => $"{part.Count} {part.Item2}")
        );
        if (status is { IsComplete: false, Rate: { } rate })
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{60 * rate:g2} a minute"));
        }
        if (status is { IsComplete: false, SecondsLeft: { } seconds })
        {
            parts.Add($"about {Duration(seconds)} left");
        }
        return $"{study.Name}: {string.Join(", ", parts)}";
    }

    /// <summary>What runs, and why tasks failed, with the end of the log of each.</summary>
    public static IEnumerable<string> Details(StudyStatus status, string folder)
    {
        foreach (var task in status.Running.Take(MostTasks))
        {
            var job = task.Job is { } number ? $", job {number}" : "";
            yield return $"running  {task.Task.Label}, on {task.Host}{job}, since {Short(task.Since)}, last heard of {Short(task.Heartbeat)}";
        }
        if (status.Running.Count > MostTasks)
        {
            yield return $"running  and {status.Running.Count - MostTasks} more";
        }
        foreach (var failure in status.Failed.Take(MostTasks))
        {
            yield return $"failed   {failure.Label}, on {failure.Host}, {Short(failure.Time)}: {failure.Message}";
            foreach (var line in Tail(failure, folder))
            {
                yield return $"         | {line}";
            }
        }
        if (status.Failed.Count > MostTasks)
        {
            yield return $"failed   and {status.Failed.Count - MostTasks} more";
        }
    }

    public static Outcome Json(StudyStatus status, string folder) =>
        new()
        {
            {
                "tasks",
                new Outcome
                {
                    { "done", status.Done.Count },
                    { "running", status.Running.Count },
                    { "failed", status.Failed.Count },
                    { "waiting", status.Waiting.Count },
                }
            },
            {
                "running",
                status
                    .Running.Select(task => new Outcome
                    {
                        { "key", task.Task.Key },
                        { "label", task.Task.Label },
                        { "host", task.Host },
                        { "job", task.Job },
                        { "since", task.Since },
                        { "heartbeat", task.Heartbeat },
                    })
                    .ToArray()
            },
            {
                "failed",
                status
                    .Failed.Select(failure => new Outcome
                    {
                        { "key", failure.Task },
                        { "label", failure.Label },
                        { "message", failure.Message },
                        { "program", failure.Program },
                        { "host", failure.Host },
                        { "job", failure.Job },
                        { "time", failure.Time },
                        { "log", Tail(failure, folder) },
                    })
                    .ToArray()
            },
            { "rate", status.Rate },
            { "secondsLeft", status.SecondsLeft },
        };

    private static string[] Tail(TaskFailure failure, string folder)
    {
        if (failure.Log is not { } log)
        {
            return [];
        }
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, log));
            stream.Position = Math.Max(0, stream.Length - LogBytes);
            using var reader = new StreamReader(stream);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LogLines)];
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Short(string? time) =>
        DateTime.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : "an unknown time";

    private static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(time.TotalDays >= 2 ? $"{(int)time.TotalDays} days" : time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min" : $"{Math.Max(1, time.Seconds)} s")}"
        );
    }
}
