namespace Thalweg.Cli.Tests;

/// <summary>What one run of the program wrote and returned.</summary>
internal sealed record Transcript(int Code, string Output, string Error);

/// <summary>Runs the program inside the test process.</summary>
internal static class CommandLine
{
    public static Transcript Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Application.Run(
            arguments,
            new Terminal(output, error, false, TestContext.Current.CancellationToken)
        );
        return new Transcript(code, output.ToString(), error.ToString());
    }

    /// <summary>Path of a file of the repository.</summary>
    public static string InRepository(string path) => Path.Combine(Checkout.Root, path);
}
