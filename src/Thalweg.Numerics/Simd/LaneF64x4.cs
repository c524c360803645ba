using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

/// <summary>Four double-precision values, with the functions of <see cref="Elementary"/>.</summary>
/// <remarks>The bits of a lane equal those of <see cref="LaneF64"/>, so an elementwise loop may use whichever fills a register.</remarks>
public readonly partial struct LaneF64x4(Vector256<double> value) : ILane<LaneF64x4>, ILaneMemory<LaneF64x4, double>
{
    private readonly Vector256<double> value = value;

    public static int Count => 4;

    public Vector256<double> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Load(ref readonly double source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Load(ref readonly double source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF64x4 Load(double* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF64x4 Spread(double* source) => new(Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target) => value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target, nuint offset) => value.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(double* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 operator +(LaneF64x4 a, LaneF64x4 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 operator -(LaneF64x4 a, LaneF64x4 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 operator *(LaneF64x4 a, LaneF64x4 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 operator /(LaneF64x4 a, LaneF64x4 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 operator -(LaneF64x4 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 FusedMultiplyAdd(LaneF64x4 a, LaneF64x4 b, LaneF64x4 c) =>
        new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Min(LaneF64x4 a, LaneF64x4 b) => new(Vector256.Min(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Max(LaneF64x4 a, LaneF64x4 b) => new(Vector256.Max(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Abs(LaneF64x4 x) => new(Vector256.Abs(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Sqrt(LaneF64x4 x) => new(Vector256.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 SelectPositive(LaneF64x4 x, LaneF64x4 positive, LaneF64x4 otherwise)
    {
        var zero = Vector256<double>.Zero;
        var rest = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x.value, zero), otherwise.value, x.value);
        return new(Vector256.ConditionalSelect(Vector256.GreaterThan(x.value, zero), positive.value, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Exp(LaneF64x4 x) => new(Elementary.Exp(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Log(LaneF64x4 x) => new(Elementary.Log(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Log1p(LaneF64x4 x) => new(Elementary.Log1p(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Sin(LaneF64x4 x) => new(Elementary.Sin(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Cos(LaneF64x4 x) => new(Elementary.Cos(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (LaneF64x4 Sin, LaneF64x4 Cos) SinCos(LaneF64x4 x)
    {
        var (sin, cos) = Elementary.SinCos(x.value);
        return (new(sin), new(cos));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Tanh(LaneF64x4 x) => new(Elementary.Tanh(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Sigmoid(LaneF64x4 x) => new(Elementary.Sigmoid(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64x4 Erf(LaneF64x4 x) => new(Elementary.Erf(x.value));
}
