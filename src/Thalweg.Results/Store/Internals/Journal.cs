using System.Globalization;
using System.Text;
using System.Text.Json;
using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>
/// What one run did, event by event: <c>results/journal/HOST-JOB-PID-RANDOM-N.jsonl</c>, which no other writes to. A process that is killed leaves at
/// most its last line unfinished.
/// </summary>
internal sealed class Journal
{
    private const string Extension = ".jsonl";

    private static int opened;

    private readonly Lock gate = new();
    private readonly string path;

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public Journal(string folder)
    {
        var journals = FolderIn(folder);
        path = Path.Combine(
            journals,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{WriterName.OfProcess}-{Interlocked.Increment(ref opened)}{Extension}"
            )
        );
        try
        {
            Directory.CreateDirectory(journals);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFile.Unwritable(journals, failure);
        }
    }

    /// <param name="isDurable">Whether it must outlive a power failure.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Append(JournalLine line, bool isDurable)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, StoreJson.Default.JournalLine);
        lock (gate)
        {
            try
            {
                using var stream = new FileStream(
                    path,
                    FileMode.Append,
                    FileAccess.Write,
                    FileShare.ReadWrite | FileShare.Delete,
                    bufferSize: 0
                );
                stream.Write([.. bytes, (byte)'\n']);
                stream.Flush(flushToDisk: isDurable);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw StoreFile.Unwritable(path, failure);
            }
        }
    }

    /// <summary>The events of all journals of a folder, those of one process together and in order. Lines that are no events, such as the last one of a
    /// process that was killed, are left out.</summary>
    public static IEnumerable<IReadOnlyList<JournalLine>> ReadAll(string folder)
    {
        var journals = FolderIn(folder);
        if (!Directory.Exists(journals))
        {
            yield break;
        }
        foreach (var path in Directory.EnumerateFiles(journals, "*" + Extension).Order(StringComparer.Ordinal))
        {
            yield return [.. Read(path)];
        }
    }

    /// <summary>The tasks that a process of this job began and did not end.</summary>
    public static IEnumerable<JournalLine> LeftBy(string folder, int process)
    {
        var journals = FolderIn(folder);
        if (!Directory.Exists(journals))
        {
            return [];
        }
        var left = new OrderedDictionary<string, JournalLine>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(journals, WriterName.OfSibling(process) + "*" + Extension))
        {
            foreach (var line in Read(path).Where(line => line.Task is not null))
            {
                if (line.Event == JournalLine.Start)
                {
                    left[line.Task!] = line;
                }
                else if (line.Event == JournalLine.End)
                {
                    left.Remove(line.Task!);
                }
            }
        }
        return left.Values;
    }

    private static IEnumerable<JournalLine> Read(string path)
    {
        string text;
        try
        {
            text = Encoding.UTF8.GetString(RegularFile.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            yield break;
        }
        foreach (var line in text.Split('\n'))
        {
            if (Parse(line) is { } parsed)
            {
                yield return parsed;
            }
        }
    }

    private static JournalLine? Parse(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize(line, StoreJson.Default.JournalLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string FolderIn(string folder) => Path.Combine(folder, "results", "journal");
}
