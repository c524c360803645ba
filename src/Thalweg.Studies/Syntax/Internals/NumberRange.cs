using System.Globalization;

namespace Thalweg.Studies.Syntax;

/// <summary>Reads numbers the same way everywhere and puts their range into words.</summary>
internal static class NumberRange
{
    public static bool TryInteger(string text, long minimum, long maximum, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        && value >= minimum
        && value <= maximum;

    /// <summary>A finite decimal number, with or without exponent.</summary>
    public static bool TryNumber(string text, out double value)
    {
        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
        {
            return false;
        }
        // Minus zero is written as zero, so that one value has one canonical text.
        value += 0.0;
        return true;
    }

    public static string Describe(string kind, long minimum, long maximum) =>
        (minimum, maximum) switch
        {
            (long.MinValue, >= int.MaxValue) => kind,
            (_, >= int.MaxValue) => $"{kind}, {minimum} or more",
            _ => $"{kind} from {minimum} to {maximum}",
        };

    public static string Describe(double minimum, double maximum, bool excludesMinimum, bool excludesMaximum)
    {
        if (double.IsNegativeInfinity(minimum) && double.IsPositiveInfinity(maximum))
        {
            return "a finite number";
        }
        var lower = double.IsNegativeInfinity(minimum)
            ? ""
            : $"{(excludesMinimum ? "above" : "at least")} {CallText.Number(minimum)}";
        var upper = double.IsPositiveInfinity(maximum)
            ? ""
            : $"{(excludesMaximum ? "below" : "at most")} {CallText.Number(maximum)}";
        return $"a number {string.Join(" and ", new[] { lower, upper }.Where(t => t.Length > 0))}";
    }
}
