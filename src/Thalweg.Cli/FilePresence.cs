using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Sees to it, before anything is computed, that files to read are there and folders to write into are there; says which flag
/// names the one that is not.</summary>
internal static class FilePresence
{
    // So many names of a folder are looked through for one that was probably meant.
    private const int MostNames = 1000;

    /// <summary>The files that flags name to be read.</summary>
    /// <exception cref="IOException">One of them is not there.</exception>
    public static void Require(Invocation invocation, IEnumerable<Flag> flags)
    {
        foreach (var flag in flags.Where(flag => flag.Use == FileUse.Read && invocation.IsGiven(flag)))
        {
            foreach (var text in invocation.Written(flag).Where(text => text.Length > 0 && flag.IsPath(text)))
            {
                Require(FileClaims.WithoutPart(text), flag.Name, flag.Option.Expected);
            }
        }
    }

    /// <exception cref="IOException">The file is not there.</exception>
    /// <param name="name">Of the flag or the operand, for messages.</param>
    /// <param name="expected">What it should be.</param>
    public static void Require(string path, string name, string expected)
    {
        if (path == OutputFile.Standard || File.Exists(path) || Directory.Exists(path))
        {
            return;
        }
        var folder = FolderOf(path);
        throw new FileNotFoundException(
            Directory.Exists(folder)
                ? $"{name}: there is no file {CallText.Show(path)}; expected {expected}{Meant(Path.GetFileName(path), folder)}"
                : $"{name}: there is no file {CallText.Show(path)}, and no folder {CallText.Show(folder)}; expected {expected}",
            path
        );
    }

    /// <summary>Why nothing can be written under a path; null where its folder is there.</summary>
    public static string? WithoutFolder(string path) =>
        FolderOf(path) is var folder && Directory.Exists(folder) ? null
        : File.Exists(folder)
            ? $"{CallText.Show(path)} cannot be written: {CallText.Show(folder)} is a file; name a folder"
        : $"{CallText.Show(path)} cannot be written: there is no folder {CallText.Show(folder)}; make it, or name another";

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : Environment.CurrentDirectory;

    /// <summary>A file of the folder whose name without its ending is nearly this one's.</summary>
    private static string Meant(string name, string folder)
    {
        try
        {
            var there = Directory
                .EnumerateFiles(folder)
                .Take(MostNames)
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
                .ToLookup(file => Path.GetFileNameWithoutExtension(file));
            return
                Spelling.Nearest(Path.GetFileNameWithoutExtension(name), there.Select(group => group.Key)) is { } stem
                ? $"; did you mean {CallText.Show(there[stem].First())}?"
                : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
