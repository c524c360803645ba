using System.Globalization;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Simd;

public sealed class ElementaryTests(ITestOutputHelper output)
{
    private static readonly Lazy<ILookup<string, string[]>> Reference = new(ReadReference);

    public static TheoryData<string> Names => [.. ElementaryFunctions.ByName.Keys];

    public static TheoryData<string> LaneNames => [.. LaneFunctions.Of<LaneF64>().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Error_stays_below_two_units_in_the_last_place(string name)
    {
        var function = ElementaryFunctions.ByName[name];
        var worst = 0.0;
        var worstAt = 0.0;
        var count = 0;
        foreach (var fields in Reference.Value[name])
        {
            var x = FromBits(fields[1]);
            var nearest = FromBits(fields[2]);
            var rest = int.Parse(fields[3], CultureInfo.InvariantCulture) / 4096.0;
            var unit = Math.BitIncrement(Math.Abs(nearest)) - Math.Abs(nearest);
            var error = Math.Abs(((function(x) - nearest) / unit) - rest);
            count++;
            if (!(error <= worst))
            {
                (worst, worstAt) = (error, x);
            }
        }
        output.WriteLine($"{name}: {worst:F3} ulp at {worstAt:R} ({count} points)");
        Assert.True(count >= 2000, $"{count} reference points");
        Assert.True(worst < 2, $"{name}({worstAt:R}) is {worst:F3} ulp off");
    }

    [Theory]
    [InlineData("exp", double.NegativeInfinity, 0.0)]
    [InlineData("exp", -746.0, 0.0)]
    [InlineData("exp", 0.0, 1.0)]
    [InlineData("exp", 709.79, double.PositiveInfinity)]
    [InlineData("exp", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("log", 0.0, double.NegativeInfinity)]
    [InlineData("log", 1.0, 0.0)]
    [InlineData("log", -1.0, double.NaN)]
    [InlineData("log", -1e-310, double.NaN)]
    [InlineData("log", double.NegativeInfinity, double.NaN)]
    [InlineData("log", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("log1p", 0.0, 0.0)]
    [InlineData("log1p", -1.0, double.NegativeInfinity)]
    [InlineData("log1p", -1.5, double.NaN)]
    [InlineData("log1p", double.NegativeInfinity, double.NaN)]
    [InlineData("log1p", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("sin", 0.0, 0.0)]
    [InlineData("sin", double.PositiveInfinity, double.NaN)]
    [InlineData("sin", double.NegativeInfinity, double.NaN)]
    [InlineData("cos", 0.0, 1.0)]
    [InlineData("cos", double.NegativeInfinity, double.NaN)]
    [InlineData("tanh", 0.0, 0.0)]
    [InlineData("tanh", double.PositiveInfinity, 1.0)]
    [InlineData("tanh", double.NegativeInfinity, -1.0)]
    [InlineData("tanh", double.Epsilon, double.Epsilon)]
    [InlineData("sigmoid", 0.0, 0.5)]
    [InlineData("sigmoid", double.NegativeInfinity, 0.0)]
    [InlineData("sigmoid", double.PositiveInfinity, 1.0)]
    [InlineData("erf", 0.0, 0.0)]
    [InlineData("erf", double.PositiveInfinity, 1.0)]
    [InlineData("erf", double.NegativeInfinity, -1.0)]
    public void Special_values(string name, double x, double expected)
    {
        var value = ElementaryFunctions.ByName[name](x);
        if (double.IsNaN(expected))
        {
            Assert.True(double.IsNaN(value), $"{name}({x:R}) is {value:R}");
            return;
        }
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("exp", 1.0)]
    [InlineData("log", double.NegativeInfinity)]
    [InlineData("log1p", -0.0)]
    [InlineData("sin", -0.0)]
    [InlineData("cos", 1.0)]
    [InlineData("tanh", -0.0)]
    [InlineData("sigmoid", 0.5)]
    [InlineData("erf", -0.0)]
    public void Negative_zero(string name, double expected) => Special_values(name, -0.0, expected);

    [Theory]
    [MemberData(nameof(Names))]
    public void Not_a_number_stays_so(string name) =>
        Assert.True(double.IsNaN(ElementaryFunctions.ByName[name](double.NaN)));

    [Theory]
    [InlineData("sin", -1)]
    [InlineData("tanh", -1)]
    [InlineData("erf", -1)]
    [InlineData("cos", 1)]
    public void Symmetric_to_the_last_bit(string name, int parity)
    {
        var function = ElementaryFunctions.ByName[name];
        foreach (var fields in Reference.Value[name])
        {
            var x = FromBits(fields[1]);
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(function(x)),
                BitConverter.DoubleToInt64Bits(parity * function(-x))
            );
        }
    }

    /// <summary>The bits of a lane must not depend on its neighbours, whatever path they send the vector down.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_lane_keeps_its_bits_beside_any_neighbour(string name)
    {
        var scalar = ElementaryFunctions.ByName[name];
        var vector = ElementaryFunctions.VectorByName[name];
        double[] neighbours = [double.NaN, double.PositiveInfinity, -1e300, 1e300, 4e-320, -0.0, 2e9, 710.5];
        var points = Reference.Value[name].Select(f => FromBits(f[1])).ToArray();
        for (var i = 0; i < points.Length; i += 7)
        {
            var lane = i % 8;
            var mixed = neighbours.ToArray();
            mixed[lane] = points[i];
            var result = vector(Vector512.Create<double>(mixed));
            for (var k = 0; k < 8; k++)
            {
                var alone = scalar(mixed[k]);
                Assert.True(
                    double.IsNaN(alone)
                        ? double.IsNaN(result[k])
                        : BitConverter.DoubleToInt64Bits(alone) == BitConverter.DoubleToInt64Bits(result[k]),
                    $"{name}({mixed[k]:R}) in lane {k}: {result[k]:R}, alone {alone:R}"
                );
            }
        }
    }

    /// <summary>Which width runs depends on the machine; here both run on any machine.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Eight_lanes_have_the_bits_of_four(string name)
    {
        var kernel = ElementaryFunctions.WideKernelByName[name];
        var scalar = ElementaryFunctions.ByName[name];
        double[] special = [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2, -746, 1e300];
        var points = special.Concat(Reference.Value[name].Select(f => FromBits(f[1]))).ToArray();
        for (var i = 0; i + 8 <= points.Length; i += 8)
        {
            var result = kernel(LaneF64.Load(ref points[i]));
            for (var k = 0; k < 8; k++)
            {
                var alone = scalar(points[i + k]);
                Assert.True(
                    double.IsNaN(alone)
                        ? double.IsNaN(result.Value[k])
                        : BitConverter.DoubleToInt64Bits(alone) == BitConverter.DoubleToInt64Bits(result.Value[k]),
                    $"{name}({points[i + k]:R}): {result.Value[k]:R}, by fours {alone:R}"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(LaneNames))]
    public void Eight_lanes_four_and_one_have_the_same_bits(string name)
    {
        var row = name switch
        {
            "sine of both" => "sin",
            "cosine of both" => "cos",
            _ => name,
        };
        double[] special = [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2, -746, 1e300];
        double[] x = [.. special, .. Reference.Value[row].Select(f => FromBits(f[1]))];
        x = x[..(x.Length / 8 * 8)];
        var expected = LaneFunctions.Map(LaneFunctions.Of<LaneF64x1>()[name], x);
        LaneFunctions.AssertSameBits(name, x, expected, LaneFunctions.Map(LaneFunctions.Of<LaneF64x4>()[name], x));
        LaneFunctions.AssertSameBits(name, x, expected, LaneFunctions.Map(LaneFunctions.Of<LaneF64>()[name], x));
    }

    [Fact]
    public void Sine_and_cosine_together_have_the_bits_of_each_alone()
    {
        foreach (var fields in Reference.Value["sin"])
        {
            var x = Vector512.Create(FromBits(fields[1]));
            var (sine, cosine) = Elementary.SinCos(x);
            Assert.Equal(Elementary.Sin(x).AsInt64(), sine.AsInt64());
            Assert.Equal(Elementary.Cos(x).AsInt64(), cosine.AsInt64());
        }
    }

    private static double FromBits(string hex) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static ILookup<string, string[]> ReadReference()
    {
        using var stream = typeof(ElementaryTests).Assembly.GetManifestResourceStream("elementary_reference.txt")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToLookup(fields => fields[0]);
    }
}
