using System.Collections.Concurrent;
using Thalweg.Formats.Files;

namespace Thalweg.Cli;

/// <summary>A file that is written under a temporary name and takes its own name when it is complete.</summary>
/// <remarks>It is opened before the work begins, so that a path that cannot be written costs no computation, and a failure
/// midway leaves what was there before. A symbolic link stays, and so does the mode of a file that is replaced.</remarks>
internal sealed class OutputFile : IDisposable
{
    /// <summary>Stands for standard output.</summary>
    public const string Standard = "-";

    private const string StandardOutputName = "standard output";

    private readonly string path;
    private readonly string temporary;
    private readonly Func<Stream>? open;
    private volatile bool isDiscarded;

    /// <param name="open">Opens standard output for the path <c>-</c>; null where only a file will do.</param>
    /// <exception cref="IOException">The path cannot be written.</exception>
    public OutputFile(string path, Func<Stream>? open = null)
    {
        this.path = path;
        if (path == Standard && open is not null)
        {
            this.open = open;
            temporary = SpoolFile.Create(StandardOutputName);
            return;
        }
        var destination = DurableFile.Destination(path);
        temporary = $"{destination}.{WriterName.OfProcess}.part";
        // Renaming would put a file in the place of a folder, a device or a pipe.
        if (Directory.Exists(destination))
        {
            throw new IOException($"'{path}' is a folder; name a file");
        }
        if (
            Path.GetFullPath(destination).StartsWith("/dev/", StringComparison.Ordinal)
            || RegularFile.Misfit(destination) is not null
        )
        {
            throw new IOException($"'{path}' is a device; name a file, or {Standard} for standard output");
        }
        if (!OperatingSystem.IsWindows() && File.Exists(destination) && IsProtected(File.GetUnixFileMode(destination)))
        {
            throw new IOException($"'{path}' is write-protected; name another file, or make it writable");
        }
        if (FilePresence.WithoutFolder(destination) is { } reason)
        {
            throw new IOException(reason);
        }
        Unfinished.TryAdd(this, 0);
        try
        {
            DurableFile.Begin(temporary, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What nobody named is not spoken of.
            var why = exception.Message.Replace(Path.GetFullPath(temporary), path, StringComparison.Ordinal);
            throw new IOException($"'{path}' cannot be written: {why}", exception);
        }
    }

    /// <summary>The same for a flag, which messages name.</summary>
    /// <exception cref="IOException">The path cannot be written.</exception>
    public static OutputFile Of(string flag, string path, Func<Stream>? open)
    {
        try
        {
            return new OutputFile(path, open);
        }
        catch (IOException exception)
        {
            throw new IOException($"{flag}: {exception.Message}", exception);
        }
    }

    private static ConcurrentDictionary<OutputFile, byte> Unfinished { get; } = [];

    /// <summary>Removes what is under a temporary name still: the process ends.</summary>
    public static void DiscardAll()
    {
        foreach (var file in Unfinished.Keys)
        {
            file.Discard();
        }
    }

    /// <summary>Removes what was written so far: what is under way elsewhere is cancelled, and no fault of the disk.</summary>
    internal void Discard()
    {
        isDiscarded = true;
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is left as after a crash.
        }
    }

    /// <summary>Writes the file with the given writer of a path.</summary>
    /// <exception cref="IOException">The disk is full, or the file too large for it.</exception>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public void Write(Action<string> write)
    {
        try
        {
            WriteWhole(write);
        }
        catch (Exception exception) when (isDiscarded && exception is (IOException or UnauthorizedAccessException))
        {
            throw new OperationCanceledException($"'{path}' was left unwritten", exception);
        }
    }

    private void WriteWhole(Action<string> write)
    {
        DurableFile.Fill(path, () => write(temporary));
        if (open is null)
        {
            DurableFile.Publish(temporary, path);
            return;
        }
        using var source = File.OpenRead(temporary);
        try
        {
            using var target = open();
            source.CopyTo(target);
            target.Flush();
        }
        catch (IOException exception)
        {
            throw new IOException($"{StandardOutputName} cannot be written: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        File.Delete(temporary);
        Unfinished.TryRemove(this, out _);
    }

    private static bool IsProtected(UnixFileMode mode) =>
        (mode & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;
}
