using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The arithmetic of vectors, such as those of parameters; every sum has an order that depends on the length alone.</summary>
/// <remarks>Sums that must go entry by entry are in <see cref="OrderedSums"/>.</remarks>
public static class Vectors
{
    private const int Chains = 4 * Lanes.Width;
    private const int Leaf = 16 * Chains;

    /// <summary>a · b by fused multiply-adds in 32 chains per leaf, the leaves in a tree. Cost: 2P operations.</summary>
    /// <param name="a">[P].</param>
    /// <param name="b">[P] or longer; what is beyond P is not read.</param>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length <= Leaf)
        {
            return DotOfLeaf(a, b[..a.Length]);
        }
        var half = (a.Length / 2 + Chains - 1) / Chains * Chains;
        return Dot(a[..half], b[..half]) + Dot(a[half..], b[half..a.Length]);
    }

    /// <summary>‖x‖₂, also where squares overflow or vanish.</summary>
    /// <returns>NaN or ∞ only where an entry is not finite or the norm itself is beyond range.</returns>
    public static double Norm(ReadOnlySpan<double> x)
    {
        var sum = SumOfSquares(x, 1);
        if (double.IsNormal(sum))
        {
            return Math.Sqrt(sum);
        }
        var largest = MaximumNorm(x);
        // Squares overflow at 1e154 and vanish at 1e-162; dividing by the largest entry keeps them in range.
        return largest == 0 || !double.IsFinite(largest) ? largest : largest * Math.Sqrt(SumOfSquares(x, largest));
    }

    /// <summary>target = x + factor · y, fused; target may be x or y.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Combine(ReadOnlySpan<double> x, double factor, ReadOnlySpan<double> y, Span<double> target)
    {
        RequireLength(x.Length, target.Length, nameof(x));
        RequireLength(y.Length, target.Length, nameof(y));
        var i = 0;
        for (; i <= target.Length - Lanes.Width; i += Lanes.Width)
        {
            var sum = Vector512.FusedMultiplyAdd(Vector512.Create(factor), Lanes.Load(y, i), Lanes.Load(x, i));
            Lanes.Store(sum, target, i);
        }
        for (; i < target.Length; i++)
        {
            target[i] = Math.FusedMultiplyAdd(factor, y[i], x[i]);
        }
    }

    /// <summary>target += Σ factors_n · rows_n, row after row and fused as <see cref="Combine"/>: the same bits. A row of factor 0 is not looked at.</summary>
    /// <param name="rows">Row n begins at n · <paramref name="stride"/>, as long as <paramref name="target"/>.</param>
    [MethodImpl(Compilation.Apart)]
    public static void AddCombination(
        ReadOnlySpan<double> factors,
        ReadOnlySpan<double> rows,
        int stride,
        Span<double> target
    )
    {
        var needed = factors.IsEmpty ? 0 : ((factors.Length - 1) * (long)stride) + target.Length;
        if (rows.Length < needed)
        {
            throw new ArgumentException(
                $"rows has {rows.Length} entries, expected {needed} or more: {factors.Length} rows, each {stride} behind the one before",
                nameof(rows)
            );
        }
        var i = 0;
        for (; i <= target.Length - (2 * Lanes.Width); i += 2 * Lanes.Width)
        {
            var (sum, next) = (Lanes.Load(target, i), Lanes.Load(target, i + Lanes.Width));
            for (var n = 0; n < factors.Length; n++)
            {
                if (factors[n] != 0)
                {
                    var (factor, at) = (Vector512.Create(factors[n]), (n * stride) + i);
                    sum = Vector512.FusedMultiplyAdd(factor, Lanes.Load(rows, at), sum);
                    next = Vector512.FusedMultiplyAdd(factor, Lanes.Load(rows, at + Lanes.Width), next);
                }
            }
            Lanes.Store(sum, target, i);
            Lanes.Store(next, target, i + Lanes.Width);
        }
        for (; i < target.Length; i++)
        {
            var sum = target[i];
            for (var n = 0; n < factors.Length; n++)
            {
                sum = factors[n] == 0 ? sum : Math.FusedMultiplyAdd(factors[n], rows[(n * stride) + i], sum);
            }
            target[i] = sum;
        }
    }

    /// <summary>target = x + factor · y with the product rounded before the sum, and x itself to the bit where the factor is 0;
    /// target may be x or y.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Displace(ReadOnlySpan<double> x, double factor, ReadOnlySpan<double> y, Span<double> target)
    {
        RequireLength(x.Length, target.Length, nameof(x));
        if (factor == 0)
        {
            x.CopyTo(target);
            return;
        }
        RequireLength(y.Length, target.Length, nameof(y));
        var i = 0;
        for (; i <= target.Length - Lanes.Width; i += Lanes.Width)
        {
            var product = Vector512.Create(factor) * Lanes.Load(y, i);
            Lanes.Store(Lanes.Load(x, i) + product, target, i);
        }
        for (; i < target.Length; i++)
        {
            target[i] = x[i] + (factor * y[i]);
        }
    }

    /// <summary>target = factor · x; target may be x.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Scale(double factor, ReadOnlySpan<double> x, Span<double> target)
    {
        RequireLength(x.Length, target.Length, nameof(x));
        var i = 0;
        for (; i <= target.Length - Lanes.Width; i += Lanes.Width)
        {
            Lanes.Store(Vector512.Create(factor) * Lanes.Load(x, i), target, i);
        }
        for (; i < target.Length; i++)
        {
            target[i] = factor * x[i];
        }
    }

    /// <summary>target = a − b; target may be a or b.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Difference(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        RequireLength(a.Length, target.Length, nameof(a));
        RequireLength(b.Length, target.Length, nameof(b));
        var i = 0;
        for (; i <= target.Length - Lanes.Width; i += Lanes.Width)
        {
            Lanes.Store(Lanes.Load(a, i) - Lanes.Load(b, i), target, i);
        }
        for (; i < target.Length; i++)
        {
            target[i] = a[i] - b[i];
        }
    }

    /// <summary>max |x_i|; NaN where an entry is NaN.</summary>
    public static double MaximumNorm(ReadOnlySpan<double> x)
    {
        var largest = 0.0;
        foreach (var value in x)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }
        return largest;
    }

    /// <summary>Σ |x_i| in ascending order.</summary>
    public static double AbsoluteSum(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        foreach (var value in x)
        {
            sum += Math.Abs(value);
        }
        return sum;
    }

    [MethodImpl(Compilation.Apart)]
    private static double DotOfLeaf(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var s0 = Vector512<double>.Zero;
        var s1 = Vector512<double>.Zero;
        var s2 = Vector512<double>.Zero;
        var s3 = Vector512<double>.Zero;
        var i = 0;
        for (; i <= a.Length - Chains; i += Chains)
        {
            s0 = Vector512.FusedMultiplyAdd(Lanes.Load(a, i), Lanes.Load(b, i), s0);
            s1 = Vector512.FusedMultiplyAdd(Lanes.Load(a, i + 8), Lanes.Load(b, i + 8), s1);
            s2 = Vector512.FusedMultiplyAdd(Lanes.Load(a, i + 16), Lanes.Load(b, i + 16), s2);
            s3 = Vector512.FusedMultiplyAdd(Lanes.Load(a, i + 24), Lanes.Load(b, i + 24), s3);
        }
        for (; i <= a.Length - Lanes.Width; i += Lanes.Width)
        {
            s0 = Vector512.FusedMultiplyAdd(Lanes.Load(a, i), Lanes.Load(b, i), s0);
        }
        var sum = Vector512.Sum(s0 + s1 + (s2 + s3));
        for (; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }
        return sum;
    }

    [MethodImpl(Compilation.Apart)]
    private static double SumOfSquares(ReadOnlySpan<double> x, double scale)
    {
        var lanes = Vector512<double>.Zero;
        var divisor = Vector512.Create(scale);
        var i = 0;
        for (; i <= x.Length - Lanes.Width; i += Lanes.Width)
        {
            var scaled = Lanes.Load(x, i) / divisor;
            lanes = Vector512.FusedMultiplyAdd(scaled, scaled, lanes);
        }
        var sum = Vector512.Sum(lanes);
        for (; i < x.Length; i++)
        {
            var scaled = x[i] / scale;
            sum = Math.FusedMultiplyAdd(scaled, scaled, sum);
        }
        return sum;
    }

    // The loops load without bounds.
    private static void RequireLength(int length, int least, string argument)
    {
        if (length < least)
        {
            throw new ArgumentException(
                $"{argument} has {length} entries and the target {least}; give vectors of one length",
                argument
            );
        }
    }
}
