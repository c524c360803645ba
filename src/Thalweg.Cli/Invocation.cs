using System.CommandLine;
using Thalweg.Studies;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>One run of a verb: its flags' values and where to write.</summary>
internal sealed class Invocation(Verb verb, ParseResult parsed, Terminal terminal)
{
    public Terminal Terminal { get; } = terminal;

    public bool IsJson => IsSet(verb.Json);

    public bool IsGiven(Flag flag) => parsed.GetResult(flag.Symbol) is { Implicit: false };

    public bool IsSet(Switch option) => parsed.GetValue(option.Symbol);

    public string? Operand(Operand operand) => parsed.GetValue(operand.Symbol);

    public long Integer(Flag flag) => Value<long>(flag);

    public double Number(Flag flag) => Value<double>(flag);

    /// <summary>Value of a flag of words, free text or a path.</summary>
    public string Text(Flag flag) => Value<string>(flag);

    public string? TextOrNull(Flag flag) => IsGiven(flag) ? Text(flag) : null;

    public ResolvedCall Call(Flag flag) => Value<ResolvedCall>(flag);

    public T Value<T>(Flag flag)
    {
        var place = new SourceLocation(flag.Name, 0, 1);
        var text = parsed.GetValue(flag.Symbol) ?? flag.Option.Default;
        return text is null
            ? throw new InputException($"missing; expected {flag.Option.Expected}: {flag.Option.Description}", place)
            : (T)flag.Option.Read(text, place);
    }
}
