using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Thalweg.Formats.Files;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;

namespace Thalweg.Results.Store;

/// <summary>
/// Keeps times, machine, thread count and evaluations spent: each process in a journal of its own, <c>results/journal/</c>, and all of them
/// together in <c>run.json</c>, written anew where a process begins and ends. No lock is needed: what one process writes over is still in the journals.
/// </summary>
public sealed class RunLog
{
    private readonly string folder;
    private readonly Journal journal;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();

    /// <summary>Registers this process.</summary>
    /// <param name="shard"><c>i/N</c> or null.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public RunLog(string folder, int threads, string? shard)
    {
        ArgumentNullException.ThrowIfNull(folder);
        this.folder = folder;
        journal = new Journal(folder);
        Append(
            new JournalLine(JournalLine.Process, Now())
            {
                Worker = new RunProcess(
                    Now(),
                    null,
                    0,
                    Environment.MachineName,
                    RuntimeInformation.OSDescription,
                    RuntimeInformation.FrameworkDescription,
                    Vectors(),
                    Environment.ProcessorCount,
                    threads,
                    shard,
                    typeof(RunLog)
                        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                        ?.InformationalVersion
                        ?? "unknown"
                ),
            }
        );
        Flush();
    }

    public static string PathIn(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Path.Combine(folder, "run.json");
    }

    /// <summary>Reads the log of a folder; an absent or damaged one is empty, since no result depends on it.</summary>
    public static RunRecord Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            return TryRead(folder) ?? JournalSummary.Of(Journal.ReadAll(folder), null);
        }
        catch (JsonException)
        {
            return JournalSummary.Of(Journal.ReadAll(folder), null);
        }
    }

    /// <summary>Reads the log of a folder; null where there is none, or where it may not be read.</summary>
    /// <exception cref="JsonException">It is no such log.</exception>
    public static RunRecord? TryRead(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            using var document = JsonDocument.Parse(RegularFile.ReadAllBytes(PathIn(folder)));
            var log = RecordJson.Read<RunRecord>(document.RootElement);
            return log.Processes.Contains(null) || log.Tasks.Values.Contains(null)
                ? throw new JsonException("a process or a task is null")
                : JournalSummary.Of(Journal.ReadAll(folder), log);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Notes that a task is begun, or gone on with.</summary>
    /// <param name="gradientEvaluations">Spent on it by earlier processes.</param>
    public void Begin(TaskIdentity task, string label, long gradientEvaluations)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(label);
        Append(Line(JournalLine.Start, task, gradientEvaluations) with { Kind = task.Kind, Label = label });
    }

    /// <summary>Notes that the state of a task is saved.</summary>
    /// <param name="gradientEvaluations">Spent on it so far.</param>
    public void Saved(TaskIdentity task, long gradientEvaluations)
    {
        ArgumentNullException.ThrowIfNull(task);
        Append(Line(JournalLine.Checkpoint, task, gradientEvaluations));
    }

    /// <summary>Notes a task that was computed.</summary>
    /// <param name="label">Short description for people.</param>
    /// <param name="laps">Seconds of its parts; null where none were timed.</param>
    public void Add(
        TaskIdentity task,
        string label,
        TimeSpan time,
        long gradientEvaluations,
        IReadOnlyList<double>? laps = null
    )
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(label);
        Append(
            Line(JournalLine.End, task, gradientEvaluations) with
            {
                Kind = task.Kind,
                Label = label,
                TaskSeconds = time.TotalSeconds,
                Laps = laps,
            }
        );
    }

    /// <summary>Writes <c>run.json</c> anew.</summary>
    public void Flush()
    {
        lock (gate)
        {
            StoreFile.Write(
                PathIn(folder),
                JsonSerializer.SerializeToUtf8Bytes(Read(folder), RecordJson.Default.RunRecord)
            );
        }
    }

    /// <summary>Notes that this process has come to its end.</summary>
    public void End()
    {
        Append(new JournalLine(JournalLine.Exit, Now()));
        Flush();
    }

    private static JournalLine Line(string what, TaskIdentity task, long gradientEvaluations) =>
        new(what, Now()) { Task = task.Key.Hex, GradientEvaluations = gradientEvaluations };

    // Evaluations that a power failure may forget are counted in the partial state; a journal need not wait for the disk.
    private void Append(JournalLine line) =>
        journal.Append(line with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) }, isDurable: false);

    private static string Now() => DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    private static string Vectors() =>
        Vector512.IsHardwareAccelerated ? "512 bits"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "none";
}
