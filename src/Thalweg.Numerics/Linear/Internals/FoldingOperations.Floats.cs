using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Thalweg.Numerics.Linear;

internal readonly unsafe partial struct Floats256 : IFoldingOperations<Vector256<float>, float>
{
    public static int Halves => 2;

    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold(
        Vector256<float> s00,
        Vector256<float> s01,
        Vector256<float> s02,
        Vector256<float> s03,
        Vector256<float> s10,
        Vector256<float> s11,
        Vector256<float> s12,
        Vector256<float> s13,
        Vector256<float> s20,
        Vector256<float> s21,
        Vector256<float> s22,
        Vector256<float> s23,
        Vector256<float> s30,
        Vector256<float> s31,
        Vector256<float> s32,
        Vector256<float> s33,
        out Vector256<double> row0,
        out Vector256<double> row1,
        out Vector256<double> row2,
        out Vector256<double> row3
    )
    {
        Eight(s00, s01, s02, s03, s10, s11, s12, s13, out row0, out row1);
        Eight(s20, s21, s22, s23, s30, s31, s32, s33, out row2, out row3);
    }

    /// <summary>The sums of eight lanes of each of eight vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Eight(
        Vector256<float> a,
        Vector256<float> b,
        Vector256<float> c,
        Vector256<float> d,
        Vector256<float> e,
        Vector256<float> f,
        Vector256<float> g,
        Vector256<float> h,
        out Vector256<double> first,
        out Vector256<double> second
    )
    {
        if (Avx.IsSupported)
        {
            var ab = Pairs(Halved(a, e), Halved(b, f));
            var cd = Pairs(Halved(c, g), Halved(d, h));
            var sums = Avx.Shuffle(ab, cd, 0x88) + Avx.Shuffle(ab, cd, 0xDD);
            first = Vector256.WidenLower(sums);
            second = Vector256.WidenUpper(sums);
            return;
        }
        first = Vector256.Create(Sum(a), Sum(b), Sum(c), (double)Sum(d));
        second = Vector256.Create(Sum(e), Sum(f), Sum(g), (double)Sum(h));
    }

    // Halves of a, then of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halved(Vector256<float> a, Vector256<float> b) =>
        Avx.Permute2x128(a, b, 0x20) + Avx.Permute2x128(a, b, 0x31);

    // In each half: two lanes of a, then of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pairs(Vector256<float> a, Vector256<float> b) =>
        (Avx.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle() + Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle());

    private static float Sum(Vector256<float> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        return (four.ToScalar() + four.GetElement(2)) + (four.GetElement(1) + four.GetElement(3));
    }
}

internal readonly unsafe partial struct Floats512 : IFoldingOperations<Vector512<float>, float>
{
    public static int Halves => 1;

    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold(
        Vector512<float> s00,
        Vector512<float> s01,
        Vector512<float> s02,
        Vector512<float> s03,
        Vector512<float> s10,
        Vector512<float> s11,
        Vector512<float> s12,
        Vector512<float> s13,
        Vector512<float> s20,
        Vector512<float> s21,
        Vector512<float> s22,
        Vector512<float> s23,
        Vector512<float> s30,
        Vector512<float> s31,
        Vector512<float> s32,
        Vector512<float> s33,
        out Vector256<double> row0,
        out Vector256<double> row1,
        out Vector256<double> row2,
        out Vector256<double> row3
    )
    {
        if (Avx512F.IsSupported)
        {
            var p = Quarters(Halved(s00, s10), Halved(s20, s30));
            var q = Quarters(Halved(s01, s11), Halved(s21, s31));
            var t = Quarters(Halved(s02, s12), Halved(s22, s32));
            var u = Quarters(Halved(s03, s13), Halved(s23, s33));
            var pq = Pairs(p, q);
            var tu = Pairs(t, u);
            var sums = Avx512F.Shuffle(pq, tu, 0x88) + Avx512F.Shuffle(pq, tu, 0xDD);
            var first = sums.GetLower();
            var second = sums.GetUpper();
            row0 = Vector256.WidenLower(first);
            row1 = Vector256.WidenUpper(first);
            row2 = Vector256.WidenLower(second);
            row3 = Vector256.WidenUpper(second);
            return;
        }
        Floats256.Eight(
            Half(s00),
            Half(s01),
            Half(s02),
            Half(s03),
            Half(s10),
            Half(s11),
            Half(s12),
            Half(s13),
            out row0,
            out row1
        );
        Floats256.Eight(
            Half(s20),
            Half(s21),
            Half(s22),
            Half(s23),
            Half(s30),
            Half(s31),
            Half(s32),
            Half(s33),
            out row2,
            out row3
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Half(Vector512<float> lanes) => lanes.GetLower() + lanes.GetUpper();

    // Halves of a, then of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halved(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Shuffle4x128(a, b, 0x44) + Avx512F.Shuffle4x128(a, b, 0xEE);

    // Each half of a and b folded to a quarter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Shuffle4x128(a, b, 0x88) + Avx512F.Shuffle4x128(a, b, 0xDD);

    // In each quarter: two lanes of a, then of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pairs(Vector512<float> a, Vector512<float> b) =>
        (
            Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle()
            + Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle()
        );
}
