using System.IO.MemoryMappedFiles;

namespace Thalweg.Results.Store;

/// <summary>
/// A number in a memory-mapped file: counting costs one store per evaluation, and what was counted outlives a process that
/// is killed, so that repeated work can be told from needed work.
/// </summary>
/// <remarks>The file is made with the first count; tasks that count nothing leave none.</remarks>
public sealed class EvaluationCount : IDisposable
{
    private readonly string path;
    private MemoryMappedFile? file;
    private MemoryMappedViewAccessor? view;
    private long value;

    internal EvaluationCount(string path)
    {
        this.path = path;
        if (File.Exists(path))
        {
            view = Open();
            value = view.ReadInt64(0);
        }
    }

    /// <summary>Evaluations spent so far by all processes.</summary>
    public long Value => value;

    /// <exception cref="IOException">The file cannot be made.</exception>
    public void Add(long evaluations)
    {
        view ??= Open();
        value += evaluations;
        view.Write(0, value);
    }

    public void Dispose()
    {
        view?.Dispose();
        file?.Dispose();
    }

    private MemoryMappedViewAccessor Open()
    {
        try
        {
            // Written, not only sized: a page of a sparse file on a full disk would end the process at the first count.
            using (var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite))
            {
                if (stream.Length < sizeof(long))
                {
                    stream.Write(new byte[sizeof(long)]);
                    stream.Flush(flushToDisk: true);
                }
            }
            file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, sizeof(long));
            return file.CreateViewAccessor(0, sizeof(long));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFile.Unwritable(path, failure);
        }
    }
}
