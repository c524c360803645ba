using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Thalweg.Formats.Files;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Queues;

/// <summary>The program that jobs start: a copy of the running one that needs nothing of the node, in a folder named by its bytes, so that a program that
/// is built anew never mixes into a study that runs.</summary>
internal static class ProgramCopy
{
    private const string Program = "thalweg";
    private const string Library = Program + ".dll";
    private const int NameDigits = 16;

    // Nothing that runs.
    private static readonly string[] LeftOut = [".pdb", ".xml"];

    /// <summary>Copies the running program.</summary>
    /// <param name="folder">Where the folder of the copy is made.</param>
    /// <returns>Words of the shell that start it.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string OfThis(string folder)
    {
        var home = AppContext.BaseDirectory;
        if (!File.Exists(Path.Combine(home, Library)))
        {
            var file =
                Environment.ProcessPath
                ?? throw new IOException("the running program has no file to copy; name one with --program");
            return ShellWord.Of(Path.Combine(Copy([(file, Program)], folder), Program));
        }
        var files = Under(home, "program").Where(file => !LeftOut.Contains(Path.GetExtension(file.Source))).ToList();
        if (Directory.EnumerateFiles(home, "*hostfxr.*").Any())
        {
            return ShellWord.Of(Path.Combine(Copy(files, folder), "program", Program));
        }
        var copy = Copy([.. files, .. Runtime()], folder);
        return $"{ShellWord.Of(Path.Combine(copy, "dotnet", "dotnet"))} {ShellWord.Of(Path.Combine(copy, "program", Library))}";
    }

    /// <summary>A program that nodes find in a folder.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static string In(string folder, SourceLocation place)
    {
        var full = Path.GetFullPath(folder);
        return File.Exists(Path.Combine(full, Program)) ? ShellWord.Of(Path.Combine(full, Program))
            : File.Exists(Path.Combine(full, Library)) ? $"dotnet {ShellWord.Of(Path.Combine(full, Library))}"
            : throw new InputException(
                $"expected 'self' or a folder with the file {Program} or {Library}, found {CallText.Show(folder)}; publish the program there",
                place
            );
    }

    /// <summary>Words of the shell that start the running program itself.</summary>
    public static string Running()
    {
        var library = Path.Combine(AppContext.BaseDirectory, Library);
        var process = Environment.ProcessPath ?? Program;
        return Path.GetFileNameWithoutExtension(process) == Program || !File.Exists(library)
            ? ShellWord.Of(process)
            : $"{ShellWord.Of(Path.GetFileNameWithoutExtension(process) == "dotnet" ? process : "dotnet")} {ShellWord.Of(library)}";
    }

    /// <summary>What a framework-dependent program needs of the machine.</summary>
    private static IEnumerable<(string Source, string Name)> Runtime()
    {
        // ROOT/shared/Microsoft.NETCore.App/VERSION/
        var runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var (framework, version) = (Path.GetDirectoryName(runtime)!, Path.GetFileName(runtime));
        var root = Path.GetDirectoryName(Path.GetDirectoryName(framework))!;
        var host = new DirectoryInfo(Path.Combine(root, "host", "fxr"))
            .EnumerateDirectories()
            .OrderBy(found => found.Name == version)
            .ThenBy(found => found.LastWriteTimeUtc)
            .Last();
        var muxer = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return
        [
            (muxer, Path.Combine("dotnet", Path.GetFileName(muxer))),
            .. Under(host.FullName, Path.Combine("dotnet", "host", "fxr", host.Name)),
            .. Under(runtime, Path.Combine("dotnet", "shared", Path.GetFileName(framework), version)),
        ];
    }

    private static IEnumerable<(string Source, string Name)> Under(string folder, string name) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (path, Path.Combine(name, Path.GetRelativePath(folder, path))));

    private static string Copy(IReadOnlyList<(string Source, string Name)> files, string folder)
    {
        var place = Path.Combine(folder, HashOf(files)[..NameDigits]);
        if (Directory.Exists(place))
        {
            return place;
        }
        var temporary = $"{place}.{WriterName.OfProcess}{DurableFile.Temporary}";
        foreach (var (source, name) in files)
        {
            var target = Path.Combine(temporary, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }
        try
        {
            Directory.Move(temporary, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            // Another process was as quick, with the same bytes.
            Directory.Delete(temporary, recursive: true);
        }
        return place;
    }

    private static string HashOf(IEnumerable<(string Source, string Name)> files)
    {
        var lines = files
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file =>
            {
                using var stream = File.OpenRead(file.Source);
                return $"{file.Name}\n{Convert.ToHexStringLower(SHA256.HashData(stream))}\n";
            });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
