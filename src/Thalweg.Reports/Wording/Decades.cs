using System.Globalization;

namespace Thalweg.Reports.Wording;

/// <summary>
/// Decimal logarithm and its inverse for positions on figures, from multiplications and square roots alone: the C library's
/// differ between machines, and equal records give equal pages.
/// </summary>
internal static class Decades
{
    private const int FirstDecade = -323;
    private const int LastDecade = 308;
    private const int FractionBits = 52;

    // 10^k as the nearest double, from the smallest that is not zero to the largest that is finite.
    private static readonly double[] Whole =
    [
        .. Enumerable
            .Range(FirstDecade, LastDecade - FirstDecade + 1)
            .Select(k => double.Parse($"1e{k}", CultureInfo.InvariantCulture)),
    ];

    // 10^(1/2), 10^(1/4), 10^(1/8), ...
    private static readonly double[] Roots = BuildRoots();

    /// <summary>Within 1e-13 of the decimal logarithm, and equal to it at whole powers of ten.</summary>
    public static double Log10(double value)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            return value == 0 ? double.NegativeInfinity
                : value > 0 ? value
                : double.NaN;
        }
        var place = Array.BinarySearch(Whole, value);
        var decade = Math.Max(place < 0 ? ~place - 1 : place, 0);
        var rest = value / Whole[decade];
        var fraction = 0.0;
        var weight = 1.0;
        foreach (var root in Roots)
        {
            weight /= 2;
            if (rest >= root)
            {
                rest /= root;
                fraction += weight;
            }
        }
        return FirstDecade + decade + fraction;
    }

    /// <summary>The logarithm for tables; null where it is not finite.</summary>
    public static double? LogOrNull(double? value) => value is { } v && v > 0 && double.IsFinite(v) ? Log10(v) : null;

    /// <summary>10^exponent; exactly rounded where the exponent is a whole number.</summary>
    public static double Power(double exponent)
    {
        if (!(exponent >= FirstDecade) || exponent >= LastDecade + 1)
        {
            return exponent < FirstDecade ? 0
                : double.IsNaN(exponent) ? double.NaN
                : double.PositiveInfinity;
        }
        var decade = Math.Floor(exponent);
        var rest = exponent - decade;
        var fraction = 1.0;
        foreach (var root in Roots)
        {
            rest *= 2;
            if (rest >= 1)
            {
                rest -= 1;
                fraction *= root;
            }
        }
        return fraction * Whole[(int)decade - FirstDecade];
    }

    private static double[] BuildRoots()
    {
        var roots = new double[FractionBits];
        var root = 10.0;
        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = root = Math.Sqrt(root);
        }
        return roots;
    }
}
