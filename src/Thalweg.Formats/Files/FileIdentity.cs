namespace Thalweg.Formats.Files;

/// <summary>Tells whether two paths are one file, whatever they are called: through links of files and of folders, and hard links.</summary>
public static class FileIdentity
{
    private const int MostLinks = 40;

    private static StringComparison Spelling =>
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>True where writing one of two paths writes the other; neither need exist.</summary>
    public static bool AreSame(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (Canonical(first), Canonical(second));
        return string.Equals(a, b, Spelling) || AreLinked(a, b);
    }

    /// <summary>The full path with every symbolic link followed, also where there is no file yet; the path itself where links lead
    /// in a circle.</summary>
    public static string Canonical(string path)
    {
        var links = 0;
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Names(full[resolved.Length..]).Reverse());
        while (rest.TryPop(out var name))
        {
            var next = Path.Combine(resolved, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }
            if (++links > MostLinks)
            {
                return full;
            }
            // The links of the target are followed in their turn, from its root.
            var led = Path.GetFullPath(target, resolved);
            resolved = Path.GetPathRoot(led)!;
            foreach (var part in Names(led[resolved.Length..]).Reverse())
            {
                rest.Push(part);
            }
        }
        return resolved;
    }

    private static string[] Names(string path) =>
        path.Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar],
            StringSplitOptions.RemoveEmptyEntries
        );

    /// <summary>Hard links are told by a lock: held through one name it is refused through the other.</summary>
    private static bool AreLinked(string first, string second)
    {
        var (a, b) = (new FileInfo(first), new FileInfo(second));
        if (!a.Exists || !b.Exists || a.Length != b.Length || RegularFile.Misfit(first) is not null)
        {
            return false;
        }
        using (var held = Locked(first))
        {
            if (held is null)
            {
                return false;
            }
            using var other = Locked(second);
            if (other is not null)
            {
                return false;
            }
        }
        // Somebody else may hold the second one.
        using var alone = Locked(second);
        return alone is not null;
    }

    private static FileStream? Locked(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
