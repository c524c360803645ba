using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Reverse mode over x delivers what the derivatives carried forward deliver, and the same parameter gradient.</summary>
public sealed class ReversePropagationTests
{
    private static readonly LaneWidth[] Widths = [LaneWidth.Scalar, LaneWidth.Bits256, LaneWidth.Bits512];

    public static TheoryData<string, string, int> Cases { get; } =
        new MatrixTheoryData<string, string, int>(
            ["mlp", "resnet", "no bias", "hidden biases", "residual hidden", "linear input", "one wide", "narrowing"],
            Activation.Known.Select(a => a.Name),
            [2, 3, 4, 5]
        );

    public static TheoryData<string, string> SmoothCases { get; } =
        new MatrixTheoryData<string, string>(
            ["mlp", "resnet", "no bias", "hidden biases", "linear input"],
            Activation.Known.Where(a => a.Smoothness > 3).Select(a => a.Name)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_forward_plan(string kind, string activation, int dimension)
    {
        var network = NetworkOf(kind, activation, dimension);
        Compare(network, dimension);
    }

    [Fact]
    public void Equals_the_forward_plan_without_any_activation() => Compare(Network.Linear(3, 1), 3);

    [Theory]
    [MemberData(nameof(SmoothCases))]
    public void Equals_finite_differences(string kind, string activation)
    {
        const int dimension = 3;
        const double h = 1e-3;
        var network = NetworkOf(kind, activation, dimension);
        var (parameters, coordinates, adjoint) = Inputs(network, dimension);
        Propagated Run(double[] theta, double[] x) =>
            Propagated.Run(network, Reverse(dimension), default, theta, x, adjoint);

        var got = Run(parameters, coordinates);
        for (var j = 0; j < parameters.Length; j++)
        {
            var slope = Slope(
                parameters,
                j,
                1,
                theta => Run(theta, coordinates).Streams.Zip(adjoint, (s, a) => s * a).Sum()
            );
            Assert.Equal(slope, got.Gradient[j], 1e-8);
        }
        for (var k = 0; k < dimension; k++)
        {
            for (var n = 0; n < Propagated.Points; n++)
            {
                var point = n;
                var slope = Slope(coordinates, k * Propagated.Points + n, 1, x => Run(parameters, x).Streams[point]);
                Assert.Equal(slope, got.Streams[(1 + k) * Propagated.Points + n], 1e-9);
            }
        }

        static double Slope(double[] at, int index, double scale, Func<double[], double> function)
        {
            double Moved(double step)
            {
                var moved = (double[])at.Clone();
                moved[index] += step * scale;
                return function(moved);
            }

            return (8.0 * (Moved(h) - Moved(-h)) - (Moved(2 * h) - Moved(-2 * h))) / (12.0 * h);
        }
    }

    [Theory]
    [InlineData("mlp", "tanh")]
    [InlineData("resnet", "gelu")]
    [InlineData("linear input", "relu")]
    public void Has_the_same_bits_for_every_width(string kind, string activation)
    {
        const int dimension = 3;
        var network = NetworkOf(kind, activation, dimension);
        var (parameters, coordinates, adjoint) = Inputs(network, dimension);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            var all = Widths
                .Select(width =>
                    Propagated.Run(
                        network,
                        Reverse(dimension),
                        new Arithmetic(precision, width),
                        parameters,
                        coordinates,
                        adjoint
                    )
                )
                .ToList();
            Assert.All(all, run => Assert.Equal(all[0].Streams, run.Streams));
            Assert.All(all, run => Assert.Equal(all[0].Gradient, run.Gradient));
        }
    }

    [Fact]
    public void Several_outputs_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            JetPropagation<double>.For(Network.Linear(2, 2), Reverse(2), LaneWidth.Widest)
        );
        Assert.Contains("has 2 outputs, expected 1", error.Message, StringComparison.Ordinal);
    }

    private static void Compare(Network network, int dimension)
    {
        var (parameters, coordinates, adjoint) = Inputs(network, dimension);
        var forward = new JetPlan(JetSweep.Forward, StreamSet.Gradient(dimension));
        foreach (
            var (precision, tolerance) in new[] { (Precision.Double, 1e-14), (Precision.Single, 1e-14 * (1 << 29)) }
        )
        {
            var arithmetic = new Arithmetic(precision);
            var expected = Propagated.Run(network, forward, arithmetic, parameters, coordinates, adjoint);
            var got = Propagated.Run(network, Reverse(dimension), arithmetic, parameters, coordinates, adjoint);
            AssertClose(expected.Streams, got.Streams, tolerance);
            AssertClose(expected.Gradient, got.Gradient, tolerance * Propagated.Points);
        }
    }

    private static void AssertClose(double[] expected, double[] got, double tolerance)
    {
        Assert.Equal(expected.Length, got.Length);
        var scale = Math.Max(1.0, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], got[i], tolerance * scale);
        }
    }

    private static JetPlan Reverse(int dimension) => new(JetSweep.ReverseOverInputs, StreamSet.Gradient(dimension));

    private static Network NetworkOf(string kind, string name, int dimension)
    {
        var activation = Activation.Known.Single(a => a.Name == name);
        return kind switch
        {
            "mlp" => Network.Mlp(dimension, 1, [7, 5], activation),
            "resnet" => Network.Residual(dimension, 1, 5, 2, activation),
            "no bias" => Network.Mlp(dimension, 1, [6, 4], activation, biases: NetworkBiases.None),
            "hidden biases" => Network.Mlp(dimension, 1, [6, 4], activation, biases: NetworkBiases.Hidden),
            "residual hidden" => Network.Residual(dimension, 1, 5, 1, activation, NetworkBiases.Hidden),
            "linear input" => Network.Mlp(dimension, 1, [4, 4, 3], activation, linearInput: true),
            "one wide" => Network.Mlp(dimension, 1, [33], activation),
            _ => Network.Mlp(dimension, 1, [11, 3, 1], activation),
        };
    }

    private static (double[] Parameters, double[] Coordinates, double[] Adjoint) Inputs(
        Network network,
        int dimension
    ) =>
        (
            Numbers(network.ParameterCount, 1.3),
            Numbers(dimension * Propagated.Points, 2.1),
            Numbers((1 + dimension) * Propagated.Points, 0.7)
        );

    // Representable in both precisions, so that both start from the same.
    private static double[] Numbers(int count, double step) =>
        [.. Enumerable.Range(0, count).Select(i => (double)(float)(0.8 * Math.Sin(step * i + 0.4)))];
}
