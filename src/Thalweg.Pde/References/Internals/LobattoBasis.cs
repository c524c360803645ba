namespace Thalweg.Pde.References;

/// <summary>The polynomials of degree p that are 1 at one and 0 at the other p of the p + 1 points of Gauss and Lobatto on [−1, 1].</summary>
internal sealed class LobattoBasis
{
    private readonly double[] weights;

    public LobattoBasis(int degree)
    {
        Nodes = Points(degree);
        weights = new double[degree + 1];
        for (var k = 0; k <= degree; k++)
        {
            weights[k] = 1;
            for (var j = 0; j <= degree; j++)
            {
                weights[k] /= j == k ? 1 : Nodes[k] - Nodes[j];
            }
        }
    }

    public double[] Nodes { get; }

    /// <summary>Values and slopes at a point.</summary>
    /// <param name="values">[p + 1], written.</param>
    /// <param name="slopes">[p + 1], written.</param>
    public void At(double x, Span<double> values, Span<double> slopes)
    {
        for (var k = 0; k < Nodes.Length; k++)
        {
            // Products without one and without two factors: no difference is divided by.
            var (value, slope) = (weights[k], 0.0);
            for (var j = 0; j < Nodes.Length; j++)
            {
                if (j != k)
                {
                    slope = slope * (x - Nodes[j]) + value;
                    value *= x - Nodes[j];
                }
            }
            (values[k], slopes[k]) = (value, slope);
        }
    }

    /// <summary>±1 and the zeros of P_p′, by Newton's method from those of Chebyshev.</summary>
    private static double[] Points(int degree)
    {
        var points = new double[degree + 1];
        for (var k = 0; k <= degree; k++)
        {
            var x = -Math.Cos(Math.PI * k / degree);
            for (var step = 0; step < 50 && k > 0 && k < degree; step++)
            {
                var (before, at) = (1.0, x);
                for (var n = 1; n < degree; n++)
                {
                    (before, at) = (at, ((2 * n + 1) * x * at - n * before) / (n + 1));
                }
                // (1 − x²)P′ = p(P_{p−1} − xP_p), and its slope is −p(p + 1)P_p.
                x += (before - x * at) / ((degree + 1) * at);
            }
            points[k] =
                k == 0 ? -1
                : k == degree ? 1
                : x;
        }
        return points;
    }
}
