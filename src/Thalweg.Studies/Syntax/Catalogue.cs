namespace Thalweg.Studies.Syntax;

/// <summary>The entries of one axis (problems, networks, …), in the order they are listed.</summary>
/// <param name="axis">The axis in the singular: <c>network</c>.</param>
/// <param name="plural">The axis in the plural, as in <c>thalweg list networks</c>.</param>
public class Catalogue(string axis, string plural, string description, IReadOnlyList<Signature> signatures)
{
    public string Axis { get; } = axis ?? throw new ArgumentNullException(nameof(axis));

    public string Plural { get; } = plural ?? throw new ArgumentNullException(nameof(plural));

    public string Description { get; } = description ?? throw new ArgumentNullException(nameof(description));

    public IReadOnlyList<Signature> Signatures { get; } =
        signatures ?? throw new ArgumentNullException(nameof(signatures));

    /// <summary>The entry that a text means whose first word is no entry, such as a formula: the text is the value that stands after the
    /// colon of that entry. Null where every text has to begin with an entry.</summary>
    public Signature? Otherwise { get; init; }

    /// <summary>The entry whose options a study may write as a group of keys without its name, and a file of its own may hold. Null where
    /// there is none.</summary>
    public Signature? Block { get; init; }

    /// <summary>The entry of that name, or null.</summary>
    internal Signature? Find(string name) => Signatures.FirstOrDefault(s => s.IsNamed(name));

    internal string Article => Axis[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";

    /// <summary>Parses and checks a text, and fills in the defaults.</summary>
    /// <exception cref="InputException">The text is not a call of an entry of this catalogue.</exception>
    public ResolvedCall Resolve(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Block is not null && BlockFile.IsNamed(text))
        {
            return BlockFile.Read(this, text.Trim(), location);
        }
        return Otherwise is { } otherwise && Find(FirstWord(text)) is null
            ? otherwise.Resolve(new Call(otherwise.Name, text.Trim(), [], location))
            : Resolve(CallParser.Parse(text, location));
    }

    /// <inheritdoc cref="Resolve(string, SourceLocation)"/>
    public ResolvedCall Resolve(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var signature = Find(call.Name);
        if (signature is not null)
        {
            return signature.Resolve(call);
        }
        throw new InputException($"{Unknown(call.Name)} ({Listed})", call.Location);
    }

    /// <summary>All names, as messages list them.</summary>
    internal string Listed => $"{Plural}: {string.Join(", ", Signatures.Select(s => s.Name))}";

    /// <summary>That a name is none, and what was probably meant.</summary>
    internal string Unknown(string name)
    {
        var known = Signatures.FirstOrDefault(s => s.AlsoKnownAs.Contains(name, StringComparer.OrdinalIgnoreCase));
        var suggestion = known is not null
            ? $"; did you mean '{known.Name}'?"
            : Spelling.Suggest(name, Signatures.SelectMany(s => (string[])[s.Name, .. s.Aliases]));
        return $"unknown {Axis} {CallText.Show(name)}{suggestion}";
    }

    private static string FirstWord(string text) =>
        new([.. text.TrimStart().TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
}
