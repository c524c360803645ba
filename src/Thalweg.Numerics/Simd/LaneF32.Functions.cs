using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public readonly partial struct LaneF32
{
    // Software halves of a 512-bit vector cost the compiler so much that it gives up inlining: without 512-bit registers
    // the two halves are taken apart at the door.
    private LaneF32x8 Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(value.GetLower());
    }

    private LaneF32x8 Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(value.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Exp(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Exp(x)
            : Join(ElementarySingle.Exp(x.Lower), ElementarySingle.Exp(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Log(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Log(x)
            : Join(ElementarySingle.Log(x.Lower), ElementarySingle.Log(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Log1p(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Log1p(x)
            : Join(ElementarySingle.Log1p(x.Lower), ElementarySingle.Log1p(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Sin(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Sin(x)
            : Join(ElementarySingle.Sin(x.Lower), ElementarySingle.Sin(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Cos(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Cos(x)
            : Join(ElementarySingle.Cos(x.Lower), ElementarySingle.Cos(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (LaneF32 Sin, LaneF32 Cos) SinCos(LaneF32 x)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return ElementarySingle.SinCos(x);
        }
        var (lowerSine, lowerCosine) = ElementarySingle.SinCos(x.Lower);
        var (upperSine, upperCosine) = ElementarySingle.SinCos(x.Upper);
        return (Join(lowerSine, upperSine), Join(lowerCosine, upperCosine));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Tanh(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Tanh(x)
            : Join(ElementarySingle.Tanh(x.Lower), ElementarySingle.Tanh(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Sigmoid(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Sigmoid(x)
            : Join(ElementarySingle.Sigmoid(x.Lower), ElementarySingle.Sigmoid(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Erf(LaneF32 x) =>
        Vector512.IsHardwareAccelerated
            ? ElementarySingle.Erf(x)
            : Join(ElementarySingle.Erf(x.Lower), ElementarySingle.Erf(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneF32 Join(LaneF32x8 lower, LaneF32x8 upper) => new(Vector512.Create(lower.Value, upper.Value));
}
