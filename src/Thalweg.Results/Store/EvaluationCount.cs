using System.IO.MemoryMappedFiles;
using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>
/// A number in a memory-mapped file: counting costs one store per evaluation, and what was counted outlives a process that
/// is killed, so that repeated work can be told from needed work.
/// </summary>
/// <remarks>
/// The file is made with the first count; tasks that count nothing leave none. It has two places for the number, written in turn, each
/// with a check: a process that is killed leaves one of them whole, and a damaged file is told from a number.
/// </remarks>
public sealed class EvaluationCount : IDisposable
{
    private const int PlaceLength = 2 * sizeof(long);
    private const int FileLength = 2 * PlaceLength;
    private const long Check = 0x5468616c77656731;

    private readonly string path;
    private MemoryMappedFile? file;
    private MemoryMappedViewAccessor? view;
    private long value;
    private int next;

    internal EvaluationCount(string path)
    {
        this.path = path;
        // An empty one was left by a process that was killed before its first count.
        if (RegularFile.Misfit(path) is null && new FileInfo(path) is { Exists: true, Length: > 0 } old)
        {
            var isWhole = old.Length == FileLength;
            view = Open();
            (value, next) = isWhole ? Latest(offset => view.ReadInt64(offset)) : (-1, 0);
            IsDamaged = value < 0;
            value = Math.Max(0, value);
        }
    }

    /// <summary>Evaluations spent so far by all processes.</summary>
    public long Value => value;

    /// <summary>True where the file could not be believed; the count then starts from nothing.</summary>
    public bool IsDamaged { get; }

    /// <summary>The number in such a file, read beside a process that counts; null where it is damaged or empty.</summary>
    /// <exception cref="IOException">There is no file, or it cannot be read.</exception>
    public static long? Peek(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[FileLength];
        if (stream.ReadAtLeast(bytes, FileLength, throwOnEndOfStream: false) < FileLength)
        {
            return null;
        }
        return Latest(offset => BitConverter.ToInt64(bytes, offset)) is { Value: >= 0 and var value } ? value : null;
    }

    /// <exception cref="IOException">The file cannot be made.</exception>
    public void Add(long evaluations)
    {
        view ??= Open();
        value += evaluations;
        view.Write(next * PlaceLength, value);
        view.Write((next * PlaceLength) + sizeof(long), value ^ Check);
        next = 1 - next;
    }

    public void Dispose()
    {
        view?.Dispose();
        file?.Dispose();
    }

    /// <summary>The larger number of the places whose check is right, with the place of the next one; −1 where neither is.</summary>
    private static (long Value, int Next) Latest(Func<int, long> read)
    {
        var latest = (Value: -1L, Next: 0);
        for (var place = 0; place < 2; place++)
        {
            var count = read(place * PlaceLength);
            var check = read((place * PlaceLength) + sizeof(long));
            // A place that nothing was written to yet is nothing counted: a process may be killed before its first count is whole.
            if (count > latest.Value && (check == (count ^ Check) || (count == 0 && check == 0)))
            {
                latest = (count, 1 - place);
            }
        }
        return latest;
    }

    private MemoryMappedViewAccessor Open()
    {
        try
        {
            // Written, not only sized: a page of a sparse file on a full disk would end the process at the first count.
            using (var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite))
            {
                if (stream.Length != FileLength)
                {
                    stream.SetLength(0);
                    stream.Write(new byte[FileLength]);
                    stream.Flush(flushToDisk: true);
                }
            }
            file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, FileLength);
            return file.CreateViewAccessor(0, FileLength);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFile.Unwritable(path, failure);
        }
    }
}
