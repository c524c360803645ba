namespace Thalweg.Cli;

/// <summary>Where a run of the program reads from and writes to.</summary>
/// <param name="Output">Results; with <c>--json</c> exactly one JSON object.</param>
/// <param name="Error">Everything else: progress, warnings, faults.</param>
/// <param name="Style">What <paramref name="Error"/> can show.</param>
internal sealed record Terminal(
    TextWriter Output,
    TextWriter Error,
    TerminalStyle Style,
    CancellationToken Cancellation
)
{
    /// <summary>Columns that a bar needs; in fewer, plain lines are shown.</summary>
    private const int LeastColumns = 40;

    public static Terminal OfProcess(CancellationToken cancellation) =>
        new(
            Console.Out,
            Console.Error,
            StyleOf(
                Console.IsErrorRedirected ? 0 : Columns(),
                Environment.GetEnvironmentVariable("NO_COLOR"),
                Environment.GetEnvironmentVariable("TERM")
            ),
            cancellation
        );

    /// <summary>The bytes of standard input, for what is given as <c>-</c>.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>The bytes of standard output, for a file that is to be written to <c>-</c>.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Standard error for whoever writes escape codes of its own.</summary>
    public TextWriter Screen { get; private init; } = Error;

    /// <summary>The same, safe from what foreign files bring, and from a standard error that cannot be written.</summary>
    public Terminal Guarded() =>
        this with
        {
            Output = new GuardedWriter(Output, "standard output", isPlain: true),
            Error = new GuardedWriter(Error, null, isPlain: true),
            Screen = new GuardedWriter(Error, null, isPlain: false),
        };

    /// <summary>Writes a line that a person should see but that is not the result.</summary>
    public void Warn(string message) => Error.WriteLine($"warning: {message}");

    /// <summary>Writes a line that explains a result and calls for nothing.</summary>
    public void Note(string message) => Error.WriteLine($"note: {message}");

    /// <summary>What a terminal of so many columns, 0 for none, can show.</summary>
    internal static TerminalStyle StyleOf(int columns, string? noColour, string? kind) =>
        columns < LeastColumns || kind == "dumb" ? TerminalStyle.Lines
        : string.IsNullOrEmpty(noColour) ? TerminalStyle.Bars
        : TerminalStyle.ColourlessBars;

    private static int Columns()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            // A terminal that does not tell its size.
            return 0;
        }
    }
}

/// <summary>What a terminal can show.</summary>
internal enum TerminalStyle
{
    /// <summary>Text alone: a file, a pipe, or too few columns.</summary>
    Lines,

    /// <summary>Bars without colours, as <c>NO_COLOR</c> asks for.</summary>
    ColourlessBars,

    Bars,
}
