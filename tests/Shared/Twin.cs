using System.Diagnostics;
using System.Globalization;

namespace Thalweg.Tests.Shared;

/// <summary>The twin of the protocol for external losses, a program that is built beside the tests.</summary>
internal static class Twin
{
    private const string Note = "started-";
    private const string Project = "Thalweg.External.Twin";

    public static string Program { get; } = Find();

    /// <summary>Numbers of the processes that were started with <c>notes=FOLDER</c>.</summary>
    public static IReadOnlyList<int> Started(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, Note + "*")
                .Select(file => int.Parse(Path.GetFileName(file)[Note.Length..], CultureInfo.InvariantCulture)),
        ];

    /// <summary>True where the process has ended or does so in a moment.</summary>
    public static bool HasEnded(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static string Find()
    {
        // artifacts/bin/PROJECT/release/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, Project, own.Name, Project);
    }
}
