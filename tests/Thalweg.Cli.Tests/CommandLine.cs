using System.Diagnostics;

namespace Thalweg.Cli.Tests;

/// <summary>What one run of the program wrote and returned.</summary>
internal sealed record Transcript(int Code, string Output, string Error);

/// <summary>Runs the program: inside the test process, or the published one that THALWEG_PROGRAM names.</summary>
internal static class CommandLine
{
    /// <summary>The published program to test, or null.</summary>
    public static string? Published { get; } = Environment.GetEnvironmentVariable("THALWEG_PROGRAM");

    /// <summary>What starts the program in a process of its own.</summary>
    public static ProcessStartInfo Start(IEnumerable<string> arguments) =>
        new(
            Published ?? "dotnet",
            Published is null ? [Path.Combine(AppContext.BaseDirectory, "thalweg.dll"), .. arguments] : arguments
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public static Transcript Run(params string[] arguments) =>
        Published is null ? RunHere(arguments) : RunPublished(arguments);

    private static Transcript RunPublished(string[] arguments)
    {
        using var process = Process.Start(Start(arguments))!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Transcript(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static Transcript RunHere(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Application.Run(
            arguments,
            new Terminal(output, error, TerminalStyle.Lines, TestContext.Current.CancellationToken)
        );
        return new Transcript(code, output.ToString(), error.ToString());
    }

    /// <summary>Path of a file of the repository.</summary>
    public static string InRepository(string path) => Path.Combine(Checkout.Root, path);
}
