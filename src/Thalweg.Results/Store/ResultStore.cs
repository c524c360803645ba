using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Files;
using Thalweg.Results.Keys;

namespace Thalweg.Results.Store;

/// <summary>
/// Results of tasks in a folder: <c>results/KEY.json</c> with the record, <c>results/KEY.npz</c> with its arrays (of more than 50 000 files,
/// <c>results/ab/KEY.json</c>), and <c>partial/</c> with the state of unfinished tasks. The JSON is written last: where it is, the task is done.
/// </summary>
/// <remarks>Result files hold nothing of time or machine, so merging two stores is copying files.</remarks>
public sealed class ResultStore
{
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(10);

    private readonly string results;
    private readonly string partial;
    private readonly ResultPlaces places;

    /// <summary>Opens a folder and creates what is missing of it.</summary>
    /// <param name="expected">Results that it is to hold; many lie in folders of their own.</param>
    /// <exception cref="IOException">The folder cannot be created or written.</exception>
    public ResultStore(string folder, int expected = 0)
        : this(folder, create: true, expected) { }

    private ResultStore(string folder, bool create, int expected)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Folder = folder;
        results = Path.Combine(folder, "results");
        partial = Path.Combine(folder, "partial");
        try
        {
            if (create)
            {
                Directory.CreateDirectory(results);
                Directory.CreateDirectory(partial);
            }
            places = new ResultPlaces(results, expected);
        }
        catch (Exception failure) when (create && failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFile.Unwritable(folder, failure);
        }
    }

    /// <summary>Opens a folder to read from; nothing is created, so it may be write-protected.</summary>
    /// <exception cref="ResultFolderException">The folder is no result folder.</exception>
    public static ResultStore ForReading(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return File.Exists(folder) ? throw new ResultFolderException($"'{folder}' is a file; name a folder of results")
            : Directory.Exists(Path.Combine(folder, "results")) ? new(folder, create: false, 0)
            : throw new ResultFolderException(
                $"'{folder}' holds no folder 'results': give a folder that 'thalweg run STUDY.yaml --out {folder}' has written"
            );
    }

    public string Folder { get; }

    /// <summary>Where the record is, or would be looked for.</summary>
    public string RecordPath(TaskKey key) => places.Find(key, ".json");

    /// <summary>Where the arrays are, or would be looked for.</summary>
    public string ArraysPath(TaskKey key) => places.Find(key, ".npz");

    /// <summary>True when the result of a task is there; says nothing of its state (see <see cref="TryRead"/>).</summary>
    public bool Contains(TaskKey key) => File.Exists(RecordPath(key));

    /// <summary>Results that an earlier or later version of this program wrote, whose keys this one does not make.</summary>
    public int CountOfOtherFormats()
    {
        var own = Encoding.UTF8.GetBytes(Envelope.Start);
        var found = 0;
        foreach (var path in places.All("*.json"))
        {
            if (TaskKey.TryParse(Path.GetFileNameWithoutExtension(path), out _))
            {
                found += StartsOtherwise(path, own) ? 1 : 0;
            }
        }
        return found;
    }

    /// <summary>False also where the file cannot be read.</summary>
    private static bool StartsOtherwise(string path, byte[] own)
    {
        try
        {
            var start = new byte[own.Length];
            using var stream = RegularFile.OpenRead(path);
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length
                || !start.AsSpan().SequenceEqual(own);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Takes the right to compute a task, or returns null when another process or thread has it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public TaskLock? TryLock(TaskKey key) => TaskLock.TryTake(LockPath(key));

    /// <summary>What an unfinished task keeps.</summary>
    /// <param name="saved">Called after each checkpoint.</param>
    public PartialState Partial(TaskKey key, Action? saved = null) =>
        saved is null ? new(partial, key.Hex) : new(partial, key.Hex) { Saved = saved };

    /// <summary>Publishes the result of a task and forgets its partial state. Of two that publish one task, which have the same bytes, the last one's files stay.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; nothing is published.</exception>
    public void Write(TaskIdentity task, TaskResult result)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(result);
        string? arraysHash = null;
        if (result.Arrays.Count > 0)
        {
            arraysHash = StoreFile.WriteWith(places.For(task.Key, ".npz"), path => NpzFile.Write(path, result.Arrays));
        }
        StoreFile.Write(places.For(task.Key, ".json"), Envelope.Write(task, arraysHash, result.Record));
        Tidy(task.Key);
    }

    /// <summary>Removes the partial state of a task whose result is published; a process may have been killed before it did.</summary>
    public void Tidy(TaskKey key)
    {
        Partial(key).Delete();
        DurableFile.Discard(TaskFailures.PathIn(Folder, key));
        DurableFile.Discard(LockPath(key));
    }

    /// <summary>Removes what processes that were killed left under temporary names: those of this machine at once, others once nobody can be at
    /// them any more.</summary>
    public void Sweep()
    {
        foreach (var path in places.All().Concat(Directory.EnumerateFiles(partial)).Where(IsTemporary))
        {
            // KEY.json.WRITER.7.new, KEY.lock.WRITER.stale, .WRITER.NUMBER.probe
            var process = Path.GetFileName(path)
                .Split('.')
                .Select(WriterName.LocalProcess)
                .FirstOrDefault(p => p is not null);
            if (process is { } own ? ProcessIdentity.IsFree(own) : ServerClock.Age(path) > LongestWrite)
            {
                DurableFile.Discard(path);
            }
        }
    }

    private static bool IsTemporary(string path) =>
        path.EndsWith(DurableFile.Temporary, StringComparison.Ordinal)
        || path.EndsWith(ServerClock.Suffix, StringComparison.Ordinal)
        || path.EndsWith(TaskLock.Stale, StringComparison.Ordinal);

    /// <summary>Reads and verifies a result that was seen. A client of a file server may believe an older answer for some seconds, that there is no
    /// such file.</summary>
    /// <param name="damage">As below; null also where it is still absent.</param>
    public StoredResult? ReadSeen(TaskKey key, CancellationToken cancellation, out string? damage)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (Read(key, out damage, out var isAbsent) is { } result)
            {
                return result;
            }
            if (!isAbsent || clock.Elapsed > LongestAbsence || cancellation.WaitHandle.WaitOne(Pause))
            {
                return null;
            }
        }
    }

    /// <summary>Reads and verifies the result of a task.</summary>
    /// <param name="damage">Null, or what is wrong with the files of a result that is there but cannot be used.</param>
    /// <returns>The result, or null when it is absent or damaged.</returns>
    public StoredResult? TryRead(TaskKey key, out string? damage) => Read(key, out damage, out _);

    /// <param name="isAbsent">Whether one of its files is not there.</param>
    private StoredResult? Read(TaskKey key, out string? damage, out bool isAbsent)
    {
        damage = null;
        isAbsent = true;
        var path = RecordPath(key);
        if (!File.Exists(path))
        {
            return null;
        }
        if (RegularFile.Misfit(path) is { } misfit)
        {
            (damage, isAbsent) = ($"'{path}' {misfit}", false);
            return null;
        }
        try
        {
            var envelope = Envelope.Read(File.ReadAllBytes(path), key);
            isAbsent = false;
            string? arrays = null;
            if (envelope.ArraysHash is { } expected)
            {
                arrays = ArraysPath(key);
                if (RegularFile.Misfit(arrays) is { } other)
                {
                    damage = $"'{arrays}' {other}";
                    return null;
                }
                using var stream = File.OpenRead(arrays);
                if (Convert.ToHexStringLower(SHA256.HashData(stream)) != expected)
                {
                    damage = $"'{arrays}' does not have the SHA-256 that its record names";
                    return null;
                }
            }
            return new StoredResult(key, envelope.Kind, envelope.Inputs, envelope.Record, arrays) { RecordPath = path };
        }
        catch (FileNotFoundException) when (isAbsent)
        {
            // It was there a moment ago, or is going to be.
        }
        catch (FileNotFoundException failure)
        {
            isAbsent = true;
            damage = $"'{failure.FileName}' is missing beside its record";
        }
        catch (Exception failure)
            when (failure is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            isAbsent = false;
            damage = $"'{path}' is not a whole result record: {failure.Message}";
        }
        return null;
    }

    /// <summary>Results in the folder, whatever study they belong to and whatever their state.</summary>
    public int Count() => places.All("*.json").Count(p => TaskKey.TryParse(Path.GetFileNameWithoutExtension(p), out _));

    /// <summary>The results of these keys that are there, whole and readable, in the order of the keys.</summary>
    /// <param name="warnings">One sentence for each that is damaged or cannot be read.</param>
    public IReadOnlyList<StoredResult> Read(IReadOnlyList<string> keys, out IReadOnlyList<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new List<StoredResult>();
        var damaged = new List<string>();
        foreach (var text in keys)
        {
            if (!TaskKey.TryParse(text, out var key))
            {
                continue;
            }
            try
            {
                if (TryRead(key, out var damage) is { } result)
                {
                    found.Add(result);
                }
                else if (damage is not null)
                {
                    damaged.Add(damage + "; run the study again to compute it anew");
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                damaged.Add($"'{RecordPath(key)}' cannot be read and is left out: {failure.Message}");
            }
        }
        warnings = damaged;
        return found;
    }

    /// <summary>A folder that may hold nothing yet.</summary>
    internal static ResultStore Unchecked(string folder) => new(folder, create: false, 0);

    internal string LockPath(TaskKey key) => Path.Combine(partial, key.Hex + ".lock");
}

/// <summary>What a task hands to the store.</summary>
/// <param name="Record">The record as compact JSON, in UTF-8.</param>
/// <param name="Arrays">Named arrays, in the order in which they are written; may be empty.</param>
public sealed record TaskResult(byte[] Record, IReadOnlyList<KeyValuePair<string, NpyArray>> Arrays);

/// <summary>A verified result in the store.</summary>
/// <param name="ArraysPath">The <c>.npz</c> file, or null when the result has no arrays.</param>
public sealed record StoredResult(TaskKey Key, string Kind, JsonObject Inputs, JsonElement Record, string? ArraysPath)
{
    /// <summary>The <c>.json</c> file.</summary>
    public required string RecordPath { get; init; }

    /// <summary>The arrays by name; empty when the result has none.</summary>
    public IReadOnlyDictionary<string, NpyArray> ReadArrays() =>
        ArraysPath is null ? new Dictionary<string, NpyArray>() : NpzFile.Read(ArraysPath);
}
