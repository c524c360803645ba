namespace Thalweg.Studies.Syntax;

/// <summary>Calls one after the other, separated by semicolons: <c>adam(steps=2000); sgd(rate=1e-3)</c>.</summary>
public static class CallSequence
{
    /// <summary>Parses and checks every call and fills in the defaults.</summary>
    /// <returns>At least one call.</returns>
    /// <exception cref="InputException">A piece is not a call of an entry of the catalogue.</exception>
    public static IReadOnlyList<ResolvedCall> Resolve(Catalogue catalogue, string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(text);
        var calls = new List<ResolvedCall>();
        foreach (var (from, to) in Pieces(text))
        {
            var piece = text[from..to];
            if (piece.AsSpan().Trim().IsEmpty && text.Contains(';', StringComparison.Ordinal))
            {
                throw new InputException(
                    $"expected {catalogue.Article} {catalogue.Axis} on either side of each ';' in {CallText.Show(text)}; "
                        + "remove the ';' or write what follows it",
                    location.Advance(from)
                );
            }
            calls.Add(catalogue.Resolve(piece, location.Advance(from)));
        }
        return calls;
    }

    /// <summary>The pieces between the semicolons that stand outside quotes and parentheses.</summary>
    private static IEnumerable<(int From, int To)> Pieces(string text)
    {
        var (from, depth) = (0, 0);
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quote is not null)
            {
                quote = character == quote ? null : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character is '(' or ')')
            {
                depth += character == '(' ? 1 : -1;
            }
            else if (character == ';' && depth == 0)
            {
                yield return (from, i);
                from = i + 1;
            }
        }
        yield return (from, text.Length);
    }
}

/// <summary>Entries of a catalogue, one after the other.</summary>
public sealed record CallSequenceOption(string Name, string? Default, string Description, Catalogue Catalogue)
    : Option(Name, Default, Description)
{
    public override string Expected => $"{Catalogue.Article} {Catalogue.Axis}, or several separated by ';'";

    internal override string Joint => ";";

    internal override string Pattern => CallPattern.Sequence(Catalogue);

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CallSequence.Resolve(Catalogue, text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Join("; ", ((IReadOnlyList<ResolvedCall>)value).Select(call => call.Canonical));
    }
}
