using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary>One or several texts, joined by semicolons, with single spaces.</summary>
/// <param name="Kind">What a text looks like, for messages.</param>
public sealed record TextsOption(string Name, string? Default, string Description, string Kind)
    : Option(Name, Default, Description)
{
    /// <summary>Whether each text is <c>name=value</c>, which a study may write as a group of keys.</summary>
    public bool IsPairs { get; init; }

    public override string Expected => Kind;

    internal override string Joint => ";";

    internal override bool TakesPairs => IsPairs;

    internal override string Pattern => ValuePatterns.Text;

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry)
    {
        var schema = ValueSchemas.OrList(
            ValueSchemas.TextOrNumber(ValuePatterns.Text),
            ValueSchemas.TextOrNumber(ValuePatterns.Text)
        );
        return IsPairs
            ? new JsonObject
            {
                ["if"] = new JsonObject { ["type"] = "object" },
                ["then"] = new JsonObject { ["additionalProperties"] = ValueSchemas.TextOrNumber(ValuePatterns.Text) },
                ["else"] = schema,
            }
            : schema;
    }

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] texts = [.. text.Split(';').Select(Single)];
        return texts.All(t => t.Length > 0) ? texts : throw Wrong(text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CallText.QuoteIfNeeded(string.Join(';', (string[])value));
    }

    // Spaces and ends of lines carry no meaning; the places of faults keep theirs as long as there are single ones.
    private static string Single(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
