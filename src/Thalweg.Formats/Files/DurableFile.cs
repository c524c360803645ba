using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Thalweg.Formats.Files;

/// <summary>
/// Files that are either wholly there or not at all, also after a crash: written under a temporary name, flushed to disk,
/// renamed, and the folder's entry flushed.
/// </summary>
/// <remarks>Symbolic links stay: what they lead to is written. A file that is replaced keeps its mode. No two writers, on whatever machines, use
/// one temporary name: the last to rename wins, whole.</remarks>
public static partial class DurableFile
{
    /// <summary>Suffix of files that are still being written; a process that is killed leaves them behind.</summary>
    public const string Temporary = ".new";

    private const int FlushesAtOnce = 8;

    private static int attempts;

    /// <summary>Writes <paramref name="path"/> whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; an older file is still whole.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = Beside(path);
        try
        {
            Begin(temporary, path);
            Fill(path, temporary, bytes);
            Publish(temporary, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw;
        }
    }

    /// <summary>Writes many files of different paths, each whole or not at all; their flushes overlap, which is several times faster than one after
    /// the other. None is published before all are on disk.</summary>
    /// <param name="files">Taken one by one; the bytes of one are not held once the next is asked for.</param>
    /// <exception cref="ArgumentException">A path is given twice; nothing is published.</exception>
    /// <exception cref="IOException">As for <see cref="Write"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="Write"/>.</exception>
    public static void WriteAll(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var temporaries = new Dictionary<string, string>(StringComparer.Ordinal);
        var published = false;
        try
        {
            foreach (var (path, bytes) in files)
            {
                if (!temporaries.TryAdd(path, Beside(path)))
                {
                    throw new ArgumentException($"'{path}' is given twice; give each path once", nameof(files));
                }
                Begin(temporaries[path], path);
                Fill(path, temporaries[path], bytes);
            }
            Parallel.ForEach(temporaries.Values, new ParallelOptions { MaxDegreeOfParallelism = FlushesAtOnce }, Flush);
            foreach (var (path, temporary) in temporaries)
            {
                Replace(temporary, Destination(path));
            }
            foreach (var folder in temporaries.Keys.Select(path => FolderOf(Destination(path))).Distinct())
            {
                FlushFolder(folder);
            }
            published = true;
        }
        catch (AggregateException failure) when (failure.InnerExceptions is [var first, ..])
        {
            // The loop wraps the failures of all its turns.
            ExceptionDispatchInfo.Throw(first);
        }
        finally
        {
            foreach (var temporary in published ? [] : temporaries.Values.ToList())
            {
                Discard(temporary);
            }
        }
    }

    /// <summary>Lets <paramref name="write"/> fill a temporary file, publishes it and returns the SHA-256 of its bytes in
    /// lower-case hex.</summary>
    /// <exception cref="IOException">As for <see cref="Write"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="Write"/>.</exception>
    public static string WriteWith(string path, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = Beside(path);
        try
        {
            Begin(temporary, path);
            Fill(path, () => write(temporary));
            string hash;
            using (var stream = File.OpenRead(temporary))
            {
                hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            }
            Publish(temporary, path);
            return hash;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw;
        }
    }

    /// <summary>Gives a complete file its name: flushes it to disk, renames it over what was there, flushes the folder.</summary>
    /// <param name="temporary">In the folder of the <see cref="Destination"/> of <paramref name="path"/>.</param>
    /// <exception cref="IOException">The file cannot be flushed or renamed; both are as they were.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Publish(string temporary, string path)
    {
        ArgumentNullException.ThrowIfNull(temporary);
        var destination = Destination(path);
        Flush(temporary);
        Replace(temporary, destination);
        FlushFolder(FolderOf(destination));
    }

    /// <summary>Where a file of this name is written: where a symbolic link leads, else the path itself.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Destination(string path)
    {
        // The full path: a chain that begins at a relative one is followed from the root of the file system.
        var full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null
            ? path
            : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? path;
    }

    private static void Fill(string path, string temporary, ReadOnlySpan<byte> bytes)
    {
        try
        {
            File.WriteAllBytes(temporary, bytes);
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "value")
        {
            throw TooLarge(path, exception);
        }
    }

    private static IOException TooLarge(string path, Exception exception) =>
        new($"'{path}': {exception.Message.Split(" (Parameter")[0]}", exception);

    /// <summary>Lets <paramref name="write"/> fill a file; one that outgrows its file system, or a limit of the shell, is an error of
    /// input and output as a full disk is.</summary>
    /// <param name="path">For messages.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Fill(string path, Action write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            write();
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "value")
        {
            throw TooLarge(path, exception);
        }
    }

    /// <summary>Makes an empty temporary file that nobody can read who cannot read the file it will replace.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Begin(string temporary, string path)
    {
        ArgumentNullException.ThrowIfNull(temporary);
        var destination = Destination(path);
        File.Create(temporary).Dispose();
        if (!OperatingSystem.IsWindows() && File.Exists(destination))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(destination) | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Deletes a file if it can be deleted; what stays behind does no harm.</summary>
    public static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }

    private static void Replace(string temporary, string destination)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(destination))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(destination));
        }
        try
        {
            File.Move(temporary, destination, overwrite: true);
        }
        catch (IOException) when (!File.Exists(temporary) && File.Exists(destination))
        {
            // A file server whose answer was lost is asked again and then says that there is nothing to rename. Nobody else knows the temporary
            // name, so what is gone has been renamed.
        }
    }

    /// <summary>A name in the folder of the destination that no other attempt has, on this machine or another.</summary>
    private static string Beside(string path) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Destination(path)}.{WriterName.OfProcess}.{Interlocked.Increment(ref attempts)}{Temporary}"
        );

    private static void Flush(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        stream.Flush(flushToDisk: true);
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    // A rename survives a power failure only when the folder is flushed too; .NET opens no folders, so ask the C library.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var descriptor = Open(folder, 0);
        if (descriptor >= 0)
        {
            _ = FlushDescriptor(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FlushDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
