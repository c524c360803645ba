using System.Text;

namespace Thalweg.Cli;

/// <summary>Where a run of the program reads from and writes to.</summary>
/// <param name="Output">Results; with <c>--json</c> exactly one JSON object.</param>
/// <param name="Error">Everything else: progress, warnings, faults.</param>
/// <param name="IsDecorated">True where <paramref name="Error"/> is a terminal that may be sent escape codes.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsDecorated, CancellationToken Cancellation)
{
    public static Terminal OfProcess(CancellationToken cancellation) =>
        new(
            Writer(Console.OpenStandardOutput()),
            Writer(Console.OpenStandardError()),
            !Console.IsErrorRedirected
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                && Environment.GetEnvironmentVariable("TERM") != "dumb",
            cancellation
        );

    // Console.Out would switch the keypad of the terminal on first use, with escape codes.
    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true };

    /// <summary>Writes a line that a person should see but that is not the result.</summary>
    public void Warn(string message) => Error.WriteLine($"warning: {message}");
}
