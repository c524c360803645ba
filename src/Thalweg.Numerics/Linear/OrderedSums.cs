namespace Thalweg.Numerics.Linear;

/// <summary>Sums that go entry by entry in ascending order, for results whose bits rest on that order.</summary>
/// <remarks>For everything else <see cref="Vectors"/> is faster and rounds less.</remarks>
public static class OrderedSums
{
    /// <summary>a · b, every product rounded before it is added.</summary>
    /// <param name="a">[P].</param>
    /// <param name="b">[P].</param>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// <summary>a · b by one chain of fused multiply-adds.</summary>
    /// <param name="a">[P].</param>
    /// <param name="b">[P].</param>
    public static double FusedDot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }
        return sum;
    }

    // Below and above, squares vanish or overflow in part.
    private const double SmallestSquare = 1e-280;
    private const double LargestSquare = 1e280;

    /// <summary>√(x · x), as <see cref="Dot"/> sums it, also where squares overflow or vanish: the norm of 2ᵏx is 2ᵏ times that of x, to the
    /// bit.</summary>
    /// <returns>NaN or ∞ only where an entry is not finite or the norm itself is beyond range.</returns>
    public static double Norm(ReadOnlySpan<double> x)
    {
        var sum = Dot(x, x);
        return sum is >= SmallestSquare and <= LargestSquare ? Math.Sqrt(sum) : NormOfScaled(x, fused: false);
    }

    /// <summary>√(x · x), as <see cref="FusedDot"/> sums it, also where squares overflow or vanish.</summary>
    /// <returns>NaN or ∞ only where an entry is not finite or the norm itself is beyond range.</returns>
    public static double FusedNorm(ReadOnlySpan<double> x)
    {
        var sum = FusedDot(x, x);
        return sum is >= SmallestSquare and <= LargestSquare ? Math.Sqrt(sum) : NormOfScaled(x, fused: true);
    }

    /// <summary>A power of two that brings the largest entry to between 1 and 2: multiplying by it changes no digit; 1 where all entries
    /// are 0 or one is not finite.</summary>
    /// <returns>Its exponent.</returns>
    public static int ExponentToOne(ReadOnlySpan<double> x)
    {
        var largest = Vectors.MaximumNorm(x);
        return largest > 0 && double.IsFinite(largest) ? -Math.ILogB(largest) : 0;
    }

    /// <summary>x_i ← 2ᵏ x_i.</summary>
    public static void ScaleByPowerOfTwo(Span<double> x, int exponent)
    {
        foreach (ref var value in x)
        {
            value = Math.ScaleB(value, exponent);
        }
    }

    /// <summary>‖x‖₂ by one chain of fused multiply-adds, all entries divided by the largest so that their squares stay in range.</summary>
    public static double ScaledNorm(ReadOnlySpan<double> x)
    {
        var largest = Vectors.MaximumNorm(x);
        if (largest == 0.0 || !double.IsFinite(largest))
        {
            return largest;
        }
        var sum = 0.0;
        foreach (var value in x)
        {
            var scaled = value / largest;
            sum = Math.FusedMultiplyAdd(scaled, scaled, sum);
        }
        return largest * Math.Sqrt(sum);
    }

    private static double NormOfScaled(ReadOnlySpan<double> x, bool fused)
    {
        var largest = Vectors.MaximumNorm(x);
        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }
        var exponent = ExponentToOne(x);
        var scaled = x.ToArray();
        ScaleByPowerOfTwo(scaled, exponent);
        return Math.ScaleB(Math.Sqrt(fused ? FusedDot(scaled, scaled) : Dot(scaled, scaled)), -exponent);
    }
}
