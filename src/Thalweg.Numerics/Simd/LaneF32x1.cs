namespace Thalweg.Numerics.Simd;

/// <summary>One single-precision value: the slow twin of <see cref="LaneF32"/>, in plain arithmetic.</summary>
/// <remarks>The bits equal those of a lane of <see cref="LaneF32"/>, whatever the machine.</remarks>
public readonly partial struct LaneF32x1(float value) : ILane<LaneF32x1>, ILaneMemory<LaneF32x1, float>
{
    public static int Count => 1;

    public float Value => value;

    public static unsafe LaneF32x1 Load(float* source) => new(*source);

    public static unsafe LaneF32x1 Spread(float* source) => new(*source);

    public unsafe void Store(float* target) => *target = Value;

    public static LaneF32x1 operator +(LaneF32x1 a, LaneF32x1 b) => new(a.Value + b.Value);

    public static LaneF32x1 operator -(LaneF32x1 a, LaneF32x1 b) => new(a.Value - b.Value);

    public static LaneF32x1 operator *(LaneF32x1 a, LaneF32x1 b) => new(a.Value * b.Value);

    public static LaneF32x1 operator /(LaneF32x1 a, LaneF32x1 b) => new(a.Value / b.Value);

    public static LaneF32x1 operator -(LaneF32x1 a) => new(-a.Value);

    public static LaneF32x1 Broadcast(double value) => new((float)value);

    public static LaneF32x1 FusedMultiplyAdd(LaneF32x1 a, LaneF32x1 b, LaneF32x1 c) =>
        new(MathF.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    public static LaneF32x1 Min(LaneF32x1 a, LaneF32x1 b) => new(MathF.Min(a.Value, b.Value));

    public static LaneF32x1 Max(LaneF32x1 a, LaneF32x1 b) => new(MathF.Max(a.Value, b.Value));

    public static LaneF32x1 Abs(LaneF32x1 x) => new(MathF.Abs(x.Value));

    public static LaneF32x1 Sqrt(LaneF32x1 x) => new(MathF.Sqrt(x.Value));

    public static LaneF32x1 SelectPositive(LaneF32x1 x, LaneF32x1 positive, LaneF32x1 otherwise) =>
        x.Value > 0 ? positive
        : x.Value <= 0 ? otherwise
        : x;

    public static LaneF32x1 Exp(LaneF32x1 x) => ElementarySingle.Exp(x);

    public static LaneF32x1 Log(LaneF32x1 x) => ElementarySingle.Log(x);

    public static LaneF32x1 Log1p(LaneF32x1 x) => ElementarySingle.Log1p(x);

    public static LaneF32x1 Sin(LaneF32x1 x) => ElementarySingle.Sin(x);

    public static LaneF32x1 Cos(LaneF32x1 x) => ElementarySingle.Cos(x);

    public static (LaneF32x1 Sin, LaneF32x1 Cos) SinCos(LaneF32x1 x) => ElementarySingle.SinCos(x);

    public static LaneF32x1 Tanh(LaneF32x1 x) => ElementarySingle.Tanh(x);

    public static LaneF32x1 Sigmoid(LaneF32x1 x) => ElementarySingle.Sigmoid(x);

    public static LaneF32x1 Erf(LaneF32x1 x) => ElementarySingle.Erf(x);
}
