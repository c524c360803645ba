using System.Globalization;
using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>
/// The right to compute one task: a file that names its holder and that the holder writes anew every 20 s. It saves work and carries no
/// correctness: a holder that lost it goes on and publishes the same bytes.
/// </summary>
/// <remarks>A lock counts for nothing once its holder is known to be gone (a process of this machine that has ended, an earlier start of this
/// job of a queue), or when it was not written for 120 s of the file server's clock.</remarks>
public sealed class TaskLock : IDisposable
{
    /// <summary>Suffix of locks that are taken out of the way.</summary>
    internal const string Stale = ".stale";

    // EEXIST on Linux and macOS, ERROR_FILE_EXISTS on Windows.
    private static readonly int[] AlreadyThere = [17, unchecked((int)0x80070050)];

    private static int removals;

    private readonly string path;
    private readonly LockRecord record;
    private readonly FileStream stream;

    private TaskLock(string path, LockRecord record, FileStream stream)
    {
        this.path = path;
        this.record = record;
        this.stream = stream;
        LockHeart.Add(this);
    }

    /// <summary>Takes the lock, or returns null when another process or thread holds it.</summary>
    /// <exception cref="IOException">The lock file cannot be created.</exception>
    internal static TaskLock? TryTake(string path) => TryTake(path, LockRecord.OfProcess());

    internal static TaskLock? TryTake(string path, LockRecord own)
    {
        try
        {
            return TryCreate(path, own)
                ?? (LockRecord.IsStale(path, own, out var token) && Remove(path, token) ? TryCreate(path, own) : null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFile.Unwritable(path, failure);
        }
    }

    public void Dispose()
    {
        LockHeart.Remove(this);
        lock (stream)
        {
            stream.Dispose();
        }
        // Another's lock stays: it has been taken over.
        if (LockRecord.Read(path)?.Token == record.Token)
        {
            DurableFile.Discard(path);
        }
    }

    /// <summary>Shows that the holder lives. The file server sets the time, so the file is written and not only touched.</summary>
    internal void Beat()
    {
        lock (stream)
        {
            if (!stream.CanWrite)
            {
                return;
            }
            try
            {
                stream.Position = 0;
                stream.Write(record.ToBytes());
                stream.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                // At worst another process computes the same.
            }
        }
    }

    private static TaskLock? TryCreate(string path, LockRecord own)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(
                path,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
        }
        catch (IOException failure) when (AlreadyThere.Contains(failure.HResult))
        {
            // It may be gone again by now: another process takes it over.
            return null;
        }
        var taken = new TaskLock(path, own, stream);
        taken.Beat();
        return taken;
    }

    /// <summary>Takes a stale lock out of the way under a name of its own and looks once more at what it is: false where another process was quicker
    /// and this was its new lock.</summary>
    internal static bool Remove(string path, string? token)
    {
        var aside = string.Create(
            CultureInfo.InvariantCulture,
            $"{path}.{WriterName.OfProcess}.{Interlocked.Increment(ref removals)}{Stale}"
        );
        try
        {
            File.Move(path, aside, overwrite: true);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        if (LockRecord.Read(aside)?.Token == token)
        {
            DurableFile.Discard(aside);
            return true;
        }
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException)
        {
            DurableFile.Discard(aside);
        }
        return false;
    }
}
