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

    /// <summary>√(x · x), as <see cref="Dot"/> sums it: of entries whose squares are in range.</summary>
    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));

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
}
