using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public readonly partial struct LaneF32 : IBinary32<LaneF32>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.BroadcastBits(int bits) => new(Vector512.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.Less(LaneF32 a, LaneF32 b) => new(Vector512.LessThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.Same(LaneF32 a, LaneF32 b) => new(Vector512.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.Select(LaneF32 mask, LaneF32 a, LaneF32 b) =>
        new(Vector512.ConditionalSelect(mask.value, a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.AtMost(LaneF32 x, float bound) =>
        new(Vector512.MinNative(Vector512.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.AtLeast(LaneF32 x, float bound) =>
        new(Vector512.MaxNative(Vector512.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.And(LaneF32 a, LaneF32 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.Or(LaneF32 a, LaneF32 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.Xor(LaneF32 a, LaneF32 b) => new(a.value ^ b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.AddBits(LaneF32 a, LaneF32 b) =>
        new((a.value.AsInt32() + b.value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.SubtractBits(LaneF32 a, LaneF32 b) =>
        new((a.value.AsInt32() - b.value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.ShiftLeft(LaneF32 a, int count) =>
        new(Vector512.ShiftLeft(a.value.AsInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.ShiftRight(LaneF32 a, int count) =>
        new(Vector512.ShiftRightLogical(a.value.AsInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBinary32<LaneF32>.AnySet(LaneF32 mask) => Vector512.ExtractMostSignificantBits(mask.value) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IBinary32<LaneF32>.Get(LaneF32 a, int lane) => a.value.GetElement(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF32 IBinary32<LaneF32>.With(LaneF32 a, int lane, float value) => new(a.value.WithElement(lane, value));
}
