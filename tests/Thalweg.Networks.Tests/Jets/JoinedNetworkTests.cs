using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Networks side by side, numbers to be learned, features of the coordinates and images are what their parts are alone.</summary>
public sealed class JoinedNetworkTests
{
    private const int Dimension = 3;

    private static readonly StreamSet Streams = new(
        Dimension,
        [0, 1, 2],
        [StreamOperator.SecondAlong(0, Dimension), StreamOperator.Laplacian(Dimension)]
    );

    private static readonly string[] Names = ["x", "y", "t"];

    private static readonly Arithmetic[] Arithmetics =
    [
        new(Precision.Double, LaneWidth.Scalar),
        new(Precision.Double, LaneWidth.Widest),
        new(Precision.Single, LaneWidth.Widest),
    ];

    private static Network Solution { get; } = Network.Mlp(Dimension, 2, [9, 7], Activation.Tanh);

    private static Network Coefficient { get; } = Network.Residual(2, 1, 5, 1, Activation.Swish);

    private static Network Joined { get; } =
        Network.Joined(
            Dimension,
            new NetworkPart("u", Solution),
            new NetworkPart("a", Coefficient, FirstInput: 1),
            new NetworkPart("k", Network.Number(Dimension, 1.5))
        );

    [Fact]
    public void Streams_and_gradients_are_those_of_the_parts()
    {
        var (theta, x, adjoint) = Inputs(Joined, seed: 3);
        var length = Streams.Count * Propagated.Points;
        var (first, second) = (Solution.ParameterCount, Solution.ParameterCount + Coefficient.ParameterCount);
        foreach (var arithmetic in Arithmetics)
        {
            var whole = Run(Joined, arithmetic, theta, x, adjoint);
            var solution = Run(Solution, arithmetic, theta[..first], x, adjoint[..(2 * length)]);
            Assert.Equal(solution.Streams, whole.Streams[..(2 * length)]);
            Assert.Equal(solution.Gradient, whole.Gradient[..first]);

            // The coefficient sees y and t alone: the streams of a network over three inputs whose first has no weights.
            var number = whole.Streams[(3 * length)..];
            Assert.All(number[..Propagated.Points], value => Assert.Equal((float)theta[second], (float)value));
            Assert.All(number[Propagated.Points..], value => Assert.Equal(0, value));
            var sum = adjoint.AsSpan(3 * length, Propagated.Points).ToArray().Sum();
            Assert.Equal(sum, whole.Gradient[second], arithmetic.Precision == Precision.Single ? 1e-5 : 1e-13);
            Assert.All(
                whole.Streams.AsSpan((2 * length) + Propagated.Points, Propagated.Points).ToArray(),
                value => Assert.Equal(0, value)
            );
        }
    }

    [Fact]
    public void A_part_sees_some_of_the_inputs()
    {
        var (theta, x, adjoint) = Inputs(Joined, seed: 5);
        var length = Streams.Count * Propagated.Points;
        var first = Solution.ParameterCount;
        var whole = Run(Joined, default, theta, x, adjoint);
        var streams = new StreamSet(2, [0, 1], [StreamOperator.Laplacian(2)]);
        var own = theta[first..(first + Coefficient.ParameterCount)];
        // value, ∂x, ∂y, ∂t, ∂xx, Δ of the whole; value, ∂y, ∂t, Δ of the part.
        int[] places = [0, 2, 3, 5];
        var alone = Propagated.Run(
            Coefficient,
            new JetPlan(JetSweep.Forward, streams),
            default,
            own,
            x[Propagated.Points..],
            [.. places.SelectMany(s => Row(adjoint, (2 * length) + (s * Propagated.Points)))]
        );
        for (var s = 0; s < places.Length; s++)
        {
            var expected = Row(alone.Streams, s * Propagated.Points);
            var got = Row(whole.Streams, (2 * length) + (places[s] * Propagated.Points));
            Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
        var gradient = whole.Gradient[first..(first + Coefficient.ParameterCount)];
        Assert.All(alone.Gradient.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
    }

    [Theory]
    [InlineData("joined")]
    [InlineData("periodic")]
    [InlineData("periodic joined")]
    [InlineData("image")]
    [InlineData("image of periodic joined")]
    public void Gradients_are_those_of_differences(string kind)
    {
        var network = NetworkOf(kind);
        var (theta, x, adjoint) = Inputs(network, seed: 7);
        var got = Run(network, default, theta, x, adjoint);
        const double h = 1e-3;
        for (var j = 0; j < theta.Length; j += 3)
        {
            var slope = (8 * (Moved(h) - Moved(-h)) - (Moved(2 * h) - Moved(-2 * h))) / (12 * h);
            Assert.Equal(slope, got.Gradient[j], 1e-7 * (1 + Math.Abs(slope)));

            double Moved(double step)
            {
                var moved = (double[])theta.Clone();
                moved[j] += step;
                return Run(network, default, moved, x, adjoint).Streams.Zip(adjoint, (s, a) => s * a).Sum();
            }
        }
    }

    [Fact]
    public void Periodic_features_make_a_network_periodic_with_its_derivatives()
    {
        var network = NetworkOf("periodic");
        var (theta, x, adjoint) = Inputs(network, seed: 11);
        var moved = (double[])x.Clone();
        for (var n = 0; n < Propagated.Points; n++)
        {
            moved[n] += 2.5;
        }
        var (here, there) = (Run(network, default, theta, x, adjoint), Run(network, default, theta, moved, adjoint));
        Assert.All(here.Streams.Zip(there.Streams), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
    }

    [Fact]
    public void Periodic_features_are_waves_in_the_place_of_the_coordinate()
    {
        // The streams of N(cos z, sin z, t) by the chain rule from those of N over three inputs.
        var features = CoordinateFeatures.Periodic(2, [(0, -1, 2)], 1, ["x", "t"]);
        var network = Network.Mlp(2, 1, [6], Activation.Tanh, features: features);
        var plain = Network.Mlp(3, 1, [6], Activation.Tanh);
        Assert.Equal(plain.ParameterCount, network.ParameterCount);
        var theta = Numbers(plain.ParameterCount, 13);
        var x = Numbers(2 * Propagated.Points, 17);
        var coordinates = new double[3 * Propagated.Points];
        for (var n = 0; n < Propagated.Points; n++)
        {
            coordinates[n] = Math.Cos(Math.PI * (x[n] + 1));
            coordinates[Propagated.Points + n] = Math.Sin(Math.PI * (x[n] + 1));
            coordinates[(2 * Propagated.Points) + n] = x[Propagated.Points + n];
        }
        var got = Streamed(network, new StreamSet(2, [0, 1], []), theta, x);
        var inner = Streamed(plain, new StreamSet(3, [0, 1, 2], []), theta, coordinates);
        for (var n = 0; n < Propagated.Points; n++)
        {
            double Inner(int s) => inner[(s * Propagated.Points) + n];
            var (cos, sin) = (coordinates[n], coordinates[Propagated.Points + n]);
            Assert.Equal(Inner(0), got[n], 1e-12);
            Assert.Equal(Math.PI * ((-sin * Inner(1)) + (cos * Inner(2))), got[Propagated.Points + n], 1e-12);
            Assert.Equal(Inner(3), got[(2 * Propagated.Points) + n], 1e-12);
        }
    }

    [Fact]
    public void An_image_is_the_network_at_another_place()
    {
        var network = NetworkOf("joined");
        double[] shift = [2.5, 0, -0.25];
        var image = network.WithImage(shift);
        Assert.Equal(network.ParameterCount, image.ParameterCount);
        var (theta, x, adjoint) = Inputs(image, seed: 19);
        var moved = (double[])x.Clone();
        for (var i = 0; i < x.Length; i++)
        {
            moved[i] += shift[i / Propagated.Points];
        }
        var half = adjoint.Length / 2;
        var both = Run(image, default, theta, x, adjoint);
        var here = Run(network, default, theta, x, adjoint[..half]);
        var there = Run(network, default, theta, moved, adjoint[half..]);
        Assert.All(here.Streams.Concat(there.Streams).Zip(both.Streams), p => Assert.Equal(p.First, p.Second, 1e-12));
        for (var j = 0; j < theta.Length; j++)
        {
            Assert.Equal(here.Gradient[j] + there.Gradient[j], both.Gradient[j], 1e-11);
        }
    }

    [Fact]
    public void Bits_do_not_depend_on_lanes()
    {
        foreach (var kind in (string[])["joined", "periodic joined", "image of periodic joined"])
        {
            var network = NetworkOf(kind);
            var (theta, x, adjoint) = Inputs(network, seed: 23);
            var one = Run(network, new(Precision.Double, LaneWidth.Scalar), theta, x, adjoint);
            foreach (var width in (LaneWidth[])[LaneWidth.Bits256, LaneWidth.Bits512, LaneWidth.Widest])
            {
                var other = Run(network, new(Precision.Double, width), theta, x, adjoint);
                Assert.Equal(one.Streams, other.Streams);
                Assert.Equal(one.Gradient, other.Gradient);
            }
        }
    }

    [Fact]
    public void Units_of_the_parts_are_those_of_the_whole()
    {
        var apart = Solution.Symmetry.Generators.Count + Coefficient.Symmetry.Generators.Count;
        Assert.Equal(apart, Joined.Symmetry.Generators.Count);
        Assert.Equal(
            Network.Mlp(5, 1, [6, 4], Activation.Tanh).Symmetry.Generators.Count,
            NetworkOf("periodic").Symmetry.Generators.Count
        );
    }

    [Fact]
    public void Tensors_are_named_by_their_part_and_numbers_have_a_start()
    {
        Assert.Equal("u.layer_in.weight", Joined.Layout.Tensors[0].Name);
        Assert.Equal("a.layer_out.bias", Joined.Layout.Tensors[^2].Name);
        Assert.Equal(("k.value", 1.5), (Joined.Layout.Tensors[^1].Name, Joined.Layout.Tensors[^1].Start!.Value));
        Assert.Equal(Joined.ParameterCount, Joined.Layout.Count);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Network.Joined(2));
        Assert.Throws<ArgumentException>(() => Network.Joined(2, new NetworkPart("u", Solution)));
        Assert.Throws<ArgumentException>(() =>
            Network.Joined(3, new NetworkPart("u", Solution), new NetworkPart("u", Solution))
        );
        Assert.Throws<ArgumentException>(() => Solution.WithImage([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Network.Number(1, double.NaN));
        Assert.Throws<ArgumentException>(() => CoordinateFeatures.Periodic(2, [(2, 0, 1)], 1, Names));
        Assert.Throws<ArgumentException>(() => CoordinateFeatures.Periodic(2, [(0, 0, 1), (0, 0, 1)], 1, Names));
        Assert.Throws<ArgumentException>(() => CoordinateFeatures.Periodic(2, [(0, 0, 0)], 1, Names));
        Assert.Throws<ArgumentOutOfRangeException>(() => CoordinateFeatures.Periodic(2, [(0, 0, 1)], 0, Names));
        Assert.Throws<ArgumentException>(() =>
            Network.Mlp(3, 1, [4], Activation.Tanh, features: CoordinateFeatures.Periodic(2, [(0, 0, 1)], 1, Names))
        );
    }

    private static Network NetworkOf(string kind)
    {
        var features = CoordinateFeatures.Periodic(Dimension, [(0, -1, 2.5)], 2, Names);
        var periodic = Network.Mlp(Dimension, 1, [6, 4], Activation.Tanh, features: features);
        return kind switch
        {
            "joined" => Joined,
            "periodic" => periodic,
            "image" => Solution.WithImage([0.5, 0, 0]),
            "periodic joined" => Network.Joined(
                Dimension,
                new NetworkPart("u", periodic),
                new NetworkPart("k", Network.Number(Dimension, 0.5))
            ),
            _ => NetworkOf("periodic joined").WithImage([0.5, 0, 0]),
        };
    }

    private static double[] Streamed(Network network, StreamSet streams, double[] theta, double[] x) =>
        Propagated
            .Run(
                network,
                new JetPlan(JetSweep.Forward, streams),
                default,
                theta,
                x,
                new double[network.Outputs * streams.Count * Propagated.Points]
            )
            .Streams;

    private static Propagated Run(
        Network network,
        Arithmetic arithmetic,
        double[] theta,
        double[] x,
        double[] adjoint
    ) => Propagated.Run(network, new JetPlan(JetSweep.Forward, Streams), arithmetic, theta, x, adjoint);

    private static (double[] Theta, double[] X, double[] Adjoint) Inputs(Network network, int seed) =>
        (
            Numbers(network.ParameterCount, seed),
            Numbers(Dimension * Propagated.Points, seed + 1),
            Numbers(network.Outputs * Streams.Count * Propagated.Points, seed + 2)
        );

    private static double[] Row(double[] numbers, int start) => numbers[start..(start + Propagated.Points)];

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
