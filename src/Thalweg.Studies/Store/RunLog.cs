using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Thalweg.Studies.Records;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Store;

/// <summary>
/// Keeps <c>run.json</c>: times, machine, thread count and evaluations spent. Several processes may write to one folder; each
/// change is a read, a merge and a rename under a lock.
/// </summary>
public sealed class RunLog
{
    private readonly string path;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private RunProcess process;

    /// <summary>Registers this process.</summary>
    /// <param name="shard"><c>i/N</c> or null.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public RunLog(string folder, int threads, string? shard)
    {
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
        Update(null, null);
    }

    public static string PathIn(string folder) => Path.Combine(folder, "run.json");

    /// <summary>Reads the log of a folder; an absent or damaged one is empty, since no result depends on it.</summary>
    public static RunRecord Read(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(PathIn(folder)));
            return RecordJson.Read<RunRecord>(document.RootElement);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return new RunRecord([], new OrderedDictionary<string, RunTask>());
        }
    }

    /// <summary>Notes a task that was computed.</summary>
    public void Add(StudyTask task, TimeSpan time, long gradientEvaluations) =>
        Update(task.Key, new RunTask(task.Kind.Name(), task.Label, time.TotalSeconds, gradientEvaluations));

    /// <summary>Notes that this process has come to its end.</summary>
    public void End()
    {
        process = process with { Ended = Now() };
        Update(null, null);
    }

    private void Update(TaskKey? key, RunTask? task)
    {
        lock (gate)
        {
            using var exclusive = WaitForLock();
            var old = Read(Path.GetDirectoryName(path)!);
            process = process with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) };
            var processes = old.Processes.Where(p => !IsThis(p)).Append(process).ToList();
            var tasks = new OrderedDictionary<string, RunTask>(old.Tasks, StringComparer.Ordinal);
            if (key is { } added)
            {
                tasks[added.Hex] = task!;
            }
            var text = JsonSerializer.SerializeToUtf8Bytes(
                new RunRecord(processes, tasks),
                RecordJson.Default.RunRecord
            );
            DurableFile.Write(path, text);
        }
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

    private static string Now() => DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    private static string Vectors() =>
        Vector512.IsHardwareAccelerated ? "512 bits"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "none";
}
