using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.Initialization;

public sealed class InitializerTests
{
    private const int Inputs = 40;
    private const int Outputs = 120;

    public static TheoryData<WeightDistribution, double, double> Moments { get; } =
        new()
        {
            { WeightDistribution.XavierNormal, 0.0, 2.0 / (Inputs + Outputs) },
            { WeightDistribution.XavierUniform, 0.0, 2.0 / (Inputs + Outputs) },
            { WeightDistribution.HeNormal, 0.0, 2.0 / Inputs },
            { WeightDistribution.HeUniform, 0.0, 2.0 / Inputs },
            { WeightDistribution.LeCunNormal, 0.0, 1.0 / Inputs },
            { WeightDistribution.LeCunUniform, 0.0, 1.0 / Inputs },
            { WeightDistribution.StandardNormal, 0.0, 1.0 },
            { WeightDistribution.StandardUniform, 0.5, 1.0 / 12.0 },
            { WeightDistribution.PyTorchDefault, 0.0, 1.0 / (3.0 * Inputs) },
        };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Weights_have_the_declared_mean_and_variance(
        WeightDistribution distribution,
        double mean,
        double variance
    )
    {
        var layout = Network.Linear(Inputs, Outputs).Layout;
        var weights = new Initializer(distribution, BiasStart.Zero).Draw(layout, 3)[..(Inputs * Outputs)];
        var error = 5.0 / Math.Sqrt(weights.Length);
        Assert.Equal(mean, weights.Average(), error * Math.Sqrt(variance));
        // The fourth moment of a normal is the largest of these: var(x²) = 2σ⁴.
        var spread = weights.Average(w => (w - mean) * (w - mean));
        Assert.Equal(variance, spread, error * Math.Sqrt(2.0) * variance);
    }

    [Fact]
    public void Factors_multiply_weights_back_to_what_was_drawn()
    {
        var initializer = new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero);
        var plain = Network.Mlp(2, 1, [400, 3], Activation.Tanh);
        var form = new LayerForm { Factors = new RowFactors(0.7, 0.2) };
        var network = Network.Mlp(2, 1, [400, 3], Activation.Tanh, form: form);
        var theta = initializer.Draw(network.Layout, 3);
        var (weights, factors) = (Values("layer_in.weight"), Values("layer_in.factor"));
        Assert.Equal(0.7, factors.Average(), 0.05);
        Assert.Equal(0.2, Math.Sqrt(factors.Average(f => (f - 0.7) * (f - 0.7))), 0.03);
        // The first tensor of both is drawn from the same stream.
        var expected = initializer.Draw(plain.Layout, 3)[..800];
        Assert.All(
            expected.Select((w, i) => (w, Math.Exp(factors[i / 2]) * weights[i])),
            p => Assert.Equal(p.Item1, p.Item2, 1e-14)
        );

        double[] Values(string name)
        {
            var tensor = network.Layout.Tensors.Single(t => t.Name == name);
            return theta[tensor.Offset..(tensor.Offset + tensor.Count)];
        }
    }

    [Fact]
    public void Siren_keeps_the_frequency_out_of_hidden_layers()
    {
        var network = Network.Siren(40, 1, 60, 2, 30);
        var theta = new Initializer(WeightDistribution.Siren, BiasStart.Zero).Draw(network.Layout, 3);
        foreach (
            var (name, bound) in new[]
            {
                ("layer_in.weight", 1.0 / 40),
                ("layer_1.weight", Math.Sqrt(6.0 / 60) / 30),
                ("layer_out.weight", Math.Sqrt(6.0 / 60) / 30),
            }
        )
        {
            var tensor = network.Layout.Tensors.Single(t => t.Name == name);
            var largest = theta[tensor.Offset..(tensor.Offset + tensor.Count)].Max(Math.Abs);
            Assert.InRange(largest, 0.9 * bound, bound);
        }
    }

    [Fact]
    public void Slopes_begin_where_they_multiply_by_one()
    {
        var network = Network.Mlp(2, 1, [4], Activation.Tanh, form: new() { Slopes = new ActivationSlopes(Scale: 5) });
        var slope = Assert.Single(network.Layout.Tensors, t => t.Name == "layer_in.slope");
        Assert.Equal((1, 0.2, 0), (slope.Count, slope.Start!.Value, slope.Layer));
    }

    [Fact]
    public void Biases_are_zero_or_bounded_by_the_fan_in()
    {
        var layout = Network.Linear(Inputs, Outputs).Layout;
        Assert.All(
            new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero).Draw(layout, 1)[(Inputs * Outputs)..],
            b => Assert.Equal(0.0, b)
        );
        var biases = new Initializer(WeightDistribution.XavierNormal, BiasStart.PyTorchDefault).Draw(layout, 1)[
            (Inputs * Outputs)..
        ];
        Assert.All(biases, b => Assert.InRange(Math.Abs(b), 1e-12, 1.0 / Math.Sqrt(Inputs)));
    }

    [Fact]
    public void A_layer_draws_the_same_whatever_the_layers_before_it()
    {
        var initializer = new Initializer(WeightDistribution.StandardNormal, BiasStart.Zero);
        double[] Last(int width)
        {
            var layout = Network.Mlp(1, 1, [width, 6], Activation.Tanh).Layout;
            var output = layout.Tensors.Single(t => t.Name == "layer_out.weight");
            return initializer.Draw(layout, 9).AsSpan(output.Offset, output.Count).ToArray();
        }

        Assert.Equal(Last(3), Last(11));
        Assert.NotEqual(Last(3), initializer.Draw(Network.Linear(6, 1).Layout, 10)[..6]);
    }

    [Fact]
    public void Layouts_are_those_of_PyTorch()
    {
        var layout = Network.Residual(1, 1, 4, 1, Activation.Swish).Layout;
        Assert.Equal(53, layout.Count);
        Assert.Equal(
            ["layer_in.weight", "layer_in.bias", "layer_1.weight", "layer_1.bias"],
            layout.Tensors.Take(4).Select(t => t.Name)
        );
        Assert.Equal([4, 4], layout.Tensors[2].Shape);
        Assert.Equal([4], layout.Tensors[3].Shape);
        Assert.Equal(ParameterRole.Bias, layout.Tensors[3].Role);
        Assert.Equal(53, Network.Mlp(1, 1, [4, 4, 4], Activation.Swish, linearInput: true).ParameterCount);
        Assert.Equal(473, Network.Residual(3, 1, 8, 3, Activation.Swish).ParameterCount);
        Assert.Equal(
            2 * 5 + 5 * 2,
            Network.Mlp(2, 2, [5], Activation.Swish, biases: NetworkBiases.None).ParameterCount
        );
        var hidden = Network.Mlp(2, 2, [5], Activation.Swish, biases: NetworkBiases.Hidden);
        Assert.Equal(2 * 5 + 5 + 5 * 2, hidden.ParameterCount);
        Assert.Equal("mlp(width=5, depth=1, activation=swish, bias=hidden)", hidden.Name);
        var residual = Network.Residual(1, 1, 4, 1, Activation.Swish, NetworkBiases.Hidden);
        Assert.Equal(52, residual.ParameterCount);
        Assert.Equal("resnet(width=4, blocks=1, activation=swish, bias=hidden)", residual.Name);
        Assert.DoesNotContain(residual.Layout.Tensors, tensor => tensor.Name == "layer_out.bias");
    }
}
