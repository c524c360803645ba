using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>Durable files of a store: a failure says that finished results are kept and what to do.</summary>
internal static class StoreFile
{
    /// <summary>Writes <paramref name="path"/> whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; an older file is still whole.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            DurableFile.Write(path, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, failure);
        }
    }

    /// <summary>Lets <paramref name="write"/> fill a temporary file, publishes it and returns the SHA-256 of its bytes.</summary>
    /// <exception cref="IOException">As for <see cref="Write"/>.</exception>
    public static string WriteWith(string path, Action<string> write)
    {
        try
        {
            return DurableFile.WriteWith(path, write);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, failure);
        }
    }

    public static IOException Unwritable(string path, Exception failure) =>
        new(
            $"cannot write '{path}': {failure.Message.TrimEnd('.')}; results that were finished are kept: free space or mend "
                + "the permissions and run the same command again, or choose another folder",
            failure
        );
}
