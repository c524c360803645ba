using System.Numerics;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>The fused layers of narrow networks give the bits of the layers one by one, forward and back.</summary>
public sealed class NarrowPassTests
{
    private static readonly double[] Odd = [0.0, -0.0, 1e-310, 1e30, -1e30, double.PositiveInfinity, double.NaN];

    private static readonly Dictionary<string, StreamSet> Streams = new()
    {
        ["value on a line"] = new(1, [], []),
        ["slope on a line"] = new(1, [0], []),
        ["bend on a line"] = new(1, [0], [new([0.0], [1.0])]),
        ["drift and bend on a line"] = new(1, [0], [new([0.3], [-2.0])]),
        ["value in the plane"] = new(2, [], []),
        ["slopes in the plane"] = new(2, [0, 1], []),
        ["one slope in the plane"] = new(2, [1], []),
        ["heat in the plane"] = new(2, [0], [new([0.0, 1.0], [-0.1, 0.0])]),
        ["value in space"] = new(3, [], []),
    };

    public static TheoryData<string, string> Cases { get; } =
        new MatrixTheoryData<string, string>(Streams.Keys, Activation.Known.Select(a => a.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_the_bits_of_the_layers_one_by_one(string streams, string activation)
    {
        var random = new Random(20);
        foreach (
            var network in Networks(Streams[streams].Dimension, Activation.Known.Single(a => a.Name == activation))
        )
        {
            Compare<double>(network, Streams[streams], LaneWidth.Bits512, random);
            Compare<float>(network, Streams[streams], LaneWidth.Bits256, random);
            // The lanes are the activation's affair: one stands for all.
            if (activation == Activation.Swish.Name)
            {
                Compare<double>(network, Streams[streams], LaneWidth.Bits256, random);
                Compare<double>(network, Streams[streams], LaneWidth.Scalar, random);
                Compare<float>(network, Streams[streams], LaneWidth.Bits512, random);
                Compare<float>(network, Streams[streams], LaneWidth.Scalar, random);
            }
        }
    }

    [Theory]
    [InlineData("two operators")]
    [InlineData("slopes and bend in the plane")]
    [InlineData("first order")]
    public void Leaves_other_streams_to_the_layers(string streams)
    {
        StreamSet set = streams switch
        {
            "two operators" => new(1, [0], [new([0.0], [1.0]), new([1.0], [2.0])]),
            "slopes and bend in the plane" => new(2, [0, 1], [new([0.0, 0.0], [1.0, 1.0])]),
            _ => new(1, [0], [new([1.0], [0.0])]),
        };
        Assert.False(IsNarrow(Network.Residual(set.Dimension, 1, 4, 1, Activation.Tanh), set));
    }

    [Fact]
    public void Leaves_wide_networks_and_several_outputs_to_the_layers()
    {
        var streams = Streams["bend on a line"];
        Assert.True(IsNarrow(Network.Mlp(1, 1, [8], Activation.Tanh), streams));
        Assert.False(IsNarrow(Network.Mlp(1, 1, [9], Activation.Tanh), streams));
        Assert.False(IsNarrow(Network.Mlp(1, 2, [4], Activation.Tanh), streams));
        Assert.False(IsNarrow(Network.Linear(1, 1), streams));
    }

    private static bool IsNarrow(Network network, StreamSet streams) =>
        new ForwardPropagation<double>(network, streams, LaneWidth.Widest).IsNarrow;

    private static IEnumerable<Network> Networks(int inputs, Activation activation)
    {
        // The widths are no affair of the activation: one takes all of them.
        var isSwish = activation.Name == Activation.Swish.Name;
        foreach (var width in isSwish ? Enumerable.Range(1, 8) : [3, 5])
        {
            yield return Network.Mlp(inputs, 1, [width], activation);
            yield return Network.Residual(inputs, 1, width, 1, activation);
        }
        if (!isSwish)
        {
            yield return Network.Mlp(inputs, 1, [3, 7, 4], activation);
            yield return Network.Residual(inputs, 1, 4, 2, activation);
            yield break;
        }
        yield return Network.Mlp(inputs, 1, [3, 7, 4, 5, 1, 8], activation);
        yield return Network.Mlp(inputs, 1, [4, 4, 4], activation, biases: NetworkBiases.None);
        yield return Network.Mlp(inputs, 1, [4, 4], activation, biases: NetworkBiases.Hidden);
        yield return Network.Mlp(inputs, 1, [2, 6, 4], activation, linearInput: true);
        yield return Network.Residual(inputs, 1, 5, 3, activation);
        yield return Network.Residual(inputs, 1, 3, 2, activation);
    }

    private static unsafe void Compare<TNumber>(Network network, StreamSet streams, LaneWidth width, Random random)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var fused = new ForwardPropagation<TNumber>(network, streams, width);
        var layers = new ForwardPropagation<TNumber>(network, streams, width, fuses: false);
        Assert.True(fused.IsNarrow, network.Name);
        Assert.False(layers.IsNarrow, network.Name);
        var lanes = Tile.Lanes<TNumber>();
        foreach (var points in new[] { lanes, 3 * lanes, fused.TilePoints })
        {
            // Rows of coordinates are those of a whole point set: longer than a tile.
            var axis = points + 5;
            var coordinates = Numbers(streams.Dimension * axis, () => 2.0 * random.NextDouble() - 1.0);
            var adjoints = Numbers(streams.Count * points, () => 2.0 * random.NextDouble() - 1.0);
            var vectors = Numbers(2 * network.ParameterCount, () => 2.0 * random.NextDouble() - 1.0);
            var ordinary = Numbers(network.ParameterCount, () => 3.0 * random.NextDouble() - 1.5);
            var large = Numbers(network.ParameterCount, () => 60.0 * random.NextDouble() - 30.0);
            var odd = Numbers(
                network.ParameterCount,
                () => random.Next(4) == 0 ? Odd[random.Next(Odd.Length)] : random.NextDouble() - 0.5
            );
            foreach (var parameters in new[] { ordinary, large, odd })
            {
                var sweep = new Sweep<TNumber>(parameters, coordinates, axis, points, adjoints, vectors);
                var expected = sweep.There(layers, keep: true);
                Same("values", expected, sweep.There(fused, keep: false));
                Same("kept values", expected, sweep.There(fused, keep: true));
                Same("gradient", sweep.Gradient(layers), sweep.Gradient(fused));
                if (points == 3 * lanes)
                {
                    Same("rows", sweep.Rows(layers), sweep.Rows(fused));
                    Same("products", sweep.Products(layers), sweep.Products(fused));
                }
            }

            void Same(string what, double[] expected, double[] got)
            {
                Assert.Equal(expected.Length, got.Length);
                for (var i = 0; i < got.Length; i++)
                {
                    var same = BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(got[i]);
                    if (!same && !(double.IsNaN(expected[i]) && double.IsNaN(got[i])))
                    {
                        Assert.Fail(
                            $"{network}, {width}, {points} points, {what} {i}: {got[i]}, layer by layer {expected[i]}"
                        );
                    }
                }
            }
        }

        static TNumber[] Numbers(int count, Func<double> draw)
        {
            var numbers = new TNumber[count];
            for (var i = 0; i < count; i++)
            {
                numbers[i] = TNumber.CreateTruncating(draw());
            }
            return numbers;
        }
    }

    /// <summary>A tile with everything that sweeps over it are given.</summary>
    /// <param name="Coordinates">[d][<paramref name="Axis"/>].</param>
    /// <param name="Adjoints">[stream][point], those of the output.</param>
    /// <param name="Vectors">[2][P].</param>
    private sealed unsafe record Sweep<TNumber>(
        TNumber[] Parameters,
        TNumber[] Coordinates,
        int Axis,
        int Points,
        TNumber[] Adjoints,
        TNumber[] Vectors
    )
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        private readonly JetScratch scratch = new();

        public double[] There(ForwardPropagation<TNumber> propagation, bool keep)
        {
            var result = new double[propagation.Streams.Count * Points];
            fixed (TNumber* theta = Parameters)
            fixed (TNumber* x = Coordinates)
            {
                var output = propagation.Forward(theta, x, Axis, Points, scratch, keep);
                for (var i = 0; i < result.Length; i++)
                {
                    result[i] = double.CreateTruncating(output.Start[i]);
                }
            }
            GC.KeepAlive(scratch);
            return result;
        }

        public double[] Gradient(ForwardPropagation<TNumber> propagation)
        {
            var gradient = new double[Parameters.Length];
            Seed(propagation);
            fixed (TNumber* theta = Parameters)
            fixed (double* target = gradient)
            {
                propagation.Reverse(theta, target, Points, scratch);
            }
            GC.KeepAlive(scratch);
            return gradient;
        }

        /// <summary>All but the first and the last row.</summary>
        public double[] Rows(ForwardPropagation<TNumber> propagation)
        {
            var rows = new double[(Points - 2) * Parameters.Length];
            Seed(propagation);
            fixed (TNumber* theta = Parameters)
            fixed (double* target = rows)
            {
                propagation.ReverseRows(theta, target, 1, Points - 2, Points, scratch);
            }
            GC.KeepAlive(scratch);
            return rows;
        }

        public double[] Products(ForwardPropagation<TNumber> propagation)
        {
            var products = new TNumber[2 * Points];
            Seed(propagation);
            fixed (TNumber* theta = Parameters)
            fixed (TNumber* v = Vectors)
            fixed (TNumber* target = products)
            {
                propagation.ReverseProducts(theta, v, 2, target, Points, scratch);
            }
            GC.KeepAlive(scratch);
            return [.. products.Select(double.CreateTruncating)];
        }

        private void Seed(ForwardPropagation<TNumber> propagation)
        {
            There(propagation, keep: true);
            var seed = propagation.OutputAdjoint(scratch);
            Adjoints.CopyTo(new Span<TNumber>(seed.Start, Adjoints.Length));
            GC.KeepAlive(scratch);
        }
    }
}
