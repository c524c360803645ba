using System.Globalization;
using Thalweg.Numerics.Simd;

namespace Thalweg.Reports.Plotting;

/// <summary>Decimal logarithm and its inverse for positions on figures.</summary>
internal static class Decades
{
    private const double Ln10 = 2.302585092994045684;

    public static double Log10(double value) => Elementary.Log(value) / Ln10;

    /// <summary>10^exponent; exactly rounded where the exponent is a whole number.</summary>
    public static double Power(double exponent) =>
        exponent == Math.Floor(exponent) && Math.Abs(exponent) < 300
            ? double.Parse($"1e{(int)exponent}", CultureInfo.InvariantCulture)
            : Elementary.Exp(exponent * Ln10);
}
