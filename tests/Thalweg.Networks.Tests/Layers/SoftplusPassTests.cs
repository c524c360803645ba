using System.Globalization;
using Thalweg.Networks.Layers;
using Thalweg.Networks.Tests.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Layers;

/// <summary>The softplus of layers against values in many digits (Activations/activation_reference.py).</summary>
public sealed unsafe class SoftplusPassTests(ITestOutputHelper output)
{
    private const double Epsilon = 2.220446049250313e-16;

    [Fact]
    public void Values_and_two_derivatives_are_within_four_eps_on_all_lanes()
    {
        var (z, reference) = Reference();
        var one = Evaluate<LaneF64x1>(z, bends: true);
        var worst = new double[3];
        for (var i = 0; i < z.Length; i++)
        {
            for (var order = 0; order < 3; order++)
            {
                var error = Math.Abs(one[(order * z.Length) + i] - reference[order][i]) / Math.Max(1, Math.Abs(z[i]));
                worst[order] = double.IsNaN(error) ? error : Math.Max(worst[order], error / Epsilon);
            }
        }
        output.WriteLine($"softplus: {string.Join(", ", worst.Select(e => $"{e:F2}"))} eps·max(1, |z|)");
        Assert.All(worst, error => Assert.InRange(error, 0, 4));
        Assert.Equal(one, Evaluate<LaneF64x4>(z, bends: true));
        Assert.Equal(one, Evaluate<LaneF64>(z, bends: true));
    }

    /// <summary>Far below zero softplus and its slope are e^z, and keep their digits.</summary>
    [Fact]
    public void Small_values_are_accurate_relative_to_themselves()
    {
        double[] z = [.. Enumerable.Range(0, 64).Select(i => -1.0 - (10.9 * i))];
        var found = Evaluate<LaneF64x4>(z, bends: false);
        for (var i = 0; i < z.Length; i++)
        {
            var power = Math.Exp(z[i]);
            // Kahan's log(1 + p).
            var sum = 1 + power;
            var expected = sum == 1 ? power : Math.Log(sum) * power / (sum - 1);
            Assert.InRange(found[i] / expected, 1 - 2e-15, 1 + 2e-15);
            Assert.InRange(found[z.Length + i] / (power / sum), 1 - 2e-15, 1 + 2e-15);
        }
    }

    [Fact]
    public void Values_alone_have_the_bits_of_values_with_slopes()
    {
        var z = Reference().Z;
        var both = Evaluate<LaneF64x4>(z, bends: false);
        Assert.Equal(both[..z.Length], Values(z));
        Assert.Equal(both, Evaluate<LaneF64x4>(z, bends: true)[..(2 * z.Length)]);
    }

    [Fact]
    public void What_is_no_number_stays_none_and_infinities_have_their_limits()
    {
        double[] z = [.. Enumerable.Repeat(double.NaN, 30), double.PositiveInfinity, double.NegativeInfinity];
        var found = Evaluate<LaneF64x4>(z, bends: false);
        Assert.True(double.IsNaN(found[0]) && double.IsNaN(found[32]));
        Assert.Equal((double.PositiveInfinity, 1.0), (found[30], found[62]));
        Assert.Equal((0.0, 0.0), (found[31], found[63]));
    }

    private static double[] Evaluate<TLane>(double[] z, bool bends)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        var (values, kept) = ((double[])[.. z], new double[2 * z.Length]);
        fixed (double* input = values)
        fixed (double* slopes = kept)
        {
            var frame = new LayerFrame
            {
                Input = input,
                Output = input,
                Kept = slopes,
                Bends = bends,
            };
            new SoftplusPass<TLane>(z.Length).Forward(frame, keeps: true);
        }
        return [.. values, .. kept[..((bends ? 2 : 1) * z.Length)]];
    }

    private static double[] Values(double[] z)
    {
        var (values, kept) = ((double[])[.. z], new double[2 * z.Length]);
        fixed (double* input = values)
        fixed (double* scratch = kept)
        {
            var frame = new LayerFrame
            {
                Input = input,
                Output = input,
                Kept = scratch,
            };
            new SoftplusPass<LaneF64x4>(z.Length).Forward(frame, keeps: false);
        }
        return values;
    }

    // As many points as fill whole tiles of images.
    private static (double[] Z, double[][] Orders) Reference()
    {
        using var stream = typeof(ActivationAccuracyTests).Assembly.GetManifestResourceStream(
            "activation_reference.txt"
        )!;
        using var reader = new StreamReader(stream);
        var rows = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(fields => fields[0] == "softplus")
            .ToArray();
        rows = rows[..(rows.Length / 32 * 32)];
        Assert.InRange(rows.Length, 200, 10000);
        return (
            [.. rows.Select(fields => Number(fields[1]))],
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(order =>
                        rows.Select(f => Number(f[2 + (2 * order)]) + Number(f[3 + (2 * order)])).ToArray()
                    ),
            ]
        );
    }

    private static double Number(string hex) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
