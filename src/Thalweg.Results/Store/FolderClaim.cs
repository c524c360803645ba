using System.Diagnostics;
using System.Text.Json;
using Thalweg.Formats.Files;
using Thalweg.Results.Keys;

namespace Thalweg.Results.Store;

/// <summary>Tells a folder that results may be written to from one that holds somebody's files: names such as <c>study.yaml</c>,
/// <c>report.html</c> and <c>figures</c> are those of many people.</summary>
public static class FolderClaim
{
    /// <summary>Names of the files that each run of a study writes anew.</summary>
    public static IReadOnlyList<string> Replaced { get; } =
    ["study.json", "run.json", "timings.json", "report.html", "report.json", "index.csv"];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(5);

    private static readonly string[] Folders = ["results", "partial", "inputs", "figures", "tables", "slurm"];

    private const string Journals = "journal";

    private static readonly string[] Own = [.. Folders, "study.yaml", StudyFiles.Schema, .. Replaced];

    /// <summary>What stands where a run and its page put something else, and what to do; null where nothing does.</summary>
    public static string? Obstacle(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string At(string name) => Path.Combine(folder, name);
        return Array.Find(Folders, name => File.Exists(At(name))) is { } file
                ? $"'{At(file)}' is a file where a folder of results goes: move it away, or name another folder"
            : Own.Except(Folders).FirstOrDefault(name => Directory.Exists(At(name))) is { } sub
                ? $"'{At(sub)}' is a folder where a file of results goes: move it away, or name another folder"
            : null;
    }

    /// <summary>Why nothing should be written there, and what to do; null where the folder is new, empty, or was written by a
    /// study.</summary>
    /// <remarks>A folder that looks begun is looked at for some seconds: what tells whose it is may have been written a moment ago by another
    /// machine, and not be seen yet.</remarks>
    public static string? Refusal(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var refusal = Look(folder);
            var looksBegun =
                Directory.Exists(Path.Combine(folder, "results")) && Directory.Exists(Path.Combine(folder, "partial"));
            if (refusal is null || !looksBegun || clock.Elapsed > LongestAbsence)
            {
                return refusal;
            }
            Thread.Sleep(Pause);
        }
    }

    private static string? Look(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return FileOnTheWay(folder) is not { } file ? null
                : file == folder ? $"'{folder}' is a file; name a folder for the results"
                : $"'{folder}' cannot be a folder: '{file}' is a file; name another folder for the results";
        }
        // Hidden files and what a file system leaves at its root are in nobody's way.
        var names = Directory
            .EnumerateFileSystemEntries(folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.') && name != "lost+found")
            .ToList();
        if (names.Count == 0 || HasMember(folder, "study.json", "chains") || HasMember(folder, "run.json", "processes"))
        {
            return null;
        }
        var others = names.Where(name => !IsOwn(name)).Order(StringComparer.Ordinal).ToList();
        var isBegun = names.All(name => name is "results" or "partial" or "inputs" or "slurm" || IsUnfinished(name));
        if (others.Count == 0 && (isBegun ? HoldsResultsAlone(folder) : HoldsResults(folder)))
        {
            return null;
        }
        var example = names.Order(StringComparer.Ordinal).FirstOrDefault(IsOwn) ?? others[0];
        return $"'{folder}' holds files that no study wrote ('{example}' for one): give a new or empty folder with --out, or write "
            + "there all the same with --force";
    }

    /// <summary>The file, if any, that a path leads through as if it were a folder.</summary>
    private static string? FileOnTheWay(string path)
    {
        for (var part = path; !string.IsNullOrEmpty(part); part = Path.GetDirectoryName(part))
        {
            if (File.Exists(part))
            {
                return part;
            }
        }
        return null;
    }

    private static bool IsOwn(string name) =>
        Own.Contains(name, StringComparer.Ordinal)
        || name.StartsWith("study-", StringComparison.Ordinal)
        || IsUnfinished(name);

    private static bool IsUnfinished(string name) => name.EndsWith(DurableFile.Temporary, StringComparison.Ordinal);

    private static bool HoldsResults(string folder) =>
        Entries(folder, "results")
            .Any(name =>
                TaskKey.TryParse(Path.GetFileNameWithoutExtension(name), out _) || ResultPlaces.IsWideFolder(name)
            );

    /// <summary>True also where a process was stopped before it wrote anything.</summary>
    private static bool HoldsResultsAlone(string folder) =>
        Entries(folder, "results")
            .Concat(Entries(folder, "partial"))
            .Concat(Entries(folder, "inputs"))
            .All(name =>
                name == Journals || ResultPlaces.IsWideFolder(name) || TaskKey.TryParse(name.Split('.')[0], out _)
            );

    private static IEnumerable<string> Entries(string folder, string name) =>
        Directory.Exists(Path.Combine(folder, name))
            ? Directory
                .EnumerateFileSystemEntries(Path.Combine(folder, name))
                .Select(path => Path.GetFileName(path))
                .Where(entry => !entry.StartsWith('.'))
            : [];

    private static bool HasMember(string folder, string name, string member)
    {
        try
        {
            using var document = JsonDocument.Parse(RegularFile.ReadAllBytes(Path.Combine(folder, name)));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(member, out _);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }
}
