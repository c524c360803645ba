using Thalweg.Results.Keys;

namespace Thalweg.Results.Store;

/// <summary>
/// Where the files of results lie: in one folder, and of a large study in up to 256 folders of it, named by the first two digits of the key. A
/// folder with hundreds of thousands of entries is slow on many file servers. Readers look in both places, so that a store may hold both.
/// </summary>
internal sealed class ResultPlaces
{
    /// <summary>Files that one folder takes before the next ones fan out.</summary>
    public const int Most = 50_000;

    private const int Digits = 2;
    private const int FilesOfResult = 2;

    private readonly string results;
    private bool isWide;
    private int room;

    /// <param name="expected">Results that are going to be written.</param>
    public ResultPlaces(string results, int expected)
    {
        this.results = results;
        var there = Directory.Exists(results) ? Directory.EnumerateFiles(results).Take(Most).Count() : 0;
        room = Most - there;
        isWide = (long)FilesOfResult * expected > room || WideFolders().Any();
    }

    /// <summary>Where a file is; where it is not yet, a path in the one folder.</summary>
    public string Find(TaskKey key, string extension)
    {
        var flat = Path.Combine(results, key.Hex + extension);
        if (File.Exists(flat))
        {
            return flat;
        }
        var wide = Wide(key, extension);
        return File.Exists(wide) ? wide : flat;
    }

    /// <summary>Where a file goes: in place of the one that is there, else where new ones go.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public string For(TaskKey key, string extension)
    {
        var there = Find(key, extension);
        if (File.Exists(there))
        {
            return there;
        }
        isWide |= Interlocked.Decrement(ref room) < 0;
        if (!isWide)
        {
            return there;
        }
        var wide = Wide(key, extension);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(wide)!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFile.Unwritable(wide, failure);
        }
        return wide;
    }

    /// <summary>All files, wherever they lie.</summary>
    public IEnumerable<string> All(string pattern = "*") =>
        WideFolders().Prepend(results).SelectMany(folder => Directory.EnumerateFiles(folder, pattern));

    /// <summary>Whether a folder of this name is one that results fan out to.</summary>
    public static bool IsWideFolder(string name) =>
        name.Length == Digits && name.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    private string Wide(TaskKey key, string extension) => Path.Combine(results, key.Hex[..Digits], key.Hex + extension);

    private IEnumerable<string> WideFolders() =>
        Directory.Exists(results)
            ? Directory.EnumerateDirectories(results).Where(path => IsWideFolder(Path.GetFileName(path)))
            : [];
}
