namespace Thalweg.Numerics.Simd;

/// <summary>One double-precision value: the slow twin of <see cref="LaneF64"/>, in plain arithmetic.</summary>
/// <remarks>The bits equal those of a lane of <see cref="LaneF64"/>, whatever the machine.</remarks>
public readonly partial struct LaneF64x1(double value) : ILane<LaneF64x1>, ILaneMemory<LaneF64x1, double>
{
    public static int Count => 1;

    public double Value => value;

    public static unsafe LaneF64x1 Load(double* source) => new(*source);

    public static unsafe LaneF64x1 Spread(double* source) => new(*source);

    public unsafe void Store(double* target) => *target = Value;

    public static LaneF64x1 operator +(LaneF64x1 a, LaneF64x1 b) => new(a.Value + b.Value);

    public static LaneF64x1 operator -(LaneF64x1 a, LaneF64x1 b) => new(a.Value - b.Value);

    public static LaneF64x1 operator *(LaneF64x1 a, LaneF64x1 b) => new(a.Value * b.Value);

    public static LaneF64x1 operator /(LaneF64x1 a, LaneF64x1 b) => new(a.Value / b.Value);

    public static LaneF64x1 operator -(LaneF64x1 a) => new(-a.Value);

    public static LaneF64x1 Broadcast(double value) => new(value);

    public static LaneF64x1 FusedMultiplyAdd(LaneF64x1 a, LaneF64x1 b, LaneF64x1 c) =>
        new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    public static LaneF64x1 Min(LaneF64x1 a, LaneF64x1 b) => new(Math.Min(a.Value, b.Value));

    public static LaneF64x1 Max(LaneF64x1 a, LaneF64x1 b) => new(Math.Max(a.Value, b.Value));

    public static LaneF64x1 Abs(LaneF64x1 x) => new(Math.Abs(x.Value));

    public static LaneF64x1 Sqrt(LaneF64x1 x) => new(Math.Sqrt(x.Value));

    public static LaneF64x1 SelectPositive(LaneF64x1 x, LaneF64x1 positive, LaneF64x1 otherwise) =>
        x.Value > 0 ? positive
        : x.Value <= 0 ? otherwise
        : x;

    public static LaneF64x1 Exp(LaneF64x1 x) => Elementary.Exp(x);

    public static LaneF64x1 Log(LaneF64x1 x) => Elementary.Log(x);

    public static LaneF64x1 Log1p(LaneF64x1 x) => Elementary.Log1p(x);

    public static LaneF64x1 Sin(LaneF64x1 x) => Elementary.Sin(x);

    public static LaneF64x1 Cos(LaneF64x1 x) => Elementary.Cos(x);

    public static (LaneF64x1 Sin, LaneF64x1 Cos) SinCos(LaneF64x1 x) => Elementary.SinCos(x);

    public static LaneF64x1 Tanh(LaneF64x1 x) => Elementary.Tanh(x);

    public static LaneF64x1 Sigmoid(LaneF64x1 x) => Elementary.Sigmoid(x);

    public static LaneF64x1 Erf(LaneF64x1 x) => Elementary.Erf(x);
}
