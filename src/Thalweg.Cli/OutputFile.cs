using System.Collections.Concurrent;
using Thalweg.Formats.Files;

namespace Thalweg.Cli;

/// <summary>A file that is written under a temporary name and takes its own name when it is complete.</summary>
/// <remarks>It is opened before the work begins, so that a path that cannot be written costs no computation, and a failure
/// midway leaves what was there before.</remarks>
internal sealed class OutputFile : IDisposable
{
    private readonly string path;
    private readonly string temporary;

    /// <exception cref="IOException">The path cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The path cannot be written.</exception>
    public OutputFile(string path)
    {
        this.path = path;
        temporary = $"{path}.{Environment.ProcessId}.part";
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder; name a file");
        }
        // Renaming would put a file in the place of a device.
        if (Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new IOException($"'{path}' is a device; name a file");
        }
        Unfinished.TryAdd(temporary, 0);
        File.Create(temporary).Dispose();
    }

    private static ConcurrentDictionary<string, byte> Unfinished { get; } = new(StringComparer.Ordinal);

    /// <summary>Removes what is under a temporary name still: the process ends.</summary>
    public static void DiscardAll()
    {
        foreach (var file in Unfinished.Keys)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is left as after a crash.
            }
        }
    }

    /// <summary>Writes the file with the given writer of a path.</summary>
    /// <exception cref="IOException">The disk is full, or the file too large for it.</exception>
    public void Write(Action<string> write)
    {
        try
        {
            write(temporary);
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "value")
        {
            // What the runtime makes of a file that outgrows its file system, or a limit of the shell.
            throw new IOException($"'{path}': {exception.Message.Split(" (Parameter")[0]}", exception);
        }
        DurableFile.Publish(temporary, path);
    }

    public void Dispose()
    {
        File.Delete(temporary);
        Unfinished.TryRemove(temporary, out _);
    }
}
