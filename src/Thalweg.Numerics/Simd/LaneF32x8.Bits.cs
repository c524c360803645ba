using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public readonly partial struct LaneF32x8 : IBinary32<LaneF32x8>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.BroadcastBits(int bits) => new(Vector256.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.Less(LaneF32x8 a, LaneF32x8 b) => new(Vector256.LessThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.Same(LaneF32x8 a, LaneF32x8 b) => new(Vector256.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.Select(LaneF32x8 mask, LaneF32x8 a, LaneF32x8 b) =>
        new(Vector256.ConditionalSelect(mask.value, a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.AtMost(LaneF32x8 x, float bound) =>
        new(Vector256.MinNative(Vector256.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.AtLeast(LaneF32x8 x, float bound) =>
        new(Vector256.MaxNative(Vector256.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.And(LaneF32x8 a, LaneF32x8 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.Or(LaneF32x8 a, LaneF32x8 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.Xor(LaneF32x8 a, LaneF32x8 b) => new(a.value ^ b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.AddBits(LaneF32x8 a, LaneF32x8 b) =>
        new((a.value.AsInt32() + b.value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.SubtractBits(LaneF32x8 a, LaneF32x8 b) =>
        new((a.value.AsInt32() - b.value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.ShiftLeft(LaneF32x8 a, int count) =>
        new(Vector256.ShiftLeft(a.value.AsInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.ShiftRight(LaneF32x8 a, int count) =>
        new(Vector256.ShiftRightLogical(a.value.AsInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBinary32<LaneF32x8>.AnySet(LaneF32x8 mask) => Vector256.ExtractMostSignificantBits(mask.value) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IBinary32<LaneF32x8>.Get(LaneF32x8 a, int lane) => a.value.GetElement(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32x8 IBinary32<LaneF32x8>.With(LaneF32x8 a, int lane, float value) =>
        new(a.value.WithElement(lane, value));
}
