namespace Thalweg.Landscapes.Roughness;

/// <summary>The least-squares quadratic of a slice over all its points.</summary>
/// <param name="Constant">At the middle of the slice, in ranges above its lowest loss.</param>
/// <param name="Slope">There, over a half-length of the slice.</param>
/// <param name="Bend">Factor of the square.</param>
/// <param name="Opens">+1 where it opens upward, −1 where downward, 0 where rounding may be what bends it.</param>
internal readonly record struct FittedParabola(double Constant, double Slope, double Bend, int Opens)
{
    /// <summary>Where it is lowest or highest, in half-lengths of the slice from its middle.</summary>
    public double Vertex => -Slope / (2 * Bend);

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
        var (mean, slope, bend, squares, magnitudes) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i <= m; i++)
        {
            var x = At(i, m);
            var y = (losses[i] - lowest) / range;
            var q = (x * x) - s;
            mean += y;
            slope += x * y;
            bend += q * y;
            squares += q * q;
            magnitudes += Math.Abs(q);
        }
        mean /= m + 1;
        slope /= (m + 1) * s;
        bend /= squares;
        var error = ((rounding / range) + (m * RoundingUnit)) * magnitudes / squares;
        return new FittedParabola(
            mean - (bend * s),
            slope,
            bend,
            bend > error ? 1
                : bend < -error ? -1
                : 0
        );
    }

    /// <summary>[c₀, c₁, c₂] of the least-squares quadratic c₀ + c₁ t/l + c₂ (t/l)² in units of the loss; null for fewer than three losses, or where
    /// they have no range.</summary>
    /// <param name="length">t_m − t_0; t_0 is −l.</param>
    /// <param name="radius">l.</param>
    public static double[]? CoefficientsOf(ReadOnlySpan<double> losses, double length, double radius)
    {
        if (SliceShape.Of(losses) is not { } shape || Of(losses, shape.Lowest, shape.Range, 0) is not { } fitted)
        {
            return null;
        }
        // The middle of the grid of the published code lies beside t = 0.
        var (scale, shift) = (radius / (0.5 * length), ((0.5 * length) - radius) / (0.5 * length));
        return
        [
            shape.Lowest + (shape.Range * (fitted.Constant - (shift * (fitted.Slope - (shift * fitted.Bend))))),
            shape.Range * scale * (fitted.Slope - (2 * shift * fitted.Bend)),
            shape.Range * scale * scale * fitted.Bend,
        ];
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
