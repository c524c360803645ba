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

    internal string Article => Axis[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";

    /// <summary>Parses and checks a text, and fills in the defaults.</summary>
    /// <exception cref="InputException">The text is not a call of an entry of this catalogue.</exception>
    public ResolvedCall Resolve(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Resolve(CallParser.Parse(text, location));
    }

    /// <inheritdoc cref="Resolve(string, SourceLocation)"/>
    public ResolvedCall Resolve(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var signature = Signatures.FirstOrDefault(s => s.Name == call.Name);
        if (signature is not null)
        {
            return signature.Resolve(call);
        }
        var known = Signatures.FirstOrDefault(s => s.AlsoKnownAs.Contains(call.Name, StringComparer.OrdinalIgnoreCase));
        var suggestion = known is not null
            ? $"; did you mean '{known.Name}'?"
            : Spelling.Suggest(call.Name, Signatures.Select(s => s.Name));
        throw new InputException(
            $"unknown {Axis} {CallText.Show(call.Name)}{suggestion} ({Plural}: {string.Join(", ", Signatures.Select(s => s.Name))})",
            call.Location
        );
    }
}
