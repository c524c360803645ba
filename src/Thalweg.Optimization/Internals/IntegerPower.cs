namespace Thalweg.Optimization;

/// <summary>x^n for whole n ≥ 0, the same bits on every machine.</summary>
/// <remarks>Repeated squaring doubles a relative error with every squaring, and 1 − β^n cancels, so the powers are carried as
/// an unevaluated sum of two doubles; the result is the nearest double in all but rare ties, as a good pow gives it.</remarks>
internal static class IntegerPower
{
    /// <param name="value">0 ≤ value.</param>
    public static double Of(double value, long exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        var (high, low) = (1.0, 0.0);
        var (squareHigh, squareLow) = (value, 0.0);
        for (var rest = exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                (high, low) = Multiply(high, low, squareHigh, squareLow);
            }
            if (rest > 1)
            {
                (squareHigh, squareLow) = Multiply(squareHigh, squareLow, squareHigh, squareLow);
            }
        }
        return high + low;
    }

    private static (double High, double Low) Multiply(double aHigh, double aLow, double bHigh, double bLow)
    {
        var product = aHigh * bHigh;
        if (!double.IsFinite(product))
        {
            return (product, 0);
        }
        var error = Math.FusedMultiplyAdd(aHigh, bHigh, -product) + ((aHigh * bLow) + (aLow * bHigh));
        var high = product + error;
        return (high, error - (high - product));
    }
}
