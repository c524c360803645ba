namespace Thalweg.Studies.Syntax;

/// <summary>Where a piece of text came from, for error messages.</summary>
/// <param name="Source">File path, or the flag (<c>--network</c>) the text was given with.</param>
/// <param name="Line">1-based line, or 0 for flags.</param>
/// <param name="Column">1-based column of the first character.</param>
public readonly record struct SourceLocation(string Source, int Line, int Column)
{
    /// <summary>The place <paramref name="characters"/> further on the same line.</summary>
    public SourceLocation Advance(int characters) => this with { Column = Column + characters };

    public override string ToString() => Line > 0 ? $"{Source}:{Line}:{Column}" : Source;
}

/// <summary>
/// A parsed <c>name(key=value, …)</c>, the form in which flags and study files name a thing with its options;
/// <c>name:text</c> is short for a call with one positional text (<c>simpson:200</c>, <c>points:FILE.npz</c>).
/// </summary>
/// <param name="Name">Words joined by hyphens.</param>
/// <param name="Positional">The text after the colon, or null.</param>
/// <param name="Arguments">Keys and raw value texts in the order written.</param>
public sealed record Call(
    string Name,
    string? Positional,
    IReadOnlyList<CallArgument> Arguments,
    SourceLocation Location
)
{
    /// <summary>The text in canonical spelling: <c>name(key=value, key=value)</c>, keys in the order written.</summary>
    public override string ToString() =>
        Positional is not null ? $"{Name}:{CallText.QuoteIfNeeded(Positional)}"
        : Arguments.Count == 0 ? Name
        : $"{Name}({string.Join(", ", Arguments.Select(a => $"{a.Key}={CallText.QuoteIfNeeded(a.Value)}"))})";
}

/// <summary>One <c>key=value</c> of a <see cref="Call"/>; quotes around the value are removed.</summary>
public sealed record CallArgument(string Key, string Value, SourceLocation Location)
{
    /// <summary>Where each item of a list was written; empty where the value was one text.</summary>
    public IReadOnlyList<SourceLocation> Items { get; init; } = [];
}
