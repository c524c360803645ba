using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Simd;

/// <summary>The elementary functions in single precision, against those in double precision.</summary>
public sealed class SingleElementaryTests(ITestOutputHelper output)
{
    private static readonly float[] Specials =
    [
        0f,
        -0f,
        float.NaN,
        float.PositiveInfinity,
        float.NegativeInfinity,
        float.Epsilon,
        -float.Epsilon,
        1.1754944e-38f,
        -1.1754942e-38f,
        float.MaxValue,
        float.MinValue,
        1f,
        -1f,
        -1.5f,
        88.72284f,
        88.72283f,
        -87.33655f,
        -103.27893f,
        -103.97208f,
        -103.97209f,
        -104.5f,
        1048576f,
        -1048576f,
        1048576.1f,
        16367173f * 4.7223665e21f,
        4f,
        -4f,
        3.9192059f,
    ];

    /// <summary>Every 997th pattern of 32 bits, and the points where something begins or ends.</summary>
    private static readonly Lazy<float[]> Points = new(() =>
    {
        const long stride = 997;
        var patterns = Enumerable.Range(0, (int)((1L << 32) / stride)).Select(i => (uint)(i * stride));
        float[] all = [.. Specials, .. patterns.Select(BitConverter.UInt32BitsToSingle)];
        return all[..(all.Length / 16 * 16)];
    });

    public static TheoryData<string> Names => [.. ElementaryFunctions.ByName.Keys];

    public static TheoryData<string> LaneNames => [.. LaneFunctions.Of<LaneF32>().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Error_stays_below_two_units_in_the_last_place(string name)
    {
        var oracle = ElementaryFunctions.ByName[name];
        var x = Points.Value;
        var y = LaneFunctions.Map(LaneFunctions.Of<LaneF32x8>()[name], x);
        var worst = 0.0;
        var worstAt = 0f;
        for (var i = 0; i < x.Length; i++)
        {
            var exact = oracle(x[i]);
            var nearest = (float)exact;
            if (exact == 0 || !float.IsFinite(nearest))
            {
                if (!Same(nearest, y[i]))
                {
                    Assert.Fail($"{name}({x[i]:R}) is {y[i]:R}, expected {exact:R}");
                }
                continue;
            }
            var error = Math.Abs(y[i] - exact) / LastPlace(nearest);
            if (!(error <= worst))
            {
                (worst, worstAt) = (error, x[i]);
            }
        }
        output.WriteLine($"{name}: {worst:F3} ulp at {worstAt:R} ({x.Length} points)");
        Assert.True(worst < 2, $"{name}({worstAt:R}) is {worst:F3} ulp off");
    }

    [Theory]
    [MemberData(nameof(LaneNames))]
    public void Sixteen_lanes_eight_and_one_have_the_same_bits(string name)
    {
        var x = Points.Value.Where((_, i) => i < 1024 || i % 7 == 0).ToArray();
        x = x[..(x.Length / 16 * 16)];
        var expected = LaneFunctions.Map(LaneFunctions.Of<LaneF32x1>()[name], x);
        LaneFunctions.AssertSameBits(name, x, expected, LaneFunctions.Map(LaneFunctions.Of<LaneF32x8>()[name], x));
        LaneFunctions.AssertSameBits(name, x, expected, LaneFunctions.Map(LaneFunctions.Of<LaneF32>()[name], x));
    }

    /// <summary>The kernels on sixteen lanes whatever the machine has: the doors of the lane type may open to two halves.</summary>
    [Fact]
    public void The_wide_kernels_have_the_same_bits()
    {
        var x = Points.Value.Where((_, i) => i < 1024 || i % 61 == 0).ToArray();
        x = x[..(x.Length / 16 * 16)];
        Check("exp", ElementarySingle.Exp, LaneF32x1.Exp);
        Check("log", ElementarySingle.Log, LaneF32x1.Log);
        Check("log1p", ElementarySingle.Log1p, LaneF32x1.Log1p);
        Check("sin", ElementarySingle.Sin, LaneF32x1.Sin);
        Check("cos", ElementarySingle.Cos, LaneF32x1.Cos);
        Check("tanh", ElementarySingle.Tanh, LaneF32x1.Tanh);
        Check("sigmoid", ElementarySingle.Sigmoid, LaneF32x1.Sigmoid);
        Check("erf", ElementarySingle.Erf, LaneF32x1.Erf);

        void Check(string name, Func<LaneF32, LaneF32> wide, Func<LaneF32x1, LaneF32x1> scalar) =>
            LaneFunctions.AssertSameBits(name, x, LaneFunctions.Map(scalar, x), LaneFunctions.Map(wide, x));
    }

    /// <summary>The bits of a lane must not depend on its neighbours, whatever path they send the vector down.</summary>
    [Theory]
    [MemberData(nameof(LaneNames))]
    public void A_lane_keeps_its_bits_beside_any_neighbour(string name)
    {
        float[] neighbours = [float.NaN, float.PositiveInfinity, -1e30f, 1e30f, 4e-42f, -0f, 2e9f, 88.9f];
        var alone = LaneFunctions.Of<LaneF32x1>()[name];
        var together = LaneFunctions.Of<LaneF32x8>()[name];
        var points = Points.Value;
        for (var i = 0; i < points.Length; i += i < 1000 ? 1 : 211)
        {
            var mixed = neighbours.ToArray();
            mixed[i % 8] = points[i];
            LaneFunctions.AssertSameBits(
                name,
                mixed,
                LaneFunctions.Map(alone, mixed),
                LaneFunctions.Map(together, mixed)
            );
        }
    }

    [Theory]
    [InlineData("sin", -1)]
    [InlineData("tanh", -1)]
    [InlineData("erf", -1)]
    [InlineData("cos", 1)]
    public void Symmetric_to_the_last_bit(string name, int parity)
    {
        var function = LaneFunctions.Of<LaneF32x8>()[name];
        var x = Points.Value;
        var mirrored = LaneFunctions.Map(function, Array.ConvertAll(x, v => -v));
        LaneFunctions.AssertSameBits(
            name,
            x,
            LaneFunctions.Map(function, x),
            Array.ConvertAll(mirrored, v => parity * v)
        );
    }

    private static bool Same(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    private static double LastPlace(float y)
    {
        var magnitude = MathF.Abs(y);
        return magnitude == float.MaxValue
            ? magnitude - MathF.BitDecrement(magnitude)
            : (double)MathF.BitIncrement(magnitude) - magnitude;
    }
}
