using System.Globalization;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Activations;

/// <summary>Values and three derivatives lie within 4 eps·max(1, |z|) of the truth, in either precision.</summary>
public sealed class ActivationAccuracyTests(ITestOutputHelper output)
{
    private const double DoubleEpsilon = 2.220446049250313e-16;
    private const double SingleEpsilon = 1.1920928955078125e-07;

    private static readonly Lazy<ILookup<string, string[]>> Reference = new(ReadReference);

    public static TheoryData<string> Names => ["swish", "tanh", "sigmoid", "softplus", "gelu", "sin"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_is_within_four_eps(string name)
    {
        var worst = new double[4];
        var count = 0;
        foreach (var fields in Reference.Value[name])
        {
            var z = FromBits(fields[1]);
            var jet = Evaluate(name, new LaneF64x1(z));
            for (var order = 0; order < 4; order++)
            {
                var high = FromBits(fields[2 + (2 * order)]);
                var low = FromBits(fields[3 + (2 * order)]);
                var error = Math.Abs(jet[order].Value - high - low) / (DoubleEpsilon * Math.Max(1, Math.Abs(z)));
                worst[order] = double.IsNaN(error) ? error : Math.Max(worst[order], error);
            }
            count++;
        }
        Report(name, worst);
        Assert.True(count > 250, $"{count} reference points");
        Assert.All(worst, error => Assert.InRange(error, 0, 4));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_is_within_four_eps(string name)
    {
        var worst = new double[4];
        foreach (var z in SinglePoints())
        {
            var jet = Evaluate(name, new LaneF32x1(z));
            var exact = Evaluate(name, new LaneF64x1(z));
            for (var order = 0; order < 4; order++)
            {
                var error =
                    Math.Abs(jet[order].Value - exact[order].Value)
                    / (SingleEpsilon * Math.Max(1, Math.Abs((double)z)));
                worst[order] = double.IsNaN(error) ? error : Math.Max(worst[order], error);
            }
        }
        Report(name, worst);
        Assert.All(worst, error => Assert.InRange(error, 0, 4));
    }

    /// <summary>The twin in plain arithmetic speaks for the lanes that run.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Sixteen_lanes_eight_and_one_have_the_same_bits(string name)
    {
        var z = SinglePoints().Where((_, i) => i % 16 == 0).ToArray();
        z = z[..(z.Length / 16 * 16)];
        for (var i = 0; i < z.Length; i += 16)
        {
            var wide = Evaluate(name, LaneF32.Load(ref z[i]));
            for (var k = 0; k < 16; k++)
            {
                var narrow = Evaluate(name, LaneF32x8.Load(ref z[i + (k & 8)]));
                var one = Evaluate(name, new LaneF32x1(z[i + k]));
                for (var order = 0; order < 4; order++)
                {
                    Assert.Equal(Bits(one[order].Value), Bits(wide[order].Value[k]));
                    Assert.Equal(Bits(one[order].Value), Bits(narrow[order].Value[k & 7]));
                }
            }
        }
    }

    private static int Bits(float x) => BitConverter.SingleToInt32Bits(x);

    private static IEnumerable<float> SinglePoints()
    {
        for (var i = -40000; i <= 40000; i++)
        {
            yield return i * 0.000999f;
        }
        for (var i = -3000; i <= 3000; i++)
        {
            yield return i * 0.0467f;
        }
        for (var x = 1e-3f; x > 1e-44f; x *= 0.83f)
        {
            yield return x;
            yield return -x;
        }
    }

    private static TLane[] Evaluate<TLane>(string name, TLane z)
        where TLane : struct, ILane<TLane> =>
        name switch
        {
            "swish" => Evaluate<SwishFunction, TLane>(z),
            "tanh" => Evaluate<TanhFunction, TLane>(z),
            "sigmoid" => Evaluate<SigmoidFunction, TLane>(z),
            "softplus" => Evaluate<SoftplusFunction, TLane>(z),
            "gelu" => Evaluate<GeluFunction, TLane>(z),
            "sin" => Evaluate<SinFunction, TLane>(z),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };

    private static TLane[] Evaluate<TFunction, TLane>(TLane z)
        where TFunction : struct, IActivationFunction
        where TLane : struct, ILane<TLane>
    {
        TFunction.Evaluate(z, out var value, out var first, out var second, out var third, out _, out _);
        return [value, first, second, third];
    }

    private void Report(string name, double[] worst) =>
        output.WriteLine($"{name}: {string.Join(", ", worst.Select(e => $"{e:F2}"))} eps·max(1, |z|)");

    private static double FromBits(string hex) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static ILookup<string, string[]> ReadReference()
    {
        using var stream = typeof(ActivationAccuracyTests).Assembly.GetManifestResourceStream(
            "activation_reference.txt"
        )!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToLookup(fields => fields[0]);
    }
}
