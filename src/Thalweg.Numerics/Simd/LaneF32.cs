using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

/// <summary>Sixteen single-precision values, with elementary functions within 2 ulp.</summary>
/// <remarks>
/// Sixteen on every machine; without 512-bit registers an operation runs as two halves with equal bits. For the limits of
/// inlining see <see cref="LaneF64"/>.
/// </remarks>
public readonly partial struct LaneF32(Vector512<float> value) : ILane<LaneF32>, ILaneMemory<LaneF32, float>
{
    private readonly Vector512<float> value = value;

    public static int Count => 16;

    public Vector512<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Load(ref readonly float source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Load(ref readonly float source, nuint offset) => new(Vector512.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF32 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LaneF32 Spread(float* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target, nuint offset) => value.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(float* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 operator +(LaneF32 a, LaneF32 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 operator -(LaneF32 a, LaneF32 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 operator *(LaneF32 a, LaneF32 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 operator /(LaneF32 a, LaneF32 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 operator -(LaneF32 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Broadcast(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 FusedMultiplyAdd(LaneF32 a, LaneF32 b, LaneF32 c) =>
        new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Min(LaneF32 a, LaneF32 b) => new(Vector512.Min(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Max(LaneF32 a, LaneF32 b) => new(Vector512.Max(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Abs(LaneF32 x) => new(Vector512.Abs(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 Sqrt(LaneF32 x) => new(Vector512.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneF32 SelectPositive(LaneF32 x, LaneF32 positive, LaneF32 otherwise)
    {
        var zero = Vector512<float>.Zero;
        var rest = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x.value, zero), otherwise.value, x.value);
        return new(Vector512.ConditionalSelect(Vector512.GreaterThan(x.value, zero), positive.value, rest));
    }
}
