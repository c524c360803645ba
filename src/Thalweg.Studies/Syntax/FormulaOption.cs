using Thalweg.Pde.Equations;

namespace Thalweg.Studies.Syntax;

/// <summary>A formula of x1, x2, …; its canonical text has no spaces.</summary>
/// <param name="Unknown">What a message says of a word that no formula has.</param>
public sealed record FormulaOption(string Name, string? Default, string Description, Func<string, string> Unknown)
    : Option(Name, Default, Description)
{
    public Func<string, string> Unknown { get; init; } = Unknown ?? throw new ArgumentNullException(nameof(Unknown));

    public override string Expected => "a formula of x1, x2, … such as (1-x1)^2 + 100*(x2-x1^2)^2";

    // One piece of a formula after the other; no text is read in two ways, which could take long.
    internal override string Pattern =>
        $@"(?:[-+*/^()\s.\d]|[eE](?=[-+\d])|x(?=\d)|{string.Join('|', FormulaParser.Words)})+";

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            FormulaParser.Parse(text);
        }
        catch (FormulaException fault)
        {
            // A first word that is none may have been meant as a name.
            var message =
                fault.Unknown is { } word && text.TrimStart().StartsWith(word, StringComparison.Ordinal) ? Unknown(word)
                : fault.Unknown is null ? $"{fault.Message} of {CallText.Show(text)}"
                : $"{fault.Message} of {CallText.Show(text)}; a formula has x1, x2, …, {string.Join(", ", FormulaParser.Words)}";
            throw new InputException(message, location.Advance(fault.Column - 1), fault);
        }
        // The parser has read the text with them: no space joins two pieces, none stands inside one.
        return new string([.. text.Where(c => !char.IsWhiteSpace(c)).Select(c => c == '−' ? '-' : c)]);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (string)value;
    }
}
