using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Weight gradients have the same bits for every lane width, and equal the sum of the gradients of single points, which are formed another
/// way.</summary>
public sealed unsafe class WeightGradientTests
{
    private static readonly LaneWidth[] Widths = [LaneWidth.Scalar, LaneWidth.Bits256, LaneWidth.Bits512];

    public static TheoryData<int> Layers { get; } =
    [.. Enumerable.Range(1, 9), .. Enumerable.Range(15, 11), 31, 32, 33, 50, 64];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Have_the_same_bits_for_every_width_of_lanes(int width)
    {
        foreach (var network in Networks(width))
        {
            foreach (var precision in (Precision[])[Precision.Double, Precision.Single])
            {
                var all = Widths.Select(lanes => Run(network, new Arithmetic(precision, lanes))).ToList();
                Assert.All(all, run => Assert.Equal(all[0].Gradient, run.Gradient));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Equal_the_sum_over_points(int width)
    {
        foreach (var network in Networks(width))
        {
            var expected = new double[network.ParameterCount];
            var sizes = new double[network.ParameterCount];
            foreach (var row in Rows(network))
            {
                for (var i = 0; i < expected.Length; i++)
                {
                    expected[i] += row[i];
                    sizes[i] += Math.Abs(row[i]);
                }
            }
            foreach (
                var (precision, epsilon) in new[] { (Precision.Double, 1e-14), (Precision.Single, 1e-14 * (1 << 29)) }
            )
            {
                var got = Run(network, new Arithmetic(precision)).Gradient;
                var scale = sizes.Max();
                for (var i = 0; i < got.Length; i++)
                {
                    Assert.Equal(expected[i], got[i], epsilon * scale);
                }
            }
        }
    }

    [Theory]
    [InlineData(4, 4, true)]
    [InlineData(32, 32, true)]
    [InlineData(20, 20, true)]
    [InlineData(17, 24, true)]
    [InlineData(50, 50, true)]
    [InlineData(2, 128, true)]
    [InlineData(128, 1, true)]
    [InlineData(48, 48, false)]
    [InlineData(64, 64, false)]
    [InlineData(128, 128, false)]
    public void Lie_in_lanes_by_point_where_rows_would_be_padded(int outputs, int inputs, bool inLanes) =>
        Assert.Equal(inLanes, WeightLanes.HoldPoints(outputs, inputs));

    private static IEnumerable<Network> Networks(int width) =>
        [
            Network.Mlp(2, 1, [width, width], Activation.Tanh),
            Network.Mlp(2, 2, [width, 3, width], Activation.Swish, NetworkBiases.None),
            Network.Residual(2, 1, width, 1, Activation.Gelu),
        ];

    private static JetPlan Plan =>
        new(JetSweep.Forward, new StreamSet(2, [0, 1], [new StreamOperator([0.0, 1.0], [-0.1, 0.4])]));

    private static Propagated Run(Network network, Arithmetic arithmetic) =>
        Propagated.Run(network, Plan, arithmetic, Parameters(network), Coordinates, Adjoint(network));

    private static List<double[]> Rows(Network network)
    {
        var propagation = JetPropagation<double>.For(network, Plan, LaneWidth.Scalar);
        var scratch = new JetScratch();
        var count = network.ParameterCount;
        var rows = new double[Propagated.Points * count];
        var adjoint = Adjoint(network);
        var length = Plan.Streams.Count * Propagated.Points;
        fixed (
            double* theta = Parameters(network),
                x = Coordinates,
                target = rows
        )
        {
            propagation.Forward(theta, x, Propagated.Points, Propagated.Points, scratch, keep: true);
            var seed = propagation.OutputAdjoint(scratch);
            for (var i = 0; i < adjoint.Length; i++)
            {
                seed.Start[i / length * seed.Stride + i % length] = adjoint[i];
            }
            propagation.ReverseRows(theta, target, 0, Propagated.Points, Propagated.Points, scratch);
        }
        GC.KeepAlive(scratch);
        return [.. rows.Chunk(count)];
    }

    private static double[] Parameters(Network network) => Numbers(network.ParameterCount, 1.3);

    private static double[] Coordinates { get; } = Numbers(2 * Propagated.Points, 2.1);

    private static double[] Adjoint(Network network) =>
        Numbers(network.Outputs * Plan.Streams.Count * Propagated.Points, 0.7);

    // Representable in both precisions, so that both start from the same.
    private static double[] Numbers(int count, double step) =>
        [.. Enumerable.Range(0, count).Select(i => (double)(float)(0.4 * Math.Sin(step * i + 0.4)))];
}
