namespace Thalweg.Landscapes.Slices;

/// <summary>Grid points t_i = a + (b − a) i/(n − 1), i = 0 … n − 1, given by their count.</summary>
/// <remarks>Both ends are exact, and so is 0 where it is a grid point (of the decimal numbers the ends were meant to be). On a symmetric axis t_i = b ((2i − n + 1)/(n − 1)):
/// the points are symmetric to the bit, and a coarser grid is part of any finer one that contains it, to the bit.</remarks>
/// <param name="Lower">a, finite.</param>
/// <param name="Upper">b > a, finite.</param>
/// <param name="Count">n, at least 2.</param>
public sealed record Axis(double Lower, double Upper, int Count)
{
    public double Lower { get; } = Finite(Lower, nameof(Lower));

    public double Upper { get; } =
        Finite(Upper, nameof(Upper)) > Lower
            ? Upper
            : throw new ArgumentException(
                $"the range {Lower}:{Upper} is empty; give its lower end first",
                nameof(Upper)
            );

    public int Count { get; } =
        Count >= 2
            ? Count
            : throw new ArgumentOutOfRangeException(nameof(Count), Count, $"Count is {Count}; give 2 points or more");

    /// <summary>n points on [−radius, radius].</summary>
    public static Axis Symmetric(double radius, int count) => new(-radius, radius, count);

    /// <summary>t_i.</summary>
    public double this[int i]
    {
        get
        {
            var last = Count - 1;
            return i == 0 ? Lower
                : i == last ? Upper
                : Lower == -Upper ? Upper * (((2.0 * i) - last) / last)
                : Between(i, last);
        }
    }

    /// <summary>All points, [n].</summary>
    public double[] Points()
    {
        var points = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            points[i] = this[i];
        }
        return points;
    }

    private double Between(int i, int last)
    {
        var (below, above) = (Lower * (last - i), Upper * i);
        // Ends such as -0.2 and 0.3 are rounded decimals, and so are the two products: what is left of them within that
        // rounding is the 0 that was meant.
        return Math.Abs(below + above) <= Math.ScaleB(Math.Abs(below), -51) ? 0 : (below + above) / last;
    }

    private static double Finite(double value, string name) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a finite number");
}
