using System.Security.Cryptography;

namespace Thalweg.Studies.Sources.External;

/// <summary>
/// What an external loss is a function of, as far as it can be named: the words of its command and the bytes of the files it
/// says to depend on. Task keys are made from it, so that an edited program is another task.
/// </summary>
/// <remarks>Hashed are every word, or what follows its first <c>=</c>, that is a file seen from the working folder, and the
/// further files. Cost: one reading of each file.</remarks>
public sealed class CommandFingerprint
{
    private readonly ExternalCommand command;
    private readonly IReadOnlyList<HashedFile> files;

    private CommandFingerprint(ExternalCommand command, IReadOnlyList<HashedFile> files, IReadOnlyList<string> unhashed)
    {
        this.command = command;
        this.files = files;
        Unhashed = unhashed;
    }

    /// <summary>Words that stand for something outside the key, each with what it is: a program of the search path, a folder.</summary>
    public IReadOnlyList<string> Unhashed { get; }

    /// <summary>Names and SHA-256 (lower-case hex) of the files.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        new SortedDictionary<string, string>(files.ToDictionary(f => f.Name, f => f.Hash), StringComparer.Ordinal);

    /// <summary>A sentence for records on what a key does not cover, or null where it covers all.</summary>
    public string? Note =>
        Unhashed.Count == 0
            ? null
            : $"Results of '{command}' are named by its words and its files, not by what is behind {string.Join(", ", Unhashed)}.";

    /// <summary>Reads and hashes the files.</summary>
    /// <exception cref="IOException">A further file does not exist or one cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static CommandFingerprint Of(ExternalCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var files = new List<HashedFile>();
        var unhashed = new List<string>();
        for (var i = 0; i < command.Words.Count; i++)
        {
            var word = command.Words[i];
            var value = word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? word[(equals + 1)..] : "";
            if (Candidates(word, value, isProgram: i == 0).FirstOrDefault(c => Exists(c, command.Folder)) is { } name)
            {
                Add(files, name, command.Folder);
            }
            else if (i == 0)
            {
                unhashed.Add($"{word} (found on the search path)");
            }
            else if (Candidates(word, value, false).FirstOrDefault(c => IsFolder(c, command.Folder)) is { } folder)
            {
                unhashed.Add($"{folder} (a folder)");
            }
        }
        foreach (var name in command.Files)
        {
            if (!Exists(name, command.Folder))
            {
                throw new FileNotFoundException(
                    $"the file '{name}' that process(files=…) names does not exist in {command.Folder}; correct the name or leave it out"
                );
            }
            Add(files, name, command.Folder);
        }
        return new CommandFingerprint(command, files, [.. unhashed.Distinct()]);
    }

    /// <summary>Sees to it that a process that is started now runs what was hashed. Cost: a look at length and time of each
    /// file; one that looks touched is hashed again.</summary>
    /// <exception cref="ExternalProcessException">A file has changed.</exception>
    public void RequireUnchanged()
    {
        foreach (var file in files.Where(f => !f.IsUnchanged(command.Folder)))
        {
            throw new ExternalProcessException(
                ExternalFault.Changed,
                $"'{file.Name}' has changed since results of '{command}' were given their names; start again"
            );
        }
    }

    private static IEnumerable<string> Candidates(string word, string value, bool isProgram) =>
        isProgram
            ? word.Contains('/', StringComparison.Ordinal) || word.Contains(Path.DirectorySeparatorChar)
                ? [word]
                : []
            : value.Length > 0
                ? [word, value]
                : [word];

    private static bool Exists(string name, string folder) =>
        name.Length > 0 && File.Exists(Path.GetFullPath(name, folder));

    private static bool IsFolder(string name, string folder) =>
        name.Length > 0 && Directory.Exists(Path.GetFullPath(name, folder));

    private static void Add(List<HashedFile> files, string name, string folder)
    {
        if (files.All(f => f.Name != name))
        {
            files.Add(HashedFile.Read(name, folder));
        }
    }

    private sealed record HashedFile(string Name, string Hash, long Length, DateTime Written)
    {
        public static HashedFile Read(string name, string folder)
        {
            var file = new FileInfo(Path.GetFullPath(name, folder));
            // Looked at before it is read: a change while it is read shows later.
            var (length, written) = (file.Length, file.LastWriteTimeUtc);
            using var stream = file.OpenRead();
            return new HashedFile(name, Convert.ToHexStringLower(SHA256.HashData(stream)), length, written);
        }

        public bool IsUnchanged(string folder)
        {
            var file = new FileInfo(Path.GetFullPath(Name, folder));
            return file.Exists
                && ((file.Length == Length && file.LastWriteTimeUtc == Written) || Read(Name, folder).Hash == Hash);
        }
    }
}
