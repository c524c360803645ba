using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Sampling;

/// <summary>Choosing among candidates in proportion to a density.</summary>
internal static class Density
{
    /// <summary>Above this an integral exponent is taken through the logarithm like any other.</summary>
    private const int MostProducts = 64;

    public static bool IsFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The values over the largest magnitude among them, as magnitudes; ones where all are zero.</summary>
    public static double[] Relative(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }
        var relative = new double[values.Length];
        for (var i = 0; i < relative.Length; i++)
        {
            relative[i] = largest == 0 ? 1 : Math.Abs(values[i]) / largest;
        }
        return relative;
    }

    /// <summary>xᵏ for 0 ≤ x ≤ 1 with the same bits on every machine: by products where k is a small integer, otherwise as
    /// exp(k log x), within about k |log x| + 2 units in the last place.</summary>
    public static double Power(double x, double exponent)
    {
        if (exponent > MostProducts || exponent != Math.Floor(exponent))
        {
            return x == 0 ? 0 : Elementary.Exp(exponent * Elementary.Log(x));
        }
        var (result, square) = (1.0, x);
        for (var rest = (int)exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1)
            {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /// <summary>
    /// Systematic sampling: N equally spaced levels, shifted together by one uniform number, are looked up in the running sum of
    /// the density. Candidate i of share p_i is taken ⌊N p_i⌋ or ⌈N p_i⌉ times, N p_i on average.
    /// </summary>
    /// <param name="density">Not negative, some of it positive.</param>
    /// <param name="uniform">In [0, 1).</param>
    public static int[] Draw(ReadOnlySpan<double> density, int count, double uniform)
    {
        var total = 0.0;
        var last = 0;
        for (var i = 0; i < density.Length; i++)
        {
            total += density[i];
            last = density[i] > 0 ? i : last;
        }
        var chosen = new int[count];
        var (candidate, reached) = (0, density[0]);
        for (var j = 0; j < count; j++)
        {
            var level = (j + uniform) * (total / count);
            while (candidate < last && reached <= level)
            {
                candidate++;
                reached += density[candidate];
            }
            chosen[j] = candidate;
        }
        return chosen;
    }
}
