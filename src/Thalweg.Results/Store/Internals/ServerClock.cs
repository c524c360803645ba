using System.Collections.Concurrent;
using System.Diagnostics;
using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>Ages of files by the clock that set their times, which may be that of a file server.</summary>
internal static class ServerClock
{
    /// <summary>Of the files that are written to learn the time.</summary>
    public const string Suffix = ".probe";

    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    // By folder: the server's time less that of a stopwatch.
    private static readonly ConcurrentDictionary<string, (DateTime Origin, TimeSpan Read)> Clocks = new(
        StringComparer.Ordinal
    );
    private static readonly Stopwatch Watch = Stopwatch.StartNew();

    /// <summary>How long ago a file was written; nothing where it is gone.</summary>
    /// <exception cref="IOException">Nothing can be written in its folder.</exception>
    public static TimeSpan Age(string path)
    {
        var written = new FileInfo(path);
        return written.Exists
            ? Now(Path.GetDirectoryName(Path.GetFullPath(path))!) - written.LastWriteTimeUtc
            : TimeSpan.Zero;
    }

    private static DateTime Now(string folder)
    {
        if (!Clocks.TryGetValue(folder, out var clock) || Watch.Elapsed - clock.Read > Believed)
        {
            Clocks[folder] = clock = (Probe(folder) - Watch.Elapsed, Watch.Elapsed);
        }
        return clock.Origin + Watch.Elapsed;
    }

    private static DateTime Probe(string folder)
    {
        var probe = Path.Combine(folder, $".{WriterName.OfProcess}.{Guid.NewGuid():N}{Suffix}");
        try
        {
            File.WriteAllBytes(probe, [0]);
            return File.GetLastWriteTimeUtc(probe);
        }
        finally
        {
            DurableFile.Discard(probe);
        }
    }
}
