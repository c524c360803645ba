using System.CommandLine;
using Thalweg.Studies.Syntax;
using DeclaredOption = Thalweg.Studies.Syntax.Option;

namespace Thalweg.Cli;

/// <summary>A flag of a verb whose value is declared like an option of a call, so that both report faults alike.</summary>
/// <param name="option">Its name becomes <c>--name</c>; its default is the flag's.</param>
/// <param name="value">What stands for its value in the help; null for what the option says.</param>
internal sealed class Flag(DeclaredOption option, string? value = null)
{
    public DeclaredOption Option { get; } = option;

    public string Name => $"--{Option.Name}";

    /// <summary>What is done with the file that it names.</summary>
    public FileUse Use { get; init; }

    /// <summary>Whether several values may follow one another.</summary>
    public bool TakesSeveral
    {
        init => Symbol.AllowMultipleArgumentsPerToken = value;
    }

    /// <summary>Which of its values are paths, for a flag that takes other words too.</summary>
    public Func<string, bool> IsPath { get; init; } = _ => true;

    /// <summary>Where its value was written, for messages.</summary>
    public SourceLocation Place => new(Name, 0, 1);

    // An array, so that a flag given twice is counted by the invocation and reported like every other fault.
    public Option<string[]> Symbol { get; } =
        new($"--{option.Name}")
        {
            Description = Describe(option),
            HelpName = value ?? HelpNameOf(option),
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>What a shell may complete; nothing where it is a file or a number.</summary>
    public IEnumerable<string> Values =>
        Option switch
        {
            WordOption word => word.Words,
            CallOption call => call.Catalogue.Signatures.Select(s => s.Name),
            CallSequenceOption calls => calls.Catalogue.Signatures.Select(s => s.Name),
            _ => [],
        };

    private static string Describe(DeclaredOption option)
    {
        var catalogue = option switch
        {
            CallOption call => call.Catalogue,
            CallSequenceOption calls => calls.Catalogue,
            _ => null,
        };
        var entries = catalogue is null
            ? ""
            : $": {string.Join(", ", catalogue.Signatures.Select(s => s.Name))} (thalweg list {catalogue.Plural})";
        var standard = option.Default is { Length: > 0 } text ? $" [default: {text}]" : "";
        return $"{option.Description}{entries}{standard}";
    }

    private static string HelpNameOf(DeclaredOption option) =>
        option switch
        {
            IntegerOption or NumberOption => "number",
            WordOption word => string.Join('|', word.Words),
            CallOption call => call.Catalogue.Axis,
            CallSequenceOption calls => calls.Catalogue.Axis,
            RangesOption => "from:to",
            CoordinatesOption => "x,y",
            IntegersOption => "count",
            AllOrCountOption => "all|number",
            TextOption => "file",
            _ => "value",
        };
}
