using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Thalweg.Numerics.Simd;

public readonly partial struct LaneF64 : IBinary64<LaneF64>
{
    // The compiler does not fold a sign into a multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.FusedMultiplySubtract(LaneF64 a, LaneF64 b, LaneF64 c) =>
        new(
            Avx512F.IsSupported
                ? Avx512F.FusedMultiplySubtract(a.value, b.value, c.value)
                : Vector512.FusedMultiplyAdd(a.value, b.value, -c.value)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.FusedNegateMultiplyAdd(LaneF64 a, LaneF64 b, LaneF64 c) =>
        new(
            Avx512F.IsSupported
                ? Avx512F.FusedMultiplyAddNegated(a.value, b.value, c.value)
                : Vector512.FusedMultiplyAdd(-a.value, b.value, c.value)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.BroadcastBits(long bits) => new(Vector512.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.Less(LaneF64 a, LaneF64 b) => new(Vector512.LessThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.Same(LaneF64 a, LaneF64 b) => new(Vector512.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.Select(LaneF64 mask, LaneF64 a, LaneF64 b) =>
        new(Vector512.ConditionalSelect(mask.value, a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.AtMost(LaneF64 x, double bound) =>
        new(Vector512.MinNative(Vector512.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.AtLeast(LaneF64 x, double bound) =>
        new(Vector512.MaxNative(Vector512.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.And(LaneF64 a, LaneF64 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.Or(LaneF64 a, LaneF64 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.Xor(LaneF64 a, LaneF64 b) => new(a.value ^ b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.AddBits(LaneF64 a, LaneF64 b) =>
        new((a.value.AsInt64() + b.value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.SubtractBits(LaneF64 a, LaneF64 b) =>
        new((a.value.AsInt64() - b.value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.ShiftLeft(LaneF64 a, int count) =>
        new(Vector512.ShiftLeft(a.value.AsInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.ShiftRight(LaneF64 a, int count) =>
        new(Vector512.ShiftRightLogical(a.value.AsInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBinary64<LaneF64>.AnySet(LaneF64 mask) => Vector512.ExtractMostSignificantBits(mask.value) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IBinary64<LaneF64>.Get(LaneF64 a, int lane) => a.value.GetElement(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64 IBinary64<LaneF64>.With(LaneF64 a, int lane, double value) => new(a.value.WithElement(lane, value));
}
