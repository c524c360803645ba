using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Thalweg.Numerics.Linear;

internal readonly unsafe partial struct Doubles256 : IFoldingOperations<Vector256<double>, double>
{
    public static int Halves => 2;

    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold(
        Vector256<double> s00,
        Vector256<double> s01,
        Vector256<double> s02,
        Vector256<double> s03,
        Vector256<double> s10,
        Vector256<double> s11,
        Vector256<double> s12,
        Vector256<double> s13,
        Vector256<double> s20,
        Vector256<double> s21,
        Vector256<double> s22,
        Vector256<double> s23,
        Vector256<double> s30,
        Vector256<double> s31,
        Vector256<double> s32,
        Vector256<double> s33,
        out Vector256<double> row0,
        out Vector256<double> row1,
        out Vector256<double> row2,
        out Vector256<double> row3
    )
    {
        row0 = Four(s00, s01, s02, s03);
        row1 = Four(s10, s11, s12, s13);
        row2 = Four(s20, s21, s22, s23);
        row3 = Four(s30, s31, s32, s33);
    }

    /// <summary>The sums of four lanes of each of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Four(
        Vector256<double> a,
        Vector256<double> b,
        Vector256<double> c,
        Vector256<double> d
    )
    {
        if (Avx.IsSupported)
        {
            var ac = Avx.Permute2x128(a, c, 0x20) + Avx.Permute2x128(a, c, 0x31);
            var bd = Avx.Permute2x128(b, d, 0x20) + Avx.Permute2x128(b, d, 0x31);
            return Avx.UnpackLow(ac, bd) + Avx.UnpackHigh(ac, bd);
        }
        return Vector256.Create(Sum(a), Sum(b), Sum(c), Sum(d));
    }

    private static double Sum(Vector256<double> lanes)
    {
        var two = lanes.GetLower() + lanes.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}

internal readonly unsafe partial struct Doubles512 : IFoldingOperations<Vector512<double>, double>
{
    public static int Halves => 1;

    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold(
        Vector512<double> s00,
        Vector512<double> s01,
        Vector512<double> s02,
        Vector512<double> s03,
        Vector512<double> s10,
        Vector512<double> s11,
        Vector512<double> s12,
        Vector512<double> s13,
        Vector512<double> s20,
        Vector512<double> s21,
        Vector512<double> s22,
        Vector512<double> s23,
        Vector512<double> s30,
        Vector512<double> s31,
        Vector512<double> s32,
        Vector512<double> s33,
        out Vector256<double> row0,
        out Vector256<double> row1,
        out Vector256<double> row2,
        out Vector256<double> row3
    )
    {
        Eight(s00, s01, s02, s03, s10, s11, s12, s13, out row0, out row1);
        Eight(s20, s21, s22, s23, s30, s31, s32, s33, out row2, out row3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(
        Vector512<double> a,
        Vector512<double> b,
        Vector512<double> c,
        Vector512<double> d,
        Vector512<double> e,
        Vector512<double> f,
        Vector512<double> g,
        Vector512<double> h,
        out Vector256<double> first,
        out Vector256<double> second
    )
    {
        if (Avx512F.IsSupported)
        {
            var odd = Quarters(Halved(a, c), Halved(e, g));
            var even = Quarters(Halved(b, d), Halved(f, h));
            var sums = Avx512F.UnpackLow(odd, even) + Avx512F.UnpackHigh(odd, even);
            first = sums.GetLower();
            second = sums.GetUpper();
            return;
        }
        first = Doubles256.Four(Half(a), Half(b), Half(c), Half(d));
        second = Doubles256.Four(Half(e), Half(f), Half(g), Half(h));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Half(Vector512<double> lanes) => lanes.GetLower() + lanes.GetUpper();

    // Halves of a, then of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halved(Vector512<double> a, Vector512<double> b) =>
        Avx512F.Shuffle4x128(a, b, 0x44) + Avx512F.Shuffle4x128(a, b, 0xEE);

    // Each half of a and b folded to a quarter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(Vector512<double> a, Vector512<double> b) =>
        Avx512F.Shuffle4x128(a, b, 0x88) + Avx512F.Shuffle4x128(a, b, 0xDD);
}
