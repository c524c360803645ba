namespace Thalweg.Optimization.LineSearches;

/// <summary>The checks that the searches share.</summary>
internal static class SearchArguments
{
    public static double Fraction(double value, string name) =>
        value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a number in (0, 1)");

    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a finite number above 0");

    public static int Count(int value, string name) =>
        value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value}; give a number of evaluations, 1 or more"
            );

    /// <summary>The slope must be allowed to flatten more than the decrease demands, or no step may exist.</summary>
    public static double Above(double value, double lower, string name, string lowerName) =>
        value > lower && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value}; give a number between {lowerName} = {lower} and 1"
            );

    public static void Check(double initial)
    {
        if (!(double.IsFinite(initial) && initial > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(initial),
                initial,
                $"the first step to try is {initial}; give a finite number above 0"
            );
        }
    }
}
