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
/// Keeps <c>run.json</c>: times, machine, thread count and evaluations spent. Several processes may write to one folder; each
/// change is a read, a merge and a rename under a lock.
/// </summary>
public sealed class RunLog
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly string path;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, RunTask> pending = new(StringComparer.Ordinal);
    private RunProcess process;
    private TimeSpan written;

    /// <summary>Registers this process.</summary>
    /// <param name="shard"><c>i/N</c> or null.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public RunLog(string folder, int threads, string? shard)
    {
        ArgumentNullException.ThrowIfNull(folder);
        path = PathIn(folder);
        process = new RunProcess(
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
            typeof(RunLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? "unknown"
        );
        Write();
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
            return TryRead(folder) ?? Empty;
        }
        catch (JsonException)
        {
            return Empty;
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
                : log;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Notes a task that was computed. Training runs are written at once, so that no evaluation is forgotten; short
    /// tasks wait up to a second, because the whole file is written each time.</summary>
    /// <param name="label">Short description for people.</param>
    public void Add(TaskIdentity task, string label, TimeSpan time, long gradientEvaluations)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(label);
        lock (gate)
        {
            pending[task.Key.Hex] = new RunTask(task.Kind, label, time.TotalSeconds, gradientEvaluations);
            if (gradientEvaluations > 0 || clock.Elapsed - written > LongestWait)
            {
                Write();
            }
        }
    }

    /// <summary>Writes what is still waiting.</summary>
    public void Flush()
    {
        lock (gate)
        {
            Write();
        }
    }

    /// <summary>Notes that this process has come to its end.</summary>
    public void End()
    {
        process = process with { Ended = Now() };
        Flush();
    }

    private void Write()
    {
        using var exclusive = WaitForLock();
        var old = Read(Path.GetDirectoryName(path)!);
        process = process with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) };
        var tasks = new OrderedDictionary<string, RunTask>(old.Tasks, StringComparer.Ordinal);
        foreach (var (key, task) in pending)
        {
            tasks[key] = task;
        }
        var log = new RunRecord([.. old.Processes.Where(p => !IsThis(p)), process], tasks);
        StoreFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(log, RecordJson.Default.RunRecord));
        pending.Clear();
        written = clock.Elapsed;
    }

    private bool IsThis(RunProcess other) =>
        other.Started == process.Started && other.Machine == process.Machine && other.Shard == process.Shard;

    private TaskLock WaitForLock()
    {
        while (true)
        {
            if (TaskLock.TryTake(path + ".lock") is { } taken)
            {
                return taken;
            }
            Thread.Sleep(5);
        }
    }

    private static RunRecord Empty => new([], new OrderedDictionary<string, RunTask>());

    private static string Now() => DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    private static string Vectors() =>
        Vector512.IsHardwareAccelerated ? "512 bits"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "none";
}
