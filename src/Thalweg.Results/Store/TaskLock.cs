namespace Thalweg.Results.Store;

/// <summary>
/// The right to compute one task: an exclusively opened file, so that the operating system frees it when its process ends in
/// whatever way. A lock file that is left behind blocks nobody.
/// </summary>
public sealed class TaskLock : IDisposable
{
    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] HeldElsewhere = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream stream;

    private TaskLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock, or returns null when another process or thread holds it.</summary>
    /// <exception cref="IOException">The lock file cannot be created.</exception>
    internal static TaskLock? TryTake(string path)
    {
        try
        {
            return new TaskLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (HeldElsewhere.Contains(failure.HResult))
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFile.Unwritable(path, failure);
        }
    }

    public void Dispose() => stream.Dispose();
}
