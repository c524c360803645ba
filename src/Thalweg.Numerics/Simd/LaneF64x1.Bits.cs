namespace Thalweg.Numerics.Simd;

public readonly partial struct LaneF64x1 : IBinary64<LaneF64x1>
{
    private long Bits => BitConverter.DoubleToInt64Bits(Value);

    static LaneF64x1 IBinary64<LaneF64x1>.FusedMultiplySubtract(LaneF64x1 a, LaneF64x1 b, LaneF64x1 c) =>
        FusedMultiplyAdd(a, b, -c);

    static LaneF64x1 IBinary64<LaneF64x1>.FusedNegateMultiplyAdd(LaneF64x1 a, LaneF64x1 b, LaneF64x1 c) =>
        FusedMultiplyAdd(-a, b, c);

    static LaneF64x1 IBinary64<LaneF64x1>.BroadcastBits(long bits) => Of(bits);

    static LaneF64x1 IBinary64<LaneF64x1>.Less(LaneF64x1 a, LaneF64x1 b) => Of(a.Value < b.Value ? -1 : 0);

    static LaneF64x1 IBinary64<LaneF64x1>.Same(LaneF64x1 a, LaneF64x1 b) => Of(a.Value == b.Value ? -1 : 0);

    static LaneF64x1 IBinary64<LaneF64x1>.Select(LaneF64x1 mask, LaneF64x1 a, LaneF64x1 b) =>
        Of((mask.Bits & a.Bits) | (~mask.Bits & b.Bits));

    static LaneF64x1 IBinary64<LaneF64x1>.AtMost(LaneF64x1 x, double bound) => x.Value > bound ? new(bound) : x;

    static LaneF64x1 IBinary64<LaneF64x1>.AtLeast(LaneF64x1 x, double bound) => x.Value < bound ? new(bound) : x;

    static LaneF64x1 IBinary64<LaneF64x1>.And(LaneF64x1 a, LaneF64x1 b) => Of(a.Bits & b.Bits);

    static LaneF64x1 IBinary64<LaneF64x1>.Or(LaneF64x1 a, LaneF64x1 b) => Of(a.Bits | b.Bits);

    static LaneF64x1 IBinary64<LaneF64x1>.Xor(LaneF64x1 a, LaneF64x1 b) => Of(a.Bits ^ b.Bits);

    static LaneF64x1 IBinary64<LaneF64x1>.AddBits(LaneF64x1 a, LaneF64x1 b) => Of(unchecked(a.Bits + b.Bits));

    static LaneF64x1 IBinary64<LaneF64x1>.SubtractBits(LaneF64x1 a, LaneF64x1 b) => Of(unchecked(a.Bits - b.Bits));

    static LaneF64x1 IBinary64<LaneF64x1>.ShiftLeft(LaneF64x1 a, int count) => Of(a.Bits << count);

    static LaneF64x1 IBinary64<LaneF64x1>.ShiftRight(LaneF64x1 a, int count) => Of(a.Bits >>> count);

    static bool IBinary64<LaneF64x1>.AnySet(LaneF64x1 mask) => mask.Bits < 0;

    static double IBinary64<LaneF64x1>.Get(LaneF64x1 a, int lane) => a.Value;

    static LaneF64x1 IBinary64<LaneF64x1>.With(LaneF64x1 a, int lane, double value) => new(value);

    private static LaneF64x1 Of(long bits) => new(BitConverter.Int64BitsToDouble(bits));
}
