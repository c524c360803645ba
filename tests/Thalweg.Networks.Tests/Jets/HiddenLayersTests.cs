using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Random;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Against sums written out, one point at a time.</summary>
public sealed class HiddenLayersTests
{
    // More than a tile, and no multiple of the numbers in a vector.
    private const int Count = 301;

    private static readonly Func<double, double> Swish = z => z / (1 + Math.Exp(-z));

    [Fact]
    public void Layers_of_an_mlp_are_the_outputs_of_its_activations()
    {
        var network = Network.Mlp(2, 1, [5, 3], Activation.Tanh);
        var (theta, x) = Draw(network);
        var hidden = new HiddenLayers(network);
        Assert.Equal(["layer_1", "layer_out"], hidden.Names);
        Assert.Equal([5, 3], hidden.Widths);
        var layers = hidden.At(theta, x);
        for (var n = 0; n < Count; n++)
        {
            var first = Affine(theta.AsSpan(0, 15), [x[n], x[Count + n]], 5).Select(Math.Tanh).ToArray();
            var second = Affine(theta.AsSpan(15, 18), first, 3).Select(Math.Tanh).ToArray();
            AreEqual(first, layers[0], n);
            AreEqual(second, layers[1], n);
        }
    }

    [Fact]
    public void Layers_of_a_resnet_are_its_stream_and_what_stands_inside_its_blocks()
    {
        var network = Network.Residual(1, 1, 4, 2, Activation.Swish);
        var (theta, x) = Draw(network);
        var hidden = new HiddenLayers(network);
        Assert.Equal(["layer_1", "layer_2", "layer_3", "layer_4", "layer_out"], hidden.Names);
        Assert.Equal([4, 4, 4, 4, 4], hidden.Widths);
        var layers = hidden.At(theta, x);
        for (var n = 0; n < Count; n++)
        {
            var stream = Affine(theta.AsSpan(0, 8), [x[n]], 4);
            var at = 8;
            for (var block = 0; block < 2; block++)
            {
                AreEqual(stream, layers[2 * block], n);
                var inner = Affine(theta.AsSpan(at, 20), stream, 4).Select(Swish).ToArray();
                AreEqual(inner, layers[(2 * block) + 1], n);
                var branch = Affine(theta.AsSpan(at + 20, 20), inner, 4).Select(Swish).ToArray();
                stream = [.. stream.Zip(branch, (a, b) => a + b)];
                at += 40;
            }
            AreEqual(stream, layers[4], n);
        }
    }

    [Fact]
    public void A_first_layer_without_an_activation_is_a_layer_and_an_affine_map_has_none()
    {
        var network = Network.Mlp(1, 1, [3, 2], Activation.Sin, NetworkBiases.None, linearInput: true);
        var (theta, x) = Draw(network);
        var layers = new HiddenLayers(network).At(theta, x);
        Assert.Equal(theta[1] * x[7], layers[0][Count + 7], 1e-15);
        Assert.Empty(new HiddenLayers(Network.Linear(2, 1)).At([1, 2, 3], new double[8]));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        var hidden = new HiddenLayers(Network.Mlp(2, 1, [3], Activation.Tanh));
        Assert.Contains(
            "got 4 numbers, expected 13",
            Assert.Throws<ArgumentException>(() => hidden.At(new double[4], new double[2])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "expected a multiple of 2",
            Assert.Throws<ArgumentException>(() => hidden.At(new double[13], new double[3])).Message,
            StringComparison.Ordinal
        );
    }

    private static (double[] Parameters, double[] Coordinates) Draw(Network network)
    {
        var (theta, x) = (new double[network.ParameterCount], new double[network.Inputs * Count]);
        new RandomStream(4, "parameters").FillGaussian(theta);
        new RandomStream(4, "coordinates").FillUniform(x);
        return (theta, x);
    }

    /// <summary>W x + b of weights and then biases.</summary>
    private static double[] Affine(ReadOnlySpan<double> numbers, double[] input, int width)
    {
        var output = new double[width];
        for (var i = 0; i < width; i++)
        {
            output[i] = numbers[(width * input.Length) + i];
            for (var k = 0; k < input.Length; k++)
            {
                output[i] += numbers[(i * input.Length) + k] * input[k];
            }
        }
        return output;
    }

    private static void AreEqual(double[] expected, double[] layer, int point)
    {
        for (var unit = 0; unit < expected.Length; unit++)
        {
            Assert.Equal(expected[unit], layer[(unit * Count) + point], 1e-13 * (1 + Math.Abs(expected[unit])));
        }
    }
}
