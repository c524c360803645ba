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
        // e ≤ 1 on both sides: neither 1 + e nor the quotient can overflow or cancel.
        var e = Exp(-T.Abs(x));
        var one = T.Broadcast(1);
        return T.Select(T.Less(x, T.Broadcast(0)), e, one) / (one + e);
    }
}
