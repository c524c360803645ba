using Thalweg.Networks.Activations;
using Thalweg.Networks.Layers;

namespace Thalweg.Data.Tests;

public sealed class LayeredNetworkTests
{
    [Theory]
    [InlineData("fcp", 42200, "fc1.weight [50,784] fc2.weight [50,50] fc3.weight [10,50]")]
    [InlineData(
        "lenet",
        61706,
        "conv1.weight [6,1,5,5] conv1.bias [6] conv2.weight [16,6,5,5] conv2.bias [16] fc1.weight [120,400] fc1.bias [120] fc2.weight [84,120] fc2.bias [84] fc3.weight [10,84] fc3.bias [10]"
    )]
    [InlineData(
        "autoencoder",
        52224,
        "encoder.0.weight [32,784] encoder.2.weight [32,32] decoder.0.weight [32,32] decoder.2.weight [784,32]"
    )]
    [InlineData(
        "lstm",
        15456,
        "gru.weight_ih_l0 [192,28] gru.weight_hh_l0 [192,48] gru.bias_ih_l0 [192] gru.bias_hh_l0 [192] fc.weight [10,48]"
    )]
    public void The_four_have_the_published_sizes_and_names(string name, int count, string tensors)
    {
        var network = Subject.NetworkOf(name);
        Assert.Equal(count, network.ParameterCount);
        Assert.Equal(
            tensors,
            string.Join(' ', network.Layout.Tensors.Select(t => $"{t.Name} [{string.Join(',', t.Shape)}]"))
        );
    }

    [Fact]
    public void The_published_permutation_is_that_of_PyTorch()
    {
        var order = PublishedPermutation.Of(784);
        Assert.Equal([111, 112, 772, 475, 120, 209, 418, 25], order[..8]);
        Assert.Equal(Enumerable.Range(0, 784), order.Order());
    }

    [Fact]
    public void Starts_are_uniform_as_in_PyTorch_and_a_function_of_the_seed()
    {
        foreach (var (name, bounds) in new[] { ("fcp", new[] { 784, 50, 50 }), ("lstm", [48, 48, 48, 48, 48]) })
        {
            var network = Subject.NetworkOf(name);
            var start = network.Start(5);
            Assert.Equal(start, network.Start(5));
            Assert.NotEqual(start, network.Start(6));
            for (var i = 0; i < bounds.Length; i++)
            {
                var tensor = network.Layout.Tensors[i];
                var values = start.AsSpan(tensor.Offset, tensor.Count).ToArray();
                var half = 1.0 / Math.Sqrt(bounds[i]);
                Assert.InRange(values.Max(Math.Abs), 0.95 * half, half);
                Assert.InRange(values.Average() / half * Math.Sqrt(3.0 * values.Length), -4, 4);
                Assert.InRange(values.Average(v => v * v) / (half * half) * 3, 0.85, 1.15);
            }
        }
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_in_words()
    {
        var shape = new LayerShape(1, 4, 4);
        Assert.Contains("smaller window", Refusal(() => new ConvolutionLayer(shape, 2, 5)));
        Assert.Contains("at most that", Refusal(() => new AveragePoolLayer(shape, 5)));
        Assert.Contains("expected at least 1", Refusal(() => new LinearLayer(shape, 0)));
        Assert.Contains("one channel", Refusal(() => new LstmLayer(new(2, 4, 4), 3)));
        Assert.Contains("there twice", Refusal(() => new PermuteLayer(LayerShape.Vector(2), [1, 1], "x")));
        Assert.Contains("give each place once", Refusal(() => new PermuteLayer(LayerShape.Vector(2), [1], "x")));
        Assert.Contains("nothing to train", Refusal(() => new LayeredNetwork("x", [new FlattenLayer(shape)])));
        Assert.Contains(
            "leave it out",
            Refusal(() =>
                new LayeredNetwork("x", [new ActivationLayer(shape, Activation.Tanh), new LinearLayer(shape, 2)])
            )
        );
        Assert.Contains(
            "the one before gives",
            Refusal(() => new LayeredNetwork("x", [new LinearLayer(shape, 2), new LinearLayer(shape, 2)]))
        );
    }

    private static string Refusal(Func<object> make) => Assert.ThrowsAny<ArgumentException>(() => make()).Message;
}
