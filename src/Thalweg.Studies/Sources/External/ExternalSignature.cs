using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources.External;

/// <summary>How a loss of another program is written: <c>process:python3 loss.py</c> or
/// <c>process(command="python3 loss.py", files=net.py;data.npz, processes=2)</c>.</summary>
public static class ExternalSignature
{
    private const int MostProcesses = 64;

    public static Signature Signature { get; } =
        new(
            "process",
            "a loss that another program computes, asked over its standard input and output (docs/external.md)",
            [
                new CommandOption("command", "the program and its arguments, quoted as in a shell"),
                new FilesOption("files", "further files that the loss depends on") { IsOptional = true },
                new IntegerOption("processes", "1", "processes that share the work; no result depends on it")
                {
                    Maximum = MostProcesses,
                    IsLeftOutAtDefault = true,
                },
                new NumberOption("timeout", "600", "seconds that a request or the start of a process may take")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                    IsLeftOutAtDefault = true,
                },
            ]
        )
        {
            Positional = "command",
            AlsoKnownAs = ["external", "program", "command", "python"],
        };

    /// <summary>The command that a call of the signature declares.</summary>
    /// <param name="folder">The working folder of the processes.</param>
    public static ExternalCommand Command(ResolvedCall call, string folder)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(folder);
        return new(
            CommandWords.Split(call.Word("command")),
            call.Has("files") ? call.Words("files") : [],
            folder.Length == 0 ? Environment.CurrentDirectory : Path.GetFullPath(folder)
        )
        {
            Processes = call.Integer("processes"),
            Timeout = call.Number("timeout"),
        };
    }
}
