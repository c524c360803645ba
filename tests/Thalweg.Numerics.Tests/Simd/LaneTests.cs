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
    public void Wide_lanes_agree_with_scalars() =>
        Check(values => LaneF64.Load(ref values[0]), (lane, values) => lane.Store(ref values[0]));

    [Fact]
    public void Narrow_lanes_agree_with_scalars() =>
        Check(values => LaneF64x4.Load(ref values[0]), (lane, values) => lane.Store(ref values[0]));

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

    private static void Check<TLane>(Func<double[], TLane> load, Action<TLane, double[]> store)
        where TLane : struct, ILane<TLane>
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

        void Compare(Operation<TLane> lanes, Func<double, double, double, double> scalar)
        {
            for (var start = 0; start < A.Length; start += TLane.Count)
            {
                var result = new double[TLane.Count];
                store(lanes(load(A[start..]), load(B[start..]), load(C[start..])), result);
                for (var i = 0; i < TLane.Count; i++)
                {
                    var expected = scalar(A[start + i], B[start + i], C[start + i]);
                    Assert.True(
                        double.IsNaN(expected)
                            ? double.IsNaN(result[i])
                            : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(result[i]),
                        $"({A[start + i]:R}, {B[start + i]:R}, {C[start + i]:R}) gives {result[i]:R}, expected {expected:R}"
                    );
                }
            }
        }
    }
}
