using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary>One of a few words.</summary>
public sealed record WordOption(string Name, string? Default, string Description, IReadOnlyList<string> Words)
    : Option(Name, Default, Description)
{
    public override string Expected => Words.Count == 1 ? $"'{Words[0]}'" : $"one of {string.Join(", ", Words)}";

    /// <summary>Words of earlier versions, which are still read, and what they are called now.</summary>
    public IReadOnlyDictionary<string, string> Former { get; init; } = new Dictionary<string, string>();

    internal override string Pattern => ValuePatterns.Words([.. Words, .. Former.Keys]);

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        ValueSchemas.Words([.. Words, .. Former.Keys]);

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        var word = Former.GetValueOrDefault(text, text);
        return Words.FirstOrDefault(w => w == word) ?? throw Wrong(text, location, Suggestion(text));
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (string)value;
    }

    /// <summary>Never a word of an earlier version, though what was meant may have been one.</summary>
    private string Suggestion(string text) =>
        Spelling.Nearest(text, [.. Words, .. Former.Keys]) is { } nearest
            ? $"; did you mean '{Former.GetValueOrDefault(nearest, nearest)}'?"
            : "";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record FlagOption(string Name, string? Default, string Description) : Option(Name, Default, Description)
{
    public override string Expected => "true or false";

    internal override string Pattern => "(?:true|false)";

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) => ValueSchemas.Words(["true", "false"]);

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "true" => true,
            "false" => false,
            _ => throw Wrong(text, location, Spelling.Suggest(text, ["true", "false"])),
        };
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (bool)value ? "true" : "false";
    }
}

/// <summary>Free text, such as a file path.</summary>
public sealed record TextOption(string Name, string? Default, string Description, string Kind)
    : Option(Name, Default, Description)
{
    public override string Expected => Kind;

    internal override string Pattern => ValuePatterns.Text;

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && !text.Any(char.IsControl) ? text : throw Wrong(text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CallText.QuoteIfNeeded((string)value);
    }
}

/// <summary>An entry of another catalogue.</summary>
public sealed record CallOption(string Name, string? Default, string Description, Catalogue Catalogue)
    : Option(Name, Default, Description)
{
    public override string Expected => $"{Catalogue.Article} {Catalogue.Axis}";

    internal override string Pattern => CallPattern.Of(Catalogue);

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) => entry(Catalogue);

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Catalogue.Resolve(text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ((ResolvedCall)value).Canonical;
    }
}
