using System.Globalization;
using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary><c>all</c>, or a whole number above 0. Its value is the word, or the number in digits.</summary>
public sealed record AllOrCountOption(string Name, string? Default, string Description)
    : Option(Name, Default, Description)
{
    /// <summary>The word for no bound.</summary>
    public const string All = "all";

    public override string Expected => $"'{All}', or a whole number above 0";

    internal override string Pattern => $"(?:{All}|{ValuePatterns.Whole(1)})";

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        ValueSchemas.TextOrNumber(Pattern, "integer");

    /// <summary>The number of a value; null for all.</summary>
    public static int? Count(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value == All ? null : int.Parse(value, CultureInfo.InvariantCulture);
    }

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text == All ? text
            : NumberRange.TryInteger(text, 1, int.MaxValue, out var value)
                ? value.ToString(CultureInfo.InvariantCulture)
            : throw Wrong(text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (string)value;
    }
}
