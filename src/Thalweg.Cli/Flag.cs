using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>A flag of a verb whose value is declared like an option of a call, so that both report faults alike.</summary>
/// <param name="option">Its name becomes <c>--name</c>; its default is the flag's.</param>
internal sealed class Flag(Option option)
{
    public Option Option { get; } = option;

    public string Name => $"--{Option.Name}";

    public System.CommandLine.Option<string> Symbol { get; } =
        new($"--{option.Name}") { Description = Describe(option), HelpName = HelpNameOf(option) };

    private static string Describe(Option option) =>
        option.Default is { Length: > 0 } text ? $"{option.Description} [default: {text}]" : option.Description;

    private static string HelpNameOf(Option option) =>
        option switch
        {
            IntegerOption or NumberOption => "number",
            WordOption word => string.Join('|', word.Words),
            CallOption call => call.Catalogue.Axis,
            RangesOption => "from:to",
            TextOption => "file",
            _ => "value",
        };
}
