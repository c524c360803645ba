using System.Diagnostics;

namespace Thalweg.Cli.Tests;

/// <summary>The real program in a process of its own.</summary>
internal static class StudyProcess
{
    /// <summary>Starts <c>thalweg run</c>.</summary>
    /// <param name="off">An instruction set to switch off, for example <c>EnableAVX2</c>; null for none.</param>
    public static Process Start(string study, string folder, int threads, string? off = null) =>
        Start(
            [
                "run",
                study,
                "--out",
                folder,
                "--threads",
                threads.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ],
            off
        );

    /// <summary>Starts <c>thalweg</c> with any arguments.</summary>
    public static Process Start(IEnumerable<string> arguments, string? off)
    {
        var start = CommandLine.Start(arguments);
        if (off is not null)
        {
            start.Environment["DOTNET_" + off] = "0";
        }
        return Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
    }

    /// <summary>Lets a process run to its end, asserts that it succeeded and returns what it printed.</summary>
    public static async Task<string> Finish(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{await output}\n{error}");
            return await output;
        }
    }

    /// <summary>Names and SHA-256 of all result files.</summary>
    public static IReadOnlyDictionary<string, string> ResultHashes(string folder) =>
        new SortedDictionary<string, string>(
            Directory
                .EnumerateFiles(Path.Combine(folder, "results"))
                .ToDictionary(
                    file => Path.GetFileName(file),
                    file =>
                        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))
                ),
            StringComparer.Ordinal
        );
}
