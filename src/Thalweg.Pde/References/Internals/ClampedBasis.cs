namespace Thalweg.Pde.References;

/// <summary>Polynomials on [−1, 1] that vanish with their slopes at both ends and have orthonormal second derivatives, φ_k″ = √(n + ½) L_n, n = k + 2
/// [Shen1994]; and Legendre's polynomials.</summary>
internal static class ClampedBasis
{
    /// <summary>φ_0, …, φ_{m−1} and derivatives to the third.</summary>
    /// <param name="target">[4, m], written.</param>
    public static void At(double x, Span<double> target)
    {
        var m = target.Length / 4;
        var legendre = new double[m + 5];
        Legendre(x, legendre, []);
        for (var k = 0; k < m; k++)
        {
            var n = k + 2;
            var scale = Math.Sqrt(n + 0.5);
            var (far, near) = ((2.0 * n + 1) * (2 * n + 3), (2.0 * n - 1) * (2 * n + 1));
            target[k] =
                scale
                * (legendre[n + 2] / far - 2 * legendre[n] / ((2.0 * n - 1) * (2 * n + 3)) + legendre[n - 2] / near);
            target[m + k] = scale * (legendre[n + 1] - legendre[n - 1]) / (2 * n + 1);
            target[2 * m + k] = scale * legendre[n];
            // L_n′ = (2n − 1) L_{n−1} + (2n − 5) L_{n−3} + …
            var slope = 0.0;
            for (var j = n - 1; j >= 0; j -= 2)
            {
                slope += (2 * j + 1) * legendre[j];
            }
            target[3 * m + k] = scale * slope;
        }
    }

    /// <summary>L_0, L_1, … and their slopes, those where there is room.</summary>
    public static void Legendre(double x, Span<double> values, Span<double> slopes)
    {
        for (var n = 0; n < values.Length; n++)
        {
            values[n] =
                n == 0 ? 1
                : n == 1 ? x
                : ((2 * n - 1) * x * values[n - 1] - (n - 1) * values[n - 2]) / n;
            if (slopes.Length > n)
            {
                slopes[n] =
                    n == 0 ? 0
                    : n == 1 ? 1
                    : slopes[n - 2] + (2 * n - 1) * values[n - 1];
            }
        }
    }
}
