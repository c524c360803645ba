using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

/// <summary>
/// The elementary functions of <see cref="Elementary"/> for single-precision lanes, with polynomials of their own (derived by
/// <c>coefficients.py</c> beside this file).
/// </summary>
/// <remarks>Lane-pure, within 2 ulp everywhere; the tests print the measured errors.</remarks>
internal static partial class ElementarySingle
{
    /// <summary>1.5·2²³: adding it rounds to an integer and leaves that integer in the low bits.</summary>
    private const float RoundingShift = 12582912f;

    private const int RoundingShiftBits = 0x4B400000;

    private const int ExponentBias = 127;

    private const int MantissaBits = 23;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma<T>(T a, T b, T c)
        where T : struct, ILane<T> => T.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma<T>(T a, T b, float c)
        where T : struct, ILane<T> => T.FusedMultiplyAdd(a, b, T.Broadcast(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SignOf<T>(T x)
        where T : struct, IBinary32<T> => T.And(x, T.BroadcastBits(int.MinValue));

    /// <summary>2ⁿ⁺ᵒᶠᶠˢᵉᵗ, a normal number, from the integer n that the rounding shift left in the low bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowerOfTwo<T>(T shifted, int offset)
        where T : struct, IBinary32<T> =>
        T.ShiftLeft(T.SubtractBits(shifted, T.BroadcastBits(RoundingShiftBits - ExponentBias - offset)), MantissaBits);
}
