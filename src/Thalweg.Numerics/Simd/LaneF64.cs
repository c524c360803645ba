using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

/// <summary>Eight double-precision values, with the functions of <see cref="Elementary"/>.</summary>
/// <remarks>
/// Eight on every machine; without 512-bit registers an operation runs as two halves with equal bits. The compiler stops
/// inlining when a method has more than 512 locals after inlining, and such a method runs fifty times slower: one or two
/// elementary functions per loop are safe, five are not. Operators of a caller must be marked for aggressive inlining
/// through the whole chain, or the inlining budget runs out earlier.
/// </remarks>
public readonly partial struct LaneF64(Vector512<double> value) : ILane<LaneF64>, ILaneMemory<LaneF64, double>
{
    private readonly Vector512<double> value = value;

    public static int Count => 8;

    public Vector512<double> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Load(ref readonly double source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Load(ref readonly double source, nuint offset) =>
        new(Vector512.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF64 Load(double* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF64 Spread(double* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target) => value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target, nuint offset) => value.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(double* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 operator +(LaneF64 a, LaneF64 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 operator -(LaneF64 a, LaneF64 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 operator *(LaneF64 a, LaneF64 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 operator /(LaneF64 a, LaneF64 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 operator -(LaneF64 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 FusedMultiplyAdd(LaneF64 a, LaneF64 b, LaneF64 c) =>
        new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Min(LaneF64 a, LaneF64 b) => new(Vector512.Min(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Max(LaneF64 a, LaneF64 b) => new(Vector512.Max(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Abs(LaneF64 x) => new(Vector512.Abs(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Sqrt(LaneF64 x) => new(Vector512.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 SelectPositive(LaneF64 x, LaneF64 positive, LaneF64 otherwise)
    {
        var zero = Vector512<double>.Zero;
        var rest = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x.value, zero), otherwise.value, x.value);
        return new(Vector512.ConditionalSelect(Vector512.GreaterThan(x.value, zero), positive.value, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Exp(LaneF64 x) => new(Elementary.Exp(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Log(LaneF64 x) => new(Elementary.Log(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Log1p(LaneF64 x) => new(Elementary.Log1p(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Sin(LaneF64 x) => new(Elementary.Sin(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Cos(LaneF64 x) => new(Elementary.Cos(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (LaneF64 Sin, LaneF64 Cos) SinCos(LaneF64 x)
    {
        var (sin, cos) = Elementary.SinCos(x.value);
        return (new(sin), new(cos));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Tanh(LaneF64 x) => new(Elementary.Tanh(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Sigmoid(LaneF64 x) => new(Elementary.Sigmoid(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF64 Erf(LaneF64 x) => new(Elementary.Erf(x.value));
}
