using System.Runtime.InteropServices;

namespace Thalweg.Formats.Files;

/// <summary>Reads files that must be files: a folder is named as such, and a pipe, which would be waited for without end, is refused.</summary>
public static partial class RegularFile
{
    /// <summary>What else a path is, in words, or null where it is a regular file or nothing at all. Cost: opens it once.</summary>
    public static string? Misfit(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Directory.Exists(path) ? "is a folder; name a file"
            : File.Exists(path) && IsStream(path)
                ? "is a pipe or a device, expected a regular file: save it to disk first"
            : null;
    }

    /// <exception cref="IOException">It is a folder, a pipe or a device, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path) =>
        Misfit(path) is { } misfit ? throw new IOException($"'{path}' {misfit}") : File.OpenRead(path);

    /// <exception cref="IOException">As for <see cref="OpenRead"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="OpenRead"/>.</exception>
    public static byte[] ReadAllBytes(string path) =>
        Misfit(path) is { } misfit ? throw new IOException($"'{path}' {misfit}") : File.ReadAllBytes(path);

    // Opening a pipe waits for its other end, unless the C library is told not to; only what has positions is a file.
    private static bool IsStream(string path)
    {
        const int Current = 1;
        if (OperatingSystem.IsWindows())
        {
            return false;
        }
        var withoutWaiting = OperatingSystem.IsLinux() ? 0x800 : 0x4;
        var descriptor = Open(path, withoutWaiting);
        if (descriptor < 0)
        {
            return false;
        }
        var position = Seek(descriptor, 0, Current);
        _ = Close(descriptor);
        return position < 0;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "lseek")]
    private static partial long Seek(int descriptor, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
