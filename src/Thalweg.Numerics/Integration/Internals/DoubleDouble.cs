namespace Thalweg.Numerics.Integration;

/// <summary>The unevaluated sum of two doubles, about 32 digits; the few operations that Gauss nodes need [Dekker1971].</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var sum = a.High + b.High;
        var part = sum - a.High;
        var error = a.High - (sum - part) + (b.High - part);
        return Normalised(sum, error + (a.Low + b.Low));
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.High * b.High;
        var error = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normalised(product, error + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        var rest = a - b * first;
        var second = rest.High / b.High;
        rest -= b * second;
        return Normalised(first, second) + rest.High / b.High;
    }

    public double ToDouble() => High + Low;

    /// <summary>Exact where |small| ≤ |large|.</summary>
    private static DoubleDouble Normalised(double large, double small)
    {
        var high = large + small;
        return new DoubleDouble(high, small - (high - large));
    }
}
