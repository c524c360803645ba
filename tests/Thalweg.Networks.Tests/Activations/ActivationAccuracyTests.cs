using System.Globalization;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Activations;

/// <summary>Values and three derivatives lie within 4 eps·max(1, |z|) of the truth, in either precision; the next three within 6 eps·max(1, |z|) of
/// their largest value.</summary>
public sealed class ActivationAccuracyTests(ITestOutputHelper output)
{
    private const int Orders = 7;
    private const double DoubleEpsilon = 2.220446049250313e-16;
    private const double SingleEpsilon = 1.1920928955078125e-07;

    private static readonly Lazy<ILookup<string, string[]>> Reference = new(ReadReference);

    private static readonly Lazy<Dictionary<string, double[]>> LargestValues = new(() =>
        Reference.Value.ToDictionary(
            fields => fields.Key,
            fields =>
                Enumerable
                    .Range(0, Orders)
                    .Select(order => fields.Max(f => Math.Abs(FromBits(f[2 + (2 * order)]))))
                    .ToArray()
        )
    );

    public static TheoryData<string> Names => ["swish", "tanh", "sigmoid", "softplus", "gelu", "sin"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_is_within_four_eps(string name)
    {
        var worst = new double[Orders];
        var count = 0;
        foreach (var fields in Reference.Value[name])
        {
            var z = FromBits(fields[1]);
            var jet = Evaluate(name, new LaneF64x1(z));
            for (var order = 0; order < Orders; order++)
            {
                var high = FromBits(fields[2 + (2 * order)]);
                var low = FromBits(fields[3 + (2 * order)]);
                var error =
                    Math.Abs(jet[order].Value - high - low)
                    / (DoubleEpsilon * Math.Max(1, Math.Abs(z)) * Largest(name, order));
                worst[order] = double.IsNaN(error) ? error : Math.Max(worst[order], error);
            }
            count++;
        }
        Report(name, worst);
        Assert.True(count > 250, $"{count} reference points");
        Assert.All(worst[..4], error => Assert.InRange(error, 0, 4));
        Assert.All(worst[4..], error => Assert.InRange(error, 0, 6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_is_within_four_eps(string name)
    {
        var worst = new double[Orders];
        foreach (var z in SinglePoints())
        {
            var jet = Evaluate(name, new LaneF32x1(z));
            var exact = Evaluate(name, new LaneF64x1(z));
            for (var order = 0; order < Orders; order++)
            {
                var error =
                    Math.Abs(jet[order].Value - exact[order].Value)
                    / (SingleEpsilon * Math.Max(1, Math.Abs((double)z)) * Largest(name, order));
                worst[order] = double.IsNaN(error) ? error : Math.Max(worst[order], error);
            }
        }
        Report(name, worst);
        Assert.All(worst[..4], error => Assert.InRange(error, 0, 4));
        Assert.All(worst[4..], error => Assert.InRange(error, 0, 6));
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
                for (var order = 0; order < Orders; order++)
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
        TFunction.Evaluate(
            z,
            out var value,
            out var first,
            out var second,
            out var third,
            out var kept0,
            out var kept1
        );
        return
        [
            value,
            first,
            second,
            third,
            TFunction.Fourth(z, value, kept0, kept1),
            TFunction.Fifth(z, value, kept0, kept1),
            TFunction.Sixth(z, value, kept0, kept1),
        ];
    }

    /// <summary>1 to third order, the largest value of a derivative above.</summary>
    private static double Largest(string name, int order) => order < 4 ? 1.0 : LargestValues.Value[name][order];

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
