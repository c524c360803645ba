using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    /// <summary>1 / (1 + e^−x), accurate relative to itself in both tails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Sigmoid(new LaneF64(x)).Value
            : Vector512.Create(Sigmoid(x.GetLower()), Sigmoid(x.GetUpper()));

    /// <inheritdoc cref="Sigmoid(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sigmoid(Vector256<double> x) => Sigmoid(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Sigmoid(Vector512{double})"/>
    public static double Sigmoid(double x) => Sigmoid(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sigmoid<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        // e^−x = 2ⁿ·(1 + p). Numerator and denominator carry 2⁻⁶¹, which keeps 2ⁿ within the exponents of normal numbers.
        const int offset = -61;
        const double scale = 1.0 / (1L << -offset);
        var c = T.AtLeast(T.AtMost(x, 40), -746);
        var shift = T.Broadcast(RoundingShift + ExponentBias + offset);
        var shifted = Fma(c, T.Broadcast(-Log2E), shift);
        var n = shifted - shift;
        var minusR = Fma(n, T.Broadcast(Ln2Low), Fma(n, T.Broadcast(Ln2High), c));
        var r2 = minusR * minusR;
        var p = T.FusedMultiplySubtract(r2, ExpTail(minusR, r2, -1), minusR);
        var s = T.ShiftLeft(shifted, MantissaBits);
        var one = T.Broadcast(scale);
        var sum = s + one;
        // What the sum lost counts where s is so large that one is half of its last place.
        var lost = one - (sum - s);
        return one / (sum + Fma(s, p, lost));
    }
}
