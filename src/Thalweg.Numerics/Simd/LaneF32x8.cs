using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

/// <summary>Eight single-precision values, with elementary functions within 2 ulp.</summary>
/// <remarks>The bits of a lane equal those of <see cref="LaneF32"/>, so an elementwise loop may use whichever fills a register.</remarks>
public readonly partial struct LaneF32x8(Vector256<float> value) : ILane<LaneF32x8>, ILaneMemory<LaneF32x8, float>
{
    private readonly Vector256<float> value = value;

    public static int Count => 8;

    public Vector256<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Load(ref readonly float source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Load(ref readonly float source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF32x8 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF32x8 Spread(float* source) => new(Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target, nuint offset) => value.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(float* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 operator +(LaneF32x8 a, LaneF32x8 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 operator -(LaneF32x8 a, LaneF32x8 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 operator *(LaneF32x8 a, LaneF32x8 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 operator /(LaneF32x8 a, LaneF32x8 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 operator -(LaneF32x8 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Broadcast(double value) => new(Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 FusedMultiplyAdd(LaneF32x8 a, LaneF32x8 b, LaneF32x8 c) =>
        new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Min(LaneF32x8 a, LaneF32x8 b) => new(Vector256.Min(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Max(LaneF32x8 a, LaneF32x8 b) => new(Vector256.Max(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Abs(LaneF32x8 x) => new(Vector256.Abs(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Sqrt(LaneF32x8 x) => new(Vector256.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 SelectPositive(LaneF32x8 x, LaneF32x8 positive, LaneF32x8 otherwise)
    {
        var zero = Vector256<float>.Zero;
        var rest = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x.value, zero), otherwise.value, x.value);
        return new(Vector256.ConditionalSelect(Vector256.GreaterThan(x.value, zero), positive.value, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Exp(LaneF32x8 x) => ElementarySingle.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Log(LaneF32x8 x) => ElementarySingle.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Log1p(LaneF32x8 x) => ElementarySingle.Log1p(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Sin(LaneF32x8 x) => ElementarySingle.Sin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Cos(LaneF32x8 x) => ElementarySingle.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (LaneF32x8 Sin, LaneF32x8 Cos) SinCos(LaneF32x8 x) => ElementarySingle.SinCos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Tanh(LaneF32x8 x) => ElementarySingle.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Sigmoid(LaneF32x8 x) => ElementarySingle.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32x8 Erf(LaneF32x8 x) => ElementarySingle.Erf(x);
}
