namespace Thalweg.Numerics.Simd;

/// <summary>Lanes that are IEEE doubles and show their bits: what the elementary functions need beyond arithmetic.</summary>
/// <remarks>A mask has all bits of a lane set or none. Every member is one machine instruction or two.</remarks>
internal interface IBinary64<TSelf>
    where TSelf : struct, IBinary64<TSelf>
{
    /// <summary>a·b − c with one rounding.</summary>
    static abstract TSelf FusedMultiplySubtract(TSelf a, TSelf b, TSelf c);

    /// <summary>c − a·b with one rounding.</summary>
    static abstract TSelf FusedNegateMultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf BroadcastBits(long bits);

    /// <summary>The mask a &lt; b; never set beside NaN.</summary>
    static abstract TSelf Less(TSelf a, TSelf b);

    /// <summary>The mask a = b as numbers: never set beside NaN, set for zeros of either sign.</summary>
    static abstract TSelf Same(TSelf a, TSelf b);

    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>x, or the bound where x is above it; NaN stays NaN.</summary>
    static abstract TSelf AtMost(TSelf x, double bound);

    /// <summary>x, or the bound where x is below it; NaN stays NaN.</summary>
    static abstract TSelf AtLeast(TSelf x, double bound);

    static abstract TSelf And(TSelf a, TSelf b);
    static abstract TSelf Or(TSelf a, TSelf b);
    static abstract TSelf Xor(TSelf a, TSelf b);

    /// <summary>The sum of the bit patterns as 64-bit integers.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>The difference of the bit patterns as 64-bit integers.</summary>
    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    static abstract TSelf ShiftLeft(TSelf a, int count);
    static abstract TSelf ShiftRight(TSelf a, int count);
    static abstract bool AnySet(TSelf mask);
    static abstract double Get(TSelf a, int lane);
    static abstract TSelf With(TSelf a, int lane, double value);
}
