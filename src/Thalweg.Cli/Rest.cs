using System.CommandLine;
using System.CommandLine.Parsing;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Words that are handed on as they are; they stand behind <c>--</c>, so that none is taken for a flag of the verb.</summary>
internal sealed class Rest(string name, string description)
{
    public Argument<string[]> Symbol { get; } =
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Refuses words that stand before <c>--</c>.</summary>
    /// <exception cref="InputException">With the flag that was probably meant.</exception>
    public void Check(ParseResult parsed, Verb verb)
    {
        var behind = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        var words = parsed.GetValue(Symbol) ?? [];
        if (words.Length <= behind)
        {
            return;
        }
        throw new InputException(
            words[0] is ['-', _, ..]
                ? Usage.UnknownFlag(words[0], parsed.CommandResult.Command)
                : $"unexpected {CallText.Show(words[0])}; '{verb.Name}' takes further words behind -- alone"
        );
    }
}
