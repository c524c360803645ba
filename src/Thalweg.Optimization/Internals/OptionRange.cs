namespace Thalweg.Optimization;

/// <summary>The ranges that options may have.</summary>
internal static class OptionRange
{
    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a finite number above 0");

    public static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a finite number, 0 or more");

    /// <summary>[0, 1).</summary>
    public static double BelowOne(double value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a number in [0, 1)");

    /// <summary>(0, 1].</summary>
    public static double Share(double value, string name) =>
        value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value}; give a number above 0, at most 1"
            );

    /// <summary>(0, 1).</summary>
    public static double Inside(double value, string name) =>
        value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a number in (0, 1)");

    /// <summary>(<paramref name="lower"/>, 1).</summary>
    public static double Above(double value, double lower, string name, string lowerName) =>
        value > lower && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value}; give a number between {lowerName} = {lower} and 1"
            );

    /// <summary>1 or more.</summary>
    public static T Count<T>(T value, string name)
        where T : struct, System.Numerics.IBinaryInteger<T> =>
        value >= T.One
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a whole number, 1 or more");

    /// <summary>0 or more.</summary>
    public static T CountOrNone<T>(T value, string name)
        where T : struct, System.Numerics.IBinaryInteger<T> =>
        value >= T.Zero
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a whole number, 0 or more");
}
