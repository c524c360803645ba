using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    /// <summary>log(1 + x), within 1 ulp also near 0; −∞ at −1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Log1p(new LaneF64(x)).Value
            : Vector512.Create(Log1p(x.GetLower()), Log1p(x.GetUpper()));

    /// <inheritdoc cref="Log1p(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log1p(Vector256<double> x) => Log1p(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Log1p(Vector512{double})"/>
    public static double Log1p(double x) => Log1p(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1p<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var one = T.Broadcast(1);
        var u = one + x;
        // 1 + x = u + lost exactly.
        var part = u - one;
        var lost = (one - (u - part)) + (x - part);
        var (k, m) = SplitAroundOne(u);
        var value = LogOfParts(k, m - one, lost / u);
        // x itself stands for ∞, for NaN and for zero, which keeps its sign.
        var end = T.Broadcast(-1);
        var special = T.Select(T.Less(x, end), T.Broadcast(double.NaN), x);
        special = T.Select(T.Same(x, end), T.Broadcast(double.NegativeInfinity), special);
        var ordinary = T.And(T.Less(end, x), T.Less(x, T.Broadcast(double.PositiveInfinity)));
        var result = T.Select(ordinary, value, special);
        return T.Select(T.Same(x, T.Broadcast(0)), x, result);
    }
}
