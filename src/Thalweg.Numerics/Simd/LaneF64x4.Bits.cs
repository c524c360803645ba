using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Thalweg.Numerics.Simd;

public readonly partial struct LaneF64x4 : IBinary64<LaneF64x4>
{
    // The compiler does not fold a sign into a multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.FusedMultiplySubtract(LaneF64x4 a, LaneF64x4 b, LaneF64x4 c) =>
        new(
            Fma.IsSupported
                ? Fma.MultiplySubtract(a.value, b.value, c.value)
                : Vector256.FusedMultiplyAdd(a.value, b.value, -c.value)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.FusedNegateMultiplyAdd(LaneF64x4 a, LaneF64x4 b, LaneF64x4 c) =>
        new(
            Fma.IsSupported
                ? Fma.MultiplyAddNegated(a.value, b.value, c.value)
                : Vector256.FusedMultiplyAdd(-a.value, b.value, c.value)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.BroadcastBits(long bits) => new(Vector256.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.Less(LaneF64x4 a, LaneF64x4 b) => new(Vector256.LessThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.Same(LaneF64x4 a, LaneF64x4 b) => new(Vector256.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.Select(LaneF64x4 mask, LaneF64x4 a, LaneF64x4 b) =>
        new(Vector256.ConditionalSelect(mask.value, a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.AtMost(LaneF64x4 x, double bound) =>
        new(Vector256.MinNative(Vector256.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.AtLeast(LaneF64x4 x, double bound) =>
        new(Vector256.MaxNative(Vector256.Create(bound), x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.And(LaneF64x4 a, LaneF64x4 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.Or(LaneF64x4 a, LaneF64x4 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.Xor(LaneF64x4 a, LaneF64x4 b) => new(a.value ^ b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.AddBits(LaneF64x4 a, LaneF64x4 b) =>
        new((a.value.AsInt64() + b.value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.SubtractBits(LaneF64x4 a, LaneF64x4 b) =>
        new((a.value.AsInt64() - b.value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.ShiftLeft(LaneF64x4 a, int count) =>
        new(Vector256.ShiftLeft(a.value.AsInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.ShiftRight(LaneF64x4 a, int count) =>
        new(Vector256.ShiftRightLogical(a.value.AsInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBinary64<LaneF64x4>.AnySet(LaneF64x4 mask) => Vector256.ExtractMostSignificantBits(mask.value) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IBinary64<LaneF64x4>.Get(LaneF64x4 a, int lane) => a.value.GetElement(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LaneF64x4 IBinary64<LaneF64x4>.With(LaneF64x4 a, int lane, double value) =>
        new(a.value.WithElement(lane, value));
}
