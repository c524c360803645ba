using System.Globalization;

namespace Thalweg.Landscapes.Paths;

/// <summary>The ranges that options of paths may have.</summary>
internal static class PathOption
{
    /// <summary>Half the curvature times its square is below rounding for most losses.</summary>
    public const double StandardWidth = 1e-8;

    public static int AtLeast(int value, int least, string name) =>
        value >= least ? value : throw Fault(value, name, $"a whole number, {least} or more");

    public static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value : throw Fault(value, name, "a finite number, 0 or more");

    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw Fault(value, name, "a finite number above 0");

    public static double Width(double value, string name) =>
        value is >= 1e-9 and <= 0.1 ? value : throw Fault(value, name, "a number between 1e-9 and 0.1");

    private static ArgumentOutOfRangeException Fault(IFormattable value, string name, string advice) =>
        new(name, value, $"{name} is {value.ToString(null, CultureInfo.InvariantCulture)}; give {advice}");
}
