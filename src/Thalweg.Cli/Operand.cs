using System.CommandLine;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>A word of the command line that is not a flag: a file, a folder, an axis.</summary>
/// <param name="values">What a shell may complete; nothing where it is a file.</param>
internal sealed class Operand(string name, string description, bool isRequired, IReadOnlyList<string>? values = null)
{
    // Presence is checked here, so that its message is like all others.
    public Argument<string> Symbol { get; } = new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    /// <summary>What a shell may complete; nothing where it is a file.</summary>
    public IReadOnlyList<string> Values => values ?? [];

    /// <summary>Refuses a misspelt flag taken for an operand, and a required one that is missing.</summary>
    /// <exception cref="InputException">With the flag that was probably meant.</exception>
    public void Check(ParseResult parsed, Verb verb)
    {
        var value = parsed.GetValue(Symbol);
        if (value is null && isRequired)
        {
            throw new InputException($"'{verb.Name}' needs <{name}>, the {description}; for example: {verb.Example}");
        }
        if (value is "")
        {
            throw new InputException($"<{name}>: expected the {description}, found ''; for example: {verb.Example}");
        }
        if (value is ['-', _, ..])
        {
            throw new InputException(Usage.UnknownFlag(value, parsed.CommandResult.Command));
        }
    }
}

/// <summary>A flag without a value.</summary>
internal sealed class Switch(string name, string description)
{
    public Option<bool> Symbol { get; } = new($"--{name}") { Description = description };
}
