using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Thalweg.Formats.Files;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;

namespace Thalweg.Results.Store;

/// <summary>
/// What a result folder keeps of the studies that ran into it: <c>study.yaml</c> and <c>study.json</c> of the last one, both of every
/// earlier one as <c>study-HASH</c> (SHA-256 of its text), <c>inputs/</c> with every file they read, <c>timings.json</c>, and the schema
/// that the study names for editors.
/// </summary>
public sealed class StudyFiles(string folder)
{
    private readonly string folder = folder ?? throw new ArgumentNullException(nameof(folder));

    /// <summary>The schema that a kept study names for editors.</summary>
    public const string Schema = "study.schema.json";

    private const string Last = "study";
    private const string Inputs = "inputs";

    public string Folder => folder;

    private string TextPath => Path.Combine(folder, Last + ".yaml");

    private string ManifestPath => Path.Combine(folder, Last + ".json");

    /// <summary>SHA-256 of the text of a study, in lower-case hex: its name among the studies of a folder.</summary>
    public static string HashOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Makes a study the last one of the folder; what was kept of another one stays under its hash.</summary>
    /// <param name="study">Names the text by its hash.</param>
    /// <param name="text">The study file; null keeps none.</param>
    /// <exception cref="IOException">The folder cannot be written; nothing is lost.</exception>
    public void Adopt(StudyRecord study, string? text)
    {
        ArgumentNullException.ThrowIfNull(study);
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        if (ReadText() is { } former && former != text)
        {
            StoreFile.Write(Path.Combine(folder, $"{Last}-{HashOf(former)}.yaml"), Encoding.UTF8.GetBytes(former));
            if (ReadManifest() is { Text: { } hash } manifest && hash == HashOf(former))
            {
                StoreFile.Write(Path.Combine(folder, $"{Last}-{hash}.json"), RecordJson.Write(manifest));
            }
        }
        // First what tells whose the folder is: a process that is killed in between finds it its own.
        WriteManifest(study);
        if (bytes is not null && ReadText() != text)
        {
            StoreFile.Write(Path.Combine(folder, Last + ".yaml"), bytes);
        }
    }

    /// <summary>Keeps the schema that a study names for editors.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteSchema(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StoreFile.Write(Path.Combine(folder, Schema), Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Keeps <c>study.json</c>: what the study compares, and which results belong to it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteManifest(StudyRecord study)
    {
        ArgumentNullException.ThrowIfNull(study);
        StoreFile.Write(Path.Combine(folder, Last + ".json"), RecordJson.Write(study));
    }

    /// <summary>What <see cref="Adopt"/> kept, or null where the folder has none of this format.</summary>
    public StudyRecord? ReadManifest() => ReadManifest(ManifestPath);

    /// <summary>The study file that belongs to a manifest; null where the folder has it no more.</summary>
    public string? TextOf(StudyRecord study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return study.Text is not { } hash
            ? null
            : new[] { TextPath, Path.Combine(folder, $"{Last}-{hash}.yaml") }
                .Select(ReadText)
                .FirstOrDefault(text => text is not null && HashOf(text) == hash);
    }

    /// <summary>True where the study file of the folder is another one than the results belong to.</summary>
    public bool IsEdited(StudyRecord study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return study.Text is { } hash && ReadText() is { } text && HashOf(text) != hash;
    }

    /// <summary>Names of the study files of former studies.</summary>
    public IReadOnlyList<string> Former =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, $"{Last}-*.yaml")
                    .Select(path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Copies a file that the study reads to <c>inputs/</c>, under the hash of its bytes.</summary>
    /// <param name="name">As the study calls it.</param>
    /// <exception cref="IOException">It cannot be read, or the folder cannot be written.</exception>
    public InputRecord Keep(string name, string path)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = RegularFile.ReadAllBytes(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var kept = new InputRecord(name, hash, $"{Inputs}/{hash}{Path.GetExtension(name)}");
        Copy(kept, bytes);
        return kept;
    }

    /// <summary>Copies the files of a command to a folder of <c>inputs/</c> that is named by all of them, where it can run again;
    /// those with names that lead elsewhere are kept as other files are.</summary>
    /// <param name="command">As the study writes it.</param>
    /// <param name="place">The working folder of the command.</param>
    /// <exception cref="IOException">As for <see cref="Keep"/>.</exception>
    public IReadOnlyList<InputRecord> KeepCommand(string command, IReadOnlyList<string> names, string place)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(place);
        // A name that leads out of the folder would lead elsewhere from another one.
        var canMove = names.All(name => !name.Split('/', '\\').Contains(".."));
        var files = names
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Bytes: RegularFile.ReadAllBytes(Path.GetFullPath(name, place))))
            .Select(f => (f.Name, f.Bytes, Hash: Convert.ToHexStringLower(SHA256.HashData(f.Bytes))))
            .ToList();
        var all = HashOf(string.Concat(files.Select(f => $"{f.Name}\n{f.Hash}\n")));
        var kept = new List<InputRecord>();
        foreach (var (name, bytes, hash) in files)
        {
            var isInside = canMove && !Path.IsPathRooted(name);
            var file = isInside ? $"{Inputs}/{all}/{name}" : $"{Inputs}/{hash}{Path.GetExtension(name)}";
            var record = new InputRecord(name, hash, file) { Command = isInside ? command : null };
            Copy(record, bytes);
            kept.Add(record);
        }
        return kept;
    }

    /// <summary>The copies of the files that a study file of a result folder reads; empty for every other file.</summary>
    /// <param name="path">The study file; what its folder keeps of it stands beside it under the same name.</param>
    /// <param name="isSame">True where the study is the one that they were copied for, and not an edited one.</param>
    public static IReadOnlyList<InputRecord> KeptFor(string path, string text, out bool isSame)
    {
        ArgumentNullException.ThrowIfNull(text);
        var study = ReadManifest(Path.ChangeExtension(path, ".json"));
        isSame = study?.Text == HashOf(text);
        return study?.Inputs ?? [];
    }

    /// <summary>Keeps <c>timings.json</c>, which no result depends on.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteTimings(TimingRecord timings)
    {
        ArgumentNullException.ThrowIfNull(timings);
        StoreFile.Write(Path.Combine(folder, "timings.json"), RecordJson.Write(timings));
    }

    /// <summary>What <see cref="WriteTimings"/> kept, or null.</summary>
    public TimingRecord? ReadTimings() =>
        ReadJson<TimingRecord>(Path.Combine(folder, "timings.json")) is { } timings
        && !timings.Machines.Contains(null)
        && !timings.Seconds.Values.Contains(null)
        && !timings.Ratios.Contains(null)
            ? timings
            : null;

    /// <summary>True where a copy has the bytes that were copied.</summary>
    public static bool IsWhole(string path, InputRecord kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(RegularFile.ReadAllBytes(path))) == kept.Sha256;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string? ReadText() => ReadText(TextPath);

    private static string? ReadText(string path)
    {
        try
        {
            return File.Exists(path) ? Encoding.UTF8.GetString(RegularFile.ReadAllBytes(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static StudyRecord? ReadManifest(string path) =>
        ReadJson<StudyRecord>(path) is { Format: TaskIdentity.Format } study && IsWhole(study) ? study : null;

    // The reader refuses null for members that are never null, and lets it pass inside lists and dictionaries, and where a member that is
    // no parameter of its record is missing.
    private static bool IsWhole(StudyRecord study) =>
        study.Inputs is not null
        && !study.Variants.Contains(null)
        && !study.Chains.Contains(null)
        && !study.Tasks.Contains(null)
        && !study.Inputs.Contains(null)
        && !study.Notes.Contains(null)
        && !study.Facts.Values.Contains(null)
        && study.Chains.Select(c => c.Train).Distinct(StringComparer.Ordinal).Count() == study.Chains.Count
        && study.Tasks.Select(t => t.Key).Distinct(StringComparer.Ordinal).Count() == study.Tasks.Count
        && study.Variants.Select(v => v.Label).Distinct(StringComparer.Ordinal).Count() == study.Variants.Count
        && study.Variants.All(v => v.Overrides is null || !v.Overrides.Values.Contains(null))
        // Slugs become names of files.
        && study.Variants.All(v => v.Slug.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));

    private static T? ReadJson<T>(string path)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(RegularFile.ReadAllBytes(path));
            return RecordJson.Read<T>(document.RootElement);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private void Copy(InputRecord kept, byte[] bytes)
    {
        var path = Path.Combine(folder, kept.File);
        if (IsWhole(path, kept))
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        StoreFile.Write(Path.Combine(folder, kept.File), bytes);
    }
}
