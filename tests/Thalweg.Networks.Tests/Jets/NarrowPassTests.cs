using System.Numerics;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>The fused layers of narrow networks give the bits of the layers one by one, which a sweep that keeps its streams computes.</summary>
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
        foreach (var width in new[] { 1, 2, 3, 4, 5, 8 })
        {
            yield return Network.Mlp(inputs, 1, [width], activation);
            yield return Network.Residual(inputs, 1, width, 1, activation);
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
        var propagation = new ForwardPropagation<TNumber>(network, streams, width);
        Assert.True(propagation.IsNarrow, network.Name);
        var lanes = Tile.Lanes<TNumber>();
        foreach (var points in new[] { lanes, 3 * lanes, propagation.TilePoints })
        {
            // Rows of coordinates are those of a whole point set: longer than a tile.
            var axis = points + 5;
            var coordinates = Numbers(streams.Dimension * axis, () => 2.0 * random.NextDouble() - 1.0);
            var ordinary = Numbers(network.ParameterCount, () => 3.0 * random.NextDouble() - 1.5);
            var large = Numbers(network.ParameterCount, () => 60.0 * random.NextDouble() - 30.0);
            var odd = Numbers(
                network.ParameterCount,
                () => random.Next(4) == 0 ? Odd[random.Next(Odd.Length)] : random.NextDouble() - 0.5
            );
            foreach (var parameters in new[] { ordinary, large, odd })
            {
                var expected = Run(keep: true, parameters);
                var got = Run(keep: false, parameters);
                for (var i = 0; i < got.Length; i++)
                {
                    var same = BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(got[i]);
                    if (!same && !(double.IsNaN(expected[i]) && double.IsNaN(got[i])))
                    {
                        Assert.Fail(
                            $"{network}, {width}, {points} points, entry {i}: {got[i]}, layer by layer {expected[i]}"
                        );
                    }
                }
            }

            double[] Run(bool keep, TNumber[] parameters)
            {
                var result = new double[streams.Count * points];
                var scratch = new JetScratch();
                fixed (TNumber* theta = parameters)
                fixed (TNumber* x = coordinates)
                {
                    var output = propagation.Forward(theta, x, axis, points, scratch, keep);
                    for (var i = 0; i < result.Length; i++)
                    {
                        result[i] = double.CreateTruncating(output.Start[i]);
                    }
                }
                GC.KeepAlive(scratch);
                return result;
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
}
