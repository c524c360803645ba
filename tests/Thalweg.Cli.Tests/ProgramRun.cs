using System.Diagnostics;

namespace Thalweg.Cli.Tests;

/// <summary>Runs the program as a process of its own, from a shell.</summary>
internal static class ProgramRun
{
    public static string Program =>
        CommandLine.Published is { } path ? $"'{path}'" : $"dotnet '{typeof(Application).Assembly.Location}'";

    /// <param name="before">Commands of the shell that come first, each with its semicolon.</param>
    public static Transcript Shell(string folder, string line, string before = "")
    {
        using var process = Start(folder, line, before);
        return Finish(process);
    }

    /// <summary>In the foreground: a shell lets what it starts in the background ignore interrupts.</summary>
    public static Process Start(string folder, string line, string before = "") =>
        Bash(folder, $"{before}exec {Program} {line}");

    /// <summary>Commands of a shell, in which <see cref="Program"/> stands for the program.</summary>
    public static Process Bash(string folder, string commands) =>
        Process.Start(
            new ProcessStartInfo("bash", ["-c", commands])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            }
        )!;

    public static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public static Transcript Finish(Process process, int milliseconds = 60_000)
    {
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(milliseconds))
        {
            process.Kill(entireProcessTree: true);
        }
        return new Transcript(process.ExitCode, output.Result, error.Result);
    }
}
