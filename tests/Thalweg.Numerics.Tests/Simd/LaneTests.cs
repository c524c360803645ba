using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Simd;

/// <summary>Lanes of either width do in every lane what the scalar operation does.</summary>
public sealed class LaneTests
{
    private static readonly double[] A = [1.5, -2.25, 0, double.NaN, 1e300, -0.0, double.PositiveInfinity, 3e-310];
    private static readonly double[] B = [0.1, 7, -3, 2, 1e10, 0.0, -1, double.NaN];
    private static readonly double[] C = [5, double.NaN, 0.25, -1, -2, 9, double.NegativeInfinity, 0];

    private delegate TLane Operation<TLane>(TLane a, TLane b, TLane c);

    [Fact]
    public void Eight_doubles_agree_with_scalars() => CheckDouble<LaneF64>();

    [Fact]
    public void Four_doubles_agree_with_scalars() => CheckDouble<LaneF64x4>();

    [Fact]
    public void One_double_agrees_with_scalars() => CheckDouble<LaneF64x1>();

    [Fact]
    public void Sixteen_singles_agree_with_scalars() => CheckSingle<LaneF32>();

    [Fact]
    public void Eight_singles_agree_with_scalars() => CheckSingle<LaneF32x8>();

    [Fact]
    public void One_single_agrees_with_scalars() => CheckSingle<LaneF32x1>();

    [Fact]
    public unsafe void Loads_and_stores_agree_on_their_place()
    {
        var source = Enumerable.Range(0, 20).Select(i => (double)i).ToArray();
        var target = new double[20];
        LaneF64.Load(ref source[0], 3).Store(ref target[0], 5);
        Assert.Equal(source[3..11], target[5..13]);
        LaneF64x4.Load(ref source[0], 9).Store(ref target[0], 1);
        Assert.Equal(source[9..13], target[1..5]);
        fixed (
            double* from = source,
                to = target
        )
        {
            LaneF64.Load(from + 12).Store(to + 12);
            LaneF64x4.Load(from + 1).Store(to);
        }
        Assert.Equal(source[12..], target[12..]);
        Assert.Equal(source[1..5], target[..4]);
    }

    [Fact]
    public unsafe void Single_loads_and_stores_agree_on_their_place()
    {
        var source = Enumerable.Range(0, 40).Select(i => (float)i).ToArray();
        var target = new float[40];
        LaneF32.Load(ref source[0], 3).Store(ref target[0], 5);
        Assert.Equal(source[3..19], target[5..21]);
        LaneF32x8.Load(ref source[0], 9).Store(ref target[0], 1);
        Assert.Equal(source[9..17], target[1..9]);
        fixed (
            float* from = source,
                to = target
        )
        {
            LaneF32.Load(from + 24).Store(to + 24);
            LaneF32x8.Load(from + 1).Store(to);
            LaneF32.Spread(from + 5).Store(to + 8);
            LaneF32x8.Spread(from + 6).Store(to + 16);
            LaneF32x1.Spread(from + 7).Store(to + 23);
        }
        Assert.Equal([.. Enumerable.Repeat(5f, 8), .. Enumerable.Repeat(6f, 7), 7f], target[8..24]);
        Assert.Equal(source[24..], target[24..]);
        Assert.Equal(source[1..9], target[..8]);
    }

    private static void CheckDouble<TLane>()
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        Compare((a, b, c) => a + b, (a, b, c) => a + b);
        Compare((a, b, c) => a - b, (a, b, c) => a - b);
        Compare((a, b, c) => a * b, (a, b, c) => a * b);
        Compare((a, b, c) => a / b, (a, b, c) => a / b);
        Compare((a, b, c) => -a, (a, b, c) => -a);
        Compare((a, b, c) => TLane.Broadcast(0.3), (a, b, c) => 0.3);
        Compare((a, b, c) => TLane.FusedMultiplyAdd(a, b, c), Math.FusedMultiplyAdd);
        Compare((a, b, c) => TLane.Min(a, b), (a, b, c) => Math.Min(a, b));
        Compare((a, b, c) => TLane.Max(a, b), (a, b, c) => Math.Max(a, b));
        Compare((a, b, c) => TLane.Abs(a), (a, b, c) => Math.Abs(a));
        Compare((a, b, c) => TLane.Sqrt(a), (a, b, c) => Math.Sqrt(a));
        Compare(
            (a, b, c) => TLane.SelectPositive(a, b, c),
            (a, b, c) =>
                a > 0 ? b
                : a <= 0 ? c
                : a
        );
        Compare((a, b, c) => TLane.Exp(a), (a, b, c) => Elementary.Exp(a));
        Compare((a, b, c) => TLane.Log(a), (a, b, c) => Elementary.Log(a));
        Compare((a, b, c) => TLane.Log1p(a), (a, b, c) => Elementary.Log1p(a));
        Compare((a, b, c) => TLane.Sin(a), (a, b, c) => Elementary.Sin(a));
        Compare((a, b, c) => TLane.Cos(a), (a, b, c) => Elementary.Cos(a));
        Compare((a, b, c) => TLane.SinCos(a).Sin, (a, b, c) => Elementary.Sin(a));
        Compare((a, b, c) => TLane.SinCos(a).Cos, (a, b, c) => Elementary.Cos(a));
        Compare((a, b, c) => TLane.Tanh(a), (a, b, c) => Elementary.Tanh(a));
        Compare((a, b, c) => TLane.Sigmoid(a), (a, b, c) => Elementary.Sigmoid(a));
        Compare((a, b, c) => TLane.Erf(a), (a, b, c) => Elementary.Erf(a));

        void Compare(Operation<TLane> lanes, Func<double, double, double, double> scalar) =>
            LaneFunctions.AssertSameBits("a", A, Expected(A, B, C, scalar), Actual(A, B, C, lanes));
    }

    private static void CheckSingle<TLane>()
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, float>
    {
        float[] a = [.. Array.ConvertAll(A, v => (float)v), 1e30f, -3e-41f, 2, -7.5f, 0.1f, 3e-39f, 1e20f, -1e-20f];
        float[] b = [.. Array.ConvertAll(B, v => (float)v), 1e10f, 1e-3f, 3, -7.5f, 0.3f, 1e-2f, -1e-20f, 1e-21f];
        float[] c = [.. Array.ConvertAll(C, v => (float)v), -1, 1e-41f, -6, 0.1f, -0.03f, 1e-40f, 1, 1e-40f];
        Compare((a, b, c) => a + b, (a, b, c) => a + b);
        Compare((a, b, c) => a - b, (a, b, c) => a - b);
        Compare((a, b, c) => a * b, (a, b, c) => a * b);
        Compare((a, b, c) => a / b, (a, b, c) => a / b);
        Compare((a, b, c) => -a, (a, b, c) => -a);
        Compare((a, b, c) => TLane.Broadcast(0.3), (a, b, c) => 0.3f);
        Compare((a, b, c) => TLane.FusedMultiplyAdd(a, b, c), MathF.FusedMultiplyAdd);
        Compare((a, b, c) => TLane.Min(a, b), (a, b, c) => MathF.Min(a, b));
        Compare((a, b, c) => TLane.Max(a, b), (a, b, c) => MathF.Max(a, b));
        Compare((a, b, c) => TLane.Abs(a), (a, b, c) => MathF.Abs(a));
        Compare((a, b, c) => TLane.Sqrt(a), (a, b, c) => MathF.Sqrt(a));
        Compare(
            (a, b, c) => TLane.SelectPositive(a, b, c),
            (a, b, c) =>
                a > 0 ? b
                : a <= 0 ? c
                : a
        );

        void Compare(Operation<TLane> lanes, Func<float, float, float, float> scalar) =>
            LaneFunctions.AssertSameBits("a", a, Expected(a, b, c, scalar), Actual(a, b, c, lanes));
    }

    private static TNumber[] Expected<TNumber>(
        TNumber[] a,
        TNumber[] b,
        TNumber[] c,
        Func<TNumber, TNumber, TNumber, TNumber> scalar
    ) => [.. a.Select((x, i) => scalar(x, b[i], c[i]))];

    private static unsafe TNumber[] Actual<TLane, TNumber>(
        TNumber[] a,
        TNumber[] b,
        TNumber[] c,
        Operation<TLane> lanes
    )
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged
    {
        var result = new TNumber[a.Length];
        fixed (
            TNumber* pa = a,
                pb = b,
                pc = c,
                to = result
        )
        {
            for (var i = 0; i < a.Length; i += TLane.Count)
            {
                lanes(TLane.Load(pa + i), TLane.Load(pb + i), TLane.Load(pc + i)).Store(to + i);
            }
        }
        return result;
    }
}
