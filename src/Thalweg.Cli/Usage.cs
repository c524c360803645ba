using System.CommandLine;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Explains a command line that names verbs or flags that do not exist.</summary>
internal static class Usage
{
    public static int Explain(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        foreach (var fault in Faults(parsed, command))
        {
            terminal.Error.WriteLine($"error: {fault}");
        }
        terminal.Error.WriteLine($"see: thalweg {(command is RootCommand ? "" : $"{command.Name} ")}--help");
        return ExitCode.Input;
    }

    public static string UnknownFlag(string token, Command command)
    {
        var flags = command.Options.Select(o => o.Name).Append("--help");
        var name = token.Split('=')[0];
        return $"unknown option {CallText.Show(name)}{Spelling.Suggest(name, flags)}";
    }

    private static IEnumerable<string> Faults(ParseResult parsed, Command command)
    {
        var verbs = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToArray();
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return parsed.UnmatchedTokens.Select(token =>
                token is ['-', _, ..] ? UnknownFlag(token, command)
                : command is RootCommand
                    ? $"unknown verb {CallText.Show(token)}{Spelling.Suggest(token, verbs)} (verbs: {string.Join(", ", verbs)})"
                : $"unexpected {CallText.Show(token)}; '{command.Name}' takes no further words"
            );
        }
        return command is RootCommand
            ? [$"expected a verb ({string.Join(", ", verbs)}), found nothing"]
            : parsed.Errors.Select(e => e.Message.TrimEnd('.'));
    }
}
