namespace Thalweg.Studies.Syntax;

/// <summary>Regular expressions of ECMAScript for the calls of a catalogue: its names, their options, and values of their kinds.</summary>
internal static class CallPattern
{
    /// <summary>One call, without anchors.</summary>
    public static string Of(Catalogue catalogue) =>
        $"(?:{string.Join('|', catalogue.Signatures.Select(One).Concat(Others(catalogue)))})";

    /// <summary>Calls one after the other, separated by semicolons, without anchors.</summary>
    public static string Sequence(Catalogue catalogue) => $@"(?:{Of(catalogue)}\s*(?:;\s*(?=\S)|(?=\s*$)))+";

    // What a text without a name may be.
    private static IEnumerable<string> Others(Catalogue catalogue) =>
        catalogue.Otherwise is { } otherwise ? [otherwise.Options.First(o => o.Name == otherwise.Positional).Pattern]
        : catalogue.Block is not null ? [BlockFile.Pattern]
        : [];

    private static string One(Signature signature)
    {
        var options = signature.Options;
        var required = string.Concat(
            options.Where(o => o.IsRequired).Select(o => $@"(?=[\s\S]*\b{Names([o.Name, .. o.Aliases])}\s*=)")
        );
        var arguments =
            options.Count == 0 ? "" : $@"(?:(?:{string.Join('|', options.Select(Argument))})\s*(?:,\s*(?!\))|(?=\))))*";
        var call = $@"\s*\({required}\s*{arguments}\)";
        var positional = options.FirstOrDefault(o => o.Name == signature.Positional);
        var colon = positional is null ? "" : $@"|\s*:\s*{(IsText(positional) ? @"\S[\s\S]*" : Loose(positional))}";
        return $"{Names([signature.Name, .. signature.Aliases])}(?:{call}{colon}){(required.Length == 0 ? "?" : "")}";
    }

    private static string Argument(Option option) =>
        $@"{Names([option.Name, .. option.Aliases])}\s*=\s*"
        // A value that cannot begin with a space leaves the spaces before it to one part of the expression: no text takes it long.
        + (IsText(option) ? $@"(?:{ValuePatterns.Quoted}|(?=\S){ValuePatterns.Unquoted})" : Loose(option));

    private static string Names(IReadOnlyList<string> names) =>
        names.Count == 1 ? ValuePatterns.Literal(names[0]) : ValuePatterns.Words(names);

    private static bool IsText(Option option) => option.Pattern == ValuePatterns.Text;

    /// <summary>With quotes or without.</summary>
    private static string Loose(Option option) => $"[\"']?{option.Pattern}[\"']?";
}
