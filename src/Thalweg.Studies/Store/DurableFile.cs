using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Thalweg.Studies.Store;

/// <summary>
/// Files that are either wholly there or not at all, also after a crash: written under a temporary name, flushed to disk,
/// renamed, and the folder's entry flushed.
/// </summary>
internal static partial class DurableFile
{
    /// <summary>Suffix of files that are still being written; one that is left behind is overwritten by the next attempt.</summary>
    public const string Temporary = ".new";

    /// <summary>Writes <paramref name="path"/> whole or not at all.</summary>
    /// <param name="writer">Tells the writers of one file apart where no lock does.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; an older file is still whole.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, string writer = "")
    {
        var temporary = path + writer + Temporary;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            FlushFolder(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw Unwritable(path, failure);
        }
    }

    /// <summary>Lets <paramref name="write"/> fill a temporary file, publishes it and returns the SHA-256 of its bytes.</summary>
    /// <exception cref="IOException">As for <see cref="Write"/>.</exception>
    public static string WriteWith(string path, Action<string> write)
    {
        var temporary = path + Temporary;
        try
        {
            write(temporary);
            string hash;
            using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                hash = Convert.ToHexStringLower(SHA256.HashData(stream));
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            FlushFolder(path);
            return hash;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw Unwritable(path, failure);
        }
    }

    public static IOException Unwritable(string path, Exception failure) =>
        new(
            $"cannot write '{path}': {failure.Message.TrimEnd('.')}; results that were finished are kept: free space or mend "
                + "the permissions and run the same command again, or choose another folder",
            failure
        );

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

    // A rename survives a power failure only when the folder is flushed too; .NET opens no folders, so ask the C library.
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
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
