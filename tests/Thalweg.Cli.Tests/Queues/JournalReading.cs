using System.Text.Json;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>What the journals of a folder say, read as anybody may.</summary>
internal sealed record JournalReading(IReadOnlyList<JournalReading.Process> Processes)
{
    /// <summary>One run of the program.</summary>
    /// <param name="Job">Of the queue, by the name of the file.</param>
    /// <param name="Started">Tasks in the order in which they were begun.</param>
    /// <param name="IsSaved">Whether saving a state was the last that it did, as on the way out.</param>
    /// <param name="HasEnded">False where it was interrupted.</param>
    public sealed record Process(
        string Job,
        IReadOnlyList<string> Started,
        IReadOnlyList<string> Ended,
        bool IsSaved,
        bool HasEnded
    )
    {
        public required IReadOnlyList<Step> Steps { get; init; }
    }

    /// <summary>An event of a task with the gradients that were spent on it until then.</summary>
    public sealed record Step(string Task, string Event, string Time, long Gradients);

    /// <summary>Gradients that were taken after a last checkpoint and again: what had been spent on a task when it was gone on with, less what
    /// had been when its state was saved last.</summary>
    public long Repeated
    {
        get
        {
            var (repeated, saved) = (0L, new Dictionary<string, long>());
            foreach (
                var step in Processes
                    .SelectMany(process => process.Steps)
                    .OrderBy(step => step.Time, StringComparer.Ordinal)
            )
            {
                repeated += step.Event == "start" ? step.Gradients - saved.GetValueOrDefault(step.Task) : 0;
                saved[step.Task] = step.Event == "checkpoint" ? step.Gradients : saved.GetValueOrDefault(step.Task);
            }
            return repeated;
        }
    }

    public static JournalReading Of(string folder) =>
        new([
            .. Directory
                .GetFiles(Path.Combine(folder, "results", "journal"))
                .Order(StringComparer.Ordinal)
                .Select(file => Read(file)),
        ]);

    /// <summary>How often each task was begun.</summary>
    public IReadOnlyDictionary<string, int> Starts => Count(process => process.Started);

    public IReadOnlyDictionary<string, int> Ends => Count(process => process.Ended);

    private Dictionary<string, int> Count(Func<Process, IEnumerable<string>> tasks) =>
        Processes.SelectMany(tasks).GroupBy(task => task).ToDictionary(group => group.Key, group => group.Count());

    private static Process Read(string file)
    {
        var lines = File.ReadAllLines(file)
            // A process that is killed may leave half a line.
            .Where(line => line.EndsWith('}'))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        List<string> Tasks(string kind) =>
            [.. lines.Where(line => Event(line) == kind).Select(line => line.GetProperty("task").GetString()!)];
        return new Process(
            Path.GetFileName(file).Split('-')[^4],
            Tasks("start"),
            Tasks("end"),
            lines.Count > 0 && Event(lines[^1]) == "checkpoint",
            lines.Exists(line => Event(line) == "exit")
        )
        {
            Steps =
            [
                .. lines
                    .Where(line => line.TryGetProperty("task", out _))
                    .Select(line => new Step(
                        line.GetProperty("task").GetString()!,
                        Event(line),
                        line.GetProperty("time").GetString()!,
                        line.GetProperty("gradientEvaluations").GetInt64()
                    )),
            ],
        };
    }

    private static string Event(JsonElement line) => line.GetProperty("event").GetString()!;
}
