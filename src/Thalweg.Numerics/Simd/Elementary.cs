using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

/// <summary>
/// Elementary functions with the same bits on every machine: fixed polynomials (derived by <c>coefficients.py</c> beside this
/// file), fused multiply–adds and integer operations, no library calls.
/// </summary>
/// <remarks>
/// Every function is lane-pure: the bits of a lane depend on the argument in that lane alone, not on the number of lanes. The
/// overloads for one number give exactly the bits of a lane. Errors are below 2 ulp everywhere; the tests print the measured
/// ones. Each kernel is written once, over the lane type: software halves of a 512-bit vector cost the compiler so much that
/// it gives up inlining, so without 512-bit registers the two halves are taken apart at the door.
/// </remarks>
public static partial class Elementary
{
    /// <summary>1.5·2⁵²: adding it rounds to an integer and leaves that integer in the low bits. An even number more rounds the same
    /// way, ties included, and can be the bias of an exponent.</summary>
    private const double RoundingShift = 6755399441055744.0;

    private const long RoundingShiftBits = 0x4338000000000000;

    private const int ExponentBias = 1023;

    private const int MantissaBits = 52;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma<T>(T a, T b, T c)
        where T : struct, ILane<T> => T.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma<T>(T a, T b, double c)
        where T : struct, ILane<T> => T.FusedMultiplyAdd(a, b, T.Broadcast(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SignOf<T>(T x)
        where T : struct, IBinary64<T> => T.And(x, T.BroadcastBits(long.MinValue));

    /// <summary>2ⁿ⁺ᵒᶠᶠˢᵉᵗ, a normal number, from the integer n that the rounding shift left in the low bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowerOfTwo<T>(T shifted, int offset)
        where T : struct, IBinary64<T> =>
        T.ShiftLeft(T.SubtractBits(shifted, T.BroadcastBits(RoundingShiftBits - ExponentBias - offset)), MantissaBits);
}
