using System.Globalization;
using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary>A whole number in [Minimum, Maximum].</summary>
public sealed record IntegerOption(string Name, string? Default, string Description)
    : Option(Name, Default, Description)
{
    public long Minimum { get; init; } = 1;

    public long Maximum { get; init; } = int.MaxValue;

    public override string Expected => NumberRange.Describe("a whole number", Minimum, Maximum);

    internal override string Pattern => ValuePatterns.Whole(Minimum);

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry)
    {
        var schema = ValueSchemas.TextOrNumber(Pattern, "integer");
        schema["minimum"] = Minimum;
        schema["maximum"] = Maximum;
        return schema;
    }

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NumberRange.TryInteger(text, Minimum, Maximum, out var value) ? value : throw Wrong(text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ((long)value).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A finite number in [Minimum, Maximum], or in ]Minimum, Maximum] where the minimum is excluded.</summary>
public sealed record NumberOption(string Name, string? Default, string Description) : Option(Name, Default, Description)
{
    public double Minimum { get; init; } = double.NegativeInfinity;

    public double Maximum { get; init; } = double.PositiveInfinity;

    public bool ExcludesMinimum { get; init; }

    public bool ExcludesMaximum { get; init; }

    public override string Expected => NumberRange.Describe(Minimum, Maximum, ExcludesMinimum, ExcludesMaximum);

    internal override string Pattern => ValuePatterns.Number;

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry)
    {
        var schema = ValueSchemas.TextOrNumber(Pattern);
        if (double.IsFinite(Minimum))
        {
            schema[ExcludesMinimum ? "exclusiveMinimum" : "minimum"] = Minimum;
        }
        if (double.IsFinite(Maximum))
        {
            schema[ExcludesMaximum ? "exclusiveMaximum" : "maximum"] = Maximum;
        }
        return schema;
    }

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
            NumberRange.TryNumber(text, out var value)
            && (ExcludesMinimum ? value > Minimum : value >= Minimum)
            && (ExcludesMaximum ? value < Maximum : value <= Maximum)
            ? value
            : throw Wrong(text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CallText.Number((double)value);
    }
}

/// <summary>Several whole numbers joined by a separator: <c>128-256-256</c>, <c>101x101</c>, <c>25,50,100</c>.</summary>
public sealed record IntegersOption(string Name, string? Default, string Description, char Separator)
    : Option(Name, Default, Description)
{
    public long Minimum { get; init; } = 1;

    public long Maximum { get; init; } = int.MaxValue;

    /// <summary>How many numbers there must be, or 0 for any number.</summary>
    public int Count { get; init; }

    public override string Expected =>
        NumberRange.Describe(Count == 0 ? "whole numbers" : $"{Count} whole numbers", Minimum, Maximum)
        + $" joined by '{Separator}'";

    internal override string Joint => Separator.ToString();

    internal override string Pattern => ValuePatterns.Joined(ValuePatterns.Whole(Minimum), Joint, Count);

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        ValueSchemas.OrList(
            Count > 1 ? ValueSchemas.Text(Pattern) : WithBounds(ValueSchemas.TextOrNumber(Pattern, "integer")),
            WithBounds(ValueSchemas.TextOrNumber(ValuePatterns.Whole(Minimum), "integer")),
            Count
        );

    private JsonObject WithBounds(JsonObject schema)
    {
        schema["minimum"] = Minimum;
        schema["maximum"] = Maximum;
        return schema;
    }

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(Separator);
        var values = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!NumberRange.TryInteger(parts[i].Trim(), Minimum, Maximum, out values[i]))
            {
                throw Wrong(text, location);
            }
        }
        return Count == 0 || values.Length == Count ? values : throw Wrong(text, location);
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Join(Separator, ((long[])value).Select(v => v.ToString(CultureInfo.InvariantCulture)));
    }
}

/// <summary>Several positive numbers joined by commas: <c>1e-4,1e-3,1e-2</c>.</summary>
public sealed record NumbersOption(string Name, string? Default, string Description)
    : Option(Name, Default, Description)
{
    public override string Expected => "numbers above 0 joined by ','";

    internal override string Joint => ",";

    internal override string Pattern => ValuePatterns.Joined(ValuePatterns.Positive, Joint);

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        ValueSchemas.OrList(Positive(Pattern), Positive(ValuePatterns.Positive));

    private static JsonObject Positive(string pattern)
    {
        var schema = ValueSchemas.TextOrNumber(pattern);
        schema["exclusiveMinimum"] = 0;
        return schema;
    }

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',');
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!NumberRange.TryNumber(parts[i].Trim(), out values[i]) || values[i] <= 0)
            {
                throw Wrong(text, location);
            }
        }
        return values;
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Join(',', ((double[])value).Select(CallText.Number));
    }
}

/// <summary>Finite numbers of any sign joined by commas: <c>-0.5,1.5</c>.</summary>
public sealed record CoordinatesOption(string Name, string? Default, string Description)
    : Option(Name, Default, Description)
{
    public override string Expected => "finite numbers joined by ','";

    internal override string Joint => ",";

    internal override string Pattern => ValuePatterns.Joined(ValuePatterns.Number, Joint);

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        ValueSchemas.OrList(ValueSchemas.TextOrNumber(Pattern), ValueSchemas.TextOrNumber(ValuePatterns.Number));

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',');
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!NumberRange.TryNumber(parts[i].Trim(), out values[i]))
            {
                throw Wrong(text, location);
            }
        }
        return values;
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Join(',', ((double[])value).Select(CallText.Number));
    }
}

/// <summary>One interval per axis, <c>from:to</c>, joined by commas: <c>-1:1,-1:1</c>.</summary>
/// <param name="Axes">How many there must be, or 0 for any number.</param>
public sealed record RangesOption(string Name, string? Default, string Description, int Axes)
    : Option(Name, Default, Description)
{
    public override string Expected =>
        Axes == 1
            ? "a range from:to with from < to, such as -1:1"
            : $"{(Axes == 0 ? "" : $"{Axes} ")}ranges from:to with from < to joined by ',', such as -1:1,-1:1";

    internal override string Joint => ",";

    private const string Range = ValuePatterns.Number + @"\s*:\s*" + ValuePatterns.Number;

    internal override string Pattern => ValuePatterns.Joined(Range, Joint, Axes);

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        ValueSchemas.OrList(ValueSchemas.Text(Pattern), ValueSchemas.Text(Range), Axes);

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',');
        if (Axes != 0 && parts.Length != Axes)
        {
            throw Wrong(text, location);
        }
        var ranges = new (double From, double To)[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var ends = parts[i].Split(':');
            if (
                ends.Length != 2
                || !NumberRange.TryNumber(ends[0].Trim(), out ranges[i].From)
                || !NumberRange.TryNumber(ends[1].Trim(), out ranges[i].To)
                || ranges[i].From >= ranges[i].To
            )
            {
                throw Wrong(text, location);
            }
        }
        return ranges;
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Join(
            ',',
            (((double From, double To)[])value).Select(r => $"{CallText.Number(r.From)}:{CallText.Number(r.To)}")
        );
    }
}
