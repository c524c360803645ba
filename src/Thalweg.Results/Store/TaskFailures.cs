using System.Globalization;
using System.Text.Json;
using Thalweg.Formats.Files;
using Thalweg.Results.Keys;

namespace Thalweg.Results.Store;

/// <summary>
/// Tasks of a folder that failed, each beside its key. A program does not try again what it failed at; another one, or one that is asked to, does.
/// </summary>
/// <param name="folder">Of results.</param>
/// <param name="program">SHA-256 of the running program.</param>
public sealed class TaskFailures(string folder, string program)
{
    private const string KilledTwice =
        "the process was killed twice while this was computed, as happens where memory runs out; give more --mem or fewer --threads, and run with --retry-failed";

    private readonly string folder = folder ?? throw new ArgumentNullException(nameof(folder));

    private readonly string program = program ?? throw new ArgumentNullException(nameof(program));

    /// <summary>Why a task has no result; null where it did not fail.</summary>
    public TaskFailure? Read(TaskKey key) => Read(PathOf(key));

    /// <summary>Why this program should leave a task alone; null where it should not.</summary>
    public TaskFailure? Refusal(TaskKey key) =>
        Read(key) is { IsFinal: true } failure && failure.Program == program ? failure : null;

    /// <summary>Keeps why a task failed.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public TaskFailure Note(TaskIdentity task, string label, string message)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(message);
        return Write(task.Key, Failure(task.Key.Hex, task.Kind, label, message));
    }

    /// <summary>Counts the kill of a process for every task that it was at; after the second one a task has failed.</summary>
    /// <param name="process">Number of the process, which belonged to the job of this one.</param>
    /// <returns>The tasks that it was at.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public IReadOnlyList<TaskFailure> NoteKill(int process)
    {
        var noted = new List<TaskFailure>();
        var store = ResultStore.Unchecked(folder);
        foreach (var line in Journal.LeftBy(folder, process))
        {
            if (!TaskKey.TryParse(line.Task!, out var key) || store.Contains(key))
            {
                continue;
            }
            var kills = 1 + (Read(key) is { } former && former.Program == program ? former.Kills : 0);
            var failure = Failure(key.Hex, line.Kind ?? "", line.Label ?? "", KilledTwice) with { Kills = kills };
            noted.Add(Write(key, failure));
        }
        return noted;
    }

    /// <summary>Forgets that a task failed.</summary>
    public void Forget(TaskKey key) => DurableFile.Discard(PathOf(key));

    private TaskFailure Write(TaskKey key, TaskFailure failure)
    {
        StoreFile.Write(PathOf(key), JsonSerializer.SerializeToUtf8Bytes(failure, StoreJson.Default.TaskFailure));
        return failure;
    }

    private TaskFailure Failure(string key, string kind, string label, string message) =>
        new(
            key,
            kind,
            label,
            message,
            program,
            DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            Environment.MachineName,
            WriterName.Job
        )
        {
            Log = Log(),
        };

    private string PathOf(TaskKey key) => PathIn(folder, key);

    internal static string PathIn(string folder, TaskKey key) => Path.Combine(folder, "results", key.Hex + ".failed");

    // As the script of 'thalweg slurm' names it.
    private string? Log() =>
        Environment.GetEnvironmentVariable("SLURM_ARRAY_JOB_ID") is { } job
        && Environment.GetEnvironmentVariable("SLURM_ARRAY_TASK_ID") is { } task
        && File.Exists(Path.Combine(folder, "slurm", $"{job}_{task}.log"))
            ? $"slurm/{job}_{task}.log"
            : null;

    private static TaskFailure? Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(RegularFile.ReadAllBytes(path), StoreJson.Default.TaskFailure)
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
