using System.Globalization;
using System.Text;

namespace Thalweg.Reports.Wording;

/// <summary>Numbers as a reader expects them: true minus signs, powers of ten written out, no more digits than are known.</summary>
internal static class Numerals
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Two to <paramref name="digits"/> significant digits, plain between 0.001 and 100 000, else as a·10ⁿ.</summary>
    public static string Significant(double value, int digits = 2)
    {
        if (!double.IsFinite(value))
        {
            return NonFinite(value);
        }
        if (value == 0)
        {
            return "0";
        }
        var (mantissa, exponent) = Split(value, digits);
        return exponent is < -3 or > 4
            ? $"{Minus(mantissa)}·{PowerOfTen(exponent)}"
            : Fixed(value, Math.Clamp(digits - 1 - exponent, 0, 12));
    }

    /// <summary>The shortest form that tells round numbers apart, for ticks: 0.05, 2·10⁻⁵, 10⁻⁴.</summary>
    public static string Short(double value)
    {
        if (!double.IsFinite(value))
        {
            return NonFinite(value);
        }
        if (value == 0)
        {
            return "0";
        }
        var (mantissa, exponent) = Split(value, 4);
        if (exponent is >= -3 and <= 4)
        {
            return Fixed(value, 6, trim: true);
        }
        var digits = mantissa.Contains('.', StringComparison.Ordinal) ? mantissa.TrimEnd('0').TrimEnd('.') : mantissa;
        return digits is "1" or "-1"
            ? Minus(digits[..^1]) + PowerOfTen(exponent)
            : $"{Minus(digits)}·{PowerOfTen(exponent)}";
    }

    public static string Fixed(double value, int decimals, bool trim = false)
    {
        var text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (trim && text.Contains('.', StringComparison.Ordinal))
        {
            text = text.TrimEnd('0').TrimEnd('.');
        }
        return text.All(c => c is '-' or '0' or '.') ? text.TrimStart('-') : Minus(text);
    }

    public static string PowerOfTen(int exponent) => "10" + Superscript(exponent);

    public static string Superscript(int value)
    {
        var text = new StringBuilder();
        foreach (var c in value.ToString(CultureInfo.InvariantCulture))
        {
            text.Append(c == '-' ? '⁻' : Superscripts[c - '0']);
        }
        return text.ToString();
    }

    /// <summary>All bits of a number, for files.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Integer(long value) =>
        value is > -10000 and < 10000
            ? value.ToString(CultureInfo.InvariantCulture)
            : value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202f');

    internal static (string Mantissa, int Exponent) Split(double value, int digits)
    {
        var text = value.ToString(
            "E" + (digits - 1).ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        var at = text.IndexOf('E', StringComparison.Ordinal);
        return (text[..at], int.Parse(text[(at + 1)..], CultureInfo.InvariantCulture));
    }

    internal static string NonFinite(double value) =>
        double.IsNaN(value) ? "NaN"
        : value > 0 ? "∞"
        : "−∞";

    internal static string Minus(string text) => text.Replace('-', '−');
}
