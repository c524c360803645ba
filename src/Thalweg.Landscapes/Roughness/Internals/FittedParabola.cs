namespace Thalweg.Landscapes.Roughness;

/// <summary>The least-squares quadratic of a slice over all its points.</summary>
/// <param name="Vertex">Where it is lowest or highest, in half-lengths of the slice from its middle.</param>
/// <param name="Opens">+1 where it opens upward, −1 where downward, 0 where rounding may be what bends it.</param>
internal readonly record struct FittedParabola(double Vertex, int Opens)
{
    /// <summary>Null for fewer than three points, which every quadratic or many fit.</summary>
    /// <param name="losses">L_0 … L_m at evenly spaced points.</param>
    /// <param name="lowest">min L.</param>
    /// <param name="range">max L − min L > 0.</param>
    /// <param name="rounding">ρ, how far rounding can move one of the losses.</param>
    public static FittedParabola? Of(ReadOnlySpan<double> losses, double lowest, double range, double rounding)
    {
        var m = losses.Length - 1;
        if (m < 2)
        {
            return null;
        }
        // In x = −1 … 1 the polynomials 1, x and x² − s are orthogonal on the grid.
        var s = (m + 2) / (3.0 * m);
        var (slope, bend, squares, magnitudes) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i <= m; i++)
        {
            var x = At(i, m);
            var y = (losses[i] - lowest) / range;
            var q = (x * x) - s;
            slope += x * y;
            bend += q * y;
            squares += q * q;
            magnitudes += Math.Abs(q);
        }
        slope /= (m + 1) * s;
        bend /= squares;
        var error = ((rounding / range) + (m * RoundingUnit)) * magnitudes / squares;
        return new FittedParabola(
            -slope / (2 * bend),
            bend > error ? 1
                : bend < -error ? -1
                : 0
        );
    }

    /// <summary>U of a parabola that opens upward from the vertex, sampled at m + 1 points.</summary>
    public double Valley(int m)
    {
        var scale = Math.Max(1, Math.Abs(Vertex));
        var twin = new double[m + 1];
        for (var i = 0; i <= m; i++)
        {
            var x = At(i, m);
            twin[i] = ((x * x) - (2 * Vertex * x)) / scale;
        }
        return SliceShape.Of(twin)!.Value.Valley;
    }

    private const double RoundingUnit = 1.0 / (1L << 52);

    private static double At(int i, int m) => ((2.0 * i) - m) / m;
}
