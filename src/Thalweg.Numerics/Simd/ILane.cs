namespace Thalweg.Numerics.Simd;

/// <summary>
/// A number in the lanes: values that travel together through the same formula. Elementwise code that is generic over
/// it runs on plain lanes, single-precision lanes and dual lanes (value and tangent) alike.
/// </summary>
/// <remarks>
/// Every operation is lane-pure: the bits of a lane depend on the operands of that lane alone. Comparisons decide on the
/// value, never on a tangent.
/// </remarks>
public interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>Values per lane vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    /// <summary>The constant in every lane.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The smaller operand; NaN where either is NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The larger operand; NaN where either is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Abs(TSelf x);
    static abstract TSelf Sqrt(TSelf x);

    /// <summary><paramref name="positive"/> where x &gt; 0, <paramref name="otherwise"/> where x ≤ 0, and x itself where x is NaN,
    /// so that a piecewise function never turns NaN into a number.</summary>
    static abstract TSelf SelectPositive(TSelf x, TSelf positive, TSelf otherwise);

    static abstract TSelf Exp(TSelf x);
    static abstract TSelf Log(TSelf x);

    /// <summary>log(1 + x), accurate near 0.</summary>
    static abstract TSelf Log1p(TSelf x);

    static abstract TSelf Sin(TSelf x);
    static abstract TSelf Cos(TSelf x);

    /// <summary>Sine and cosine for little more than the price of one.</summary>
    static abstract (TSelf Sin, TSelf Cos) SinCos(TSelf x);

    static abstract TSelf Tanh(TSelf x);

    /// <summary>1 / (1 + e^−x).</summary>
    static abstract TSelf Sigmoid(TSelf x);

    static abstract TSelf Erf(TSelf x);
}
