using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary>
/// The declaration of one <c>key=value</c> of a catalogue entry: it drives parsing, messages, the canonical form,
/// <c>thalweg list</c> and the schema.
/// </summary>
/// <param name="Name">The key.</param>
/// <param name="Default">Text of the value when the key is absent, or null: then the key is required or, where
/// <see cref="IsOptional"/>, absent.</param>
/// <param name="Description">One sentence without a full stop.</param>
public abstract record Option(string Name, string? Default, string Description)
{
    /// <summary>True where the key may be absent though it has no default.</summary>
    public bool IsOptional { get; init; }

    /// <summary>True where the canonical text leaves the option out at its default, as one added after results were stored:
    /// their keys, which are made from that text, stay.</summary>
    public bool IsLeftOutAtDefault { get; init; }

    /// <summary>Other keys that are read as this one; the canonical text has <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether a key means this option.</summary>
    internal bool IsNamed(string key) => Name == key || Aliases.Contains(key);

    public bool IsRequired => Default is null && !IsOptional;

    /// <summary>What a value looks like, for messages and lists, for example <c>a whole number from 1 to 10</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>What stands between the items where a study gives the value as a list; null where it takes none.</summary>
    internal virtual string? Joint => null;

    /// <summary>Whether a study may give the items of the list as a group of keys, each <c>key=value</c>.</summary>
    internal virtual bool TakesPairs => false;

    /// <summary>What the text of a value looks like: a regular expression of ECMAScript without anchors.</summary>
    internal abstract string Pattern { get; }

    /// <summary>The JSON Schema of a value, as editors see it: numbers and words of YAML, or their texts.</summary>
    /// <param name="entry">The schema of an entry of a catalogue.</param>
    internal virtual JsonObject Schema(Func<Catalogue, JsonObject> entry) => ValueSchemas.Text(Pattern);

    /// <summary>Reads a value.</summary>
    /// <exception cref="InputException">The text is not a value of this kind or out of range.</exception>
    public abstract object Read(string text, SourceLocation location);

    /// <summary>The canonical text of a value that <see cref="Read"/> returned.</summary>
    public abstract string Write(object value);

    private protected InputException Wrong(string text, SourceLocation location, string hint = "") =>
        new($"{Prefix(location)}expected {Expected}, found {CallText.Show(text)}{hint}", location);

    // A flag is named by its place already.
    private string Prefix(SourceLocation location) => location.Source == $"--{Name}" ? "" : $"{Name}: ";
}
