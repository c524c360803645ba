using System.Globalization;
using System.Text.Json.Nodes;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>Weights of conditions, <c>name=number</c> joined by semicolons.</summary>
internal sealed record WeightsOption(string Name, string Description) : Option(Name, null, Description)
{
    public override string Expected => "name=number, or several joined by ';', each number 0 or more";

    internal override string Joint => ";";

    internal override bool TakesPairs => true;

    internal override string Pattern => ValuePatterns.Text;

    /// <summary>The weights of a call.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Of(ResolvedCall call, string option) =>
        [
            .. call.Words(option)
                .Select(pair =>
                    KeyValuePair.Create(
                        pair[..pair.IndexOf('=', StringComparison.Ordinal)],
                        double.Parse(
                            pair.AsSpan(pair.IndexOf('=', StringComparison.Ordinal) + 1),
                            CultureInfo.InvariantCulture
                        )
                    )
                ),
        ];

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        new()
        {
            ["if"] = new JsonObject { ["type"] = "object" },
            ["then"] = new JsonObject
            {
                ["additionalProperties"] = new JsonObject { ["type"] = "number", ["minimum"] = 0 },
            },
            ["else"] = ValueSchemas.OrList(ValueSchemas.Text(Pattern), ValueSchemas.Text(Pattern)),
        };

    public override object Read(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(';', StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split('=', StringSplitOptions.TrimEntries);
            if (
                parts is not [{ Length: > 0 } name, var number]
                || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
                || !(weight >= 0 && double.IsFinite(weight))
            )
            {
                throw Wrong(text, location);
            }
            if (!pairs.TryAdd(name, $"{name}={CallText.Number(weight)}"))
            {
                throw new InputException($"'{name}' is weighed twice; keep one", location);
            }
        }
        return pairs.Values.ToArray();
    }

    public override string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CallText.QuoteIfNeeded(string.Join(';', (string[])value));
    }
}
