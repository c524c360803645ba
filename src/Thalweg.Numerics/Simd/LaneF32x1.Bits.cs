namespace Thalweg.Numerics.Simd;

public readonly partial struct LaneF32x1 : IBinary32<LaneF32x1>
{
    private int Bits => BitConverter.SingleToInt32Bits(Value);

    static LaneF32x1 IBinary32<LaneF32x1>.BroadcastBits(int bits) => Of(bits);

    static LaneF32x1 IBinary32<LaneF32x1>.Less(LaneF32x1 a, LaneF32x1 b) => Of(a.Value < b.Value ? -1 : 0);

    static LaneF32x1 IBinary32<LaneF32x1>.Same(LaneF32x1 a, LaneF32x1 b) => Of(a.Value == b.Value ? -1 : 0);

    static LaneF32x1 IBinary32<LaneF32x1>.Select(LaneF32x1 mask, LaneF32x1 a, LaneF32x1 b) =>
        Of((mask.Bits & a.Bits) | (~mask.Bits & b.Bits));

    static LaneF32x1 IBinary32<LaneF32x1>.AtMost(LaneF32x1 x, float bound) => x.Value > bound ? new(bound) : x;

    static LaneF32x1 IBinary32<LaneF32x1>.AtLeast(LaneF32x1 x, float bound) => x.Value < bound ? new(bound) : x;

    static LaneF32x1 IBinary32<LaneF32x1>.And(LaneF32x1 a, LaneF32x1 b) => Of(a.Bits & b.Bits);

    static LaneF32x1 IBinary32<LaneF32x1>.Or(LaneF32x1 a, LaneF32x1 b) => Of(a.Bits | b.Bits);

    static LaneF32x1 IBinary32<LaneF32x1>.Xor(LaneF32x1 a, LaneF32x1 b) => Of(a.Bits ^ b.Bits);

    static LaneF32x1 IBinary32<LaneF32x1>.AddBits(LaneF32x1 a, LaneF32x1 b) => Of(unchecked(a.Bits + b.Bits));

    static LaneF32x1 IBinary32<LaneF32x1>.SubtractBits(LaneF32x1 a, LaneF32x1 b) => Of(unchecked(a.Bits - b.Bits));

    static LaneF32x1 IBinary32<LaneF32x1>.ShiftLeft(LaneF32x1 a, int count) => Of(a.Bits << count);

    static LaneF32x1 IBinary32<LaneF32x1>.ShiftRight(LaneF32x1 a, int count) => Of(a.Bits >>> count);

    static bool IBinary32<LaneF32x1>.AnySet(LaneF32x1 mask) => mask.Bits < 0;

    static float IBinary32<LaneF32x1>.Get(LaneF32x1 a, int lane) => a.Value;

    static LaneF32x1 IBinary32<LaneF32x1>.With(LaneF32x1 a, int lane, float value) => new(value);

    private static LaneF32x1 Of(int bits) => new(BitConverter.Int32BitsToSingle(bits));
}
