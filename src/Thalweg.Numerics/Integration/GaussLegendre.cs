using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Integration;

/// <summary>Nodes and weights of Gauss–Legendre quadrature, exact for polynomials of degree 2n − 1.</summary>
/// <remarks>Newton's iteration on the three-term recurrence [Abramowitz1964, 25.4.29], finished in doubled precision, so that nodes and
/// weights are within one unit in the last place for every n. Cost O(n²).</remarks>
public static class GaussLegendre
{
    /// <summary>The largest n; composite rules serve where more points are wanted.</summary>
    public const int MaximumNodes = 2048;

    /// <summary>On [−1, 1], ascending; nodes are symmetric to the last bit.</summary>
    public static (double[] Nodes, double[] Weights) OnSymmetricInterval(int count)
    {
        var (nodes, weights) = Roots(count);
        return (Array.ConvertAll(nodes, x => x.ToDouble()), Array.ConvertAll(weights, w => w.ToDouble()));
    }

    /// <summary>On [0, 1], ascending; small nodes keep their relative accuracy.</summary>
    public static (double[] Nodes, double[] Weights) OnUnitInterval(int count)
    {
        var (nodes, weights) = Roots(count);
        return (
            Array.ConvertAll(nodes, x => 0.5 * (1 + x).ToDouble()),
            Array.ConvertAll(weights, w => 0.5 * w.ToDouble())
        );
    }

    private static (DoubleDouble[] Nodes, DoubleDouble[] Weights) Roots(int count)
    {
        if (count is < 1 or > MaximumNodes)
        {
            throw new ArgumentException(
                $"number of Gauss–Legendre nodes is {count}, expected 1..{MaximumNodes}: use panels for more points",
                nameof(count)
            );
        }
        var nodes = new DoubleDouble[count];
        var weights = new DoubleDouble[count];
        for (var i = 0; i < (count + 1) / 2; i++)
        {
            var central = 2 * i + 1 == count;
            DoubleDouble x = central ? 0 : Root(count, Elementary.Cos(Math.PI * (i + 0.75) / (count + 0.5)));
            DoubleDouble slope = 0;
            // The first step squares the error of the double, the second finds the slope at the result.
            for (var step = 0; step < 2; step++)
            {
                var (value, before) = Legendre(count, x);
                slope = count * (x * value - before) / (x * x - 1);
                if (!central)
                {
                    x -= value / slope;
                }
            }
            var weight = 2 / ((1 - x * x) * slope * slope);
            nodes[count - 1 - i] = x;
            nodes[i] = -x;
            weights[i] = weights[count - 1 - i] = weight;
        }
        return (nodes, weights);
    }

    /// <summary>Newton's iteration in double precision; the classical start is so near that no other root is met.</summary>
    private static double Root(int n, double start)
    {
        var x = start;
        for (var step = 0; step < 5; step++)
        {
            var (value, before) = (x, 1.0);
            for (var k = 2; k <= n; k++)
            {
                (value, before) = (((2 * k - 1) * x * value - (k - 1) * before) / k, value);
            }
            x -= value * (x * x - 1) / (n * (x * value - before));
        }
        return x;
    }

    /// <summary>P_n(x) and P_{n−1}(x).</summary>
    private static (DoubleDouble Value, DoubleDouble Before) Legendre(int n, DoubleDouble x)
    {
        DoubleDouble before = 1;
        var value = x;
        for (var k = 2; k <= n; k++)
        {
            (value, before) = (((2 * k - 1) * x * value - (k - 1) * before) / k, value);
        }
        return (value, before);
    }
}
