using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Initialization;

/// <summary>Distribution of the weights of a fresh network; n_in and n_out are the columns and rows of the weight matrix.</summary>
public enum WeightDistribution
{
    /// <summary>N(0, 2/(n_in + n_out)) [Glorot2010].</summary>
    XavierNormal,

    /// <summary>U(−a, a), a² = 6/(n_in + n_out) [Glorot2010].</summary>
    XavierUniform,

    /// <summary>N(0, 2/n_in) [He2015].</summary>
    HeNormal,

    /// <summary>U(−a, a), a² = 6/n_in [He2015].</summary>
    HeUniform,

    /// <summary>N(0, 1/n_in) [LeCun1998].</summary>
    LeCunNormal,

    /// <summary>U(−a, a), a² = 3/n_in [LeCun1998].</summary>
    LeCunUniform,

    /// <summary>N(0, 1).</summary>
    StandardNormal,

    /// <summary>U(0, 1).</summary>
    StandardUniform,

    /// <summary>U(−a, a), a² = 1/n_in, for weights: what PyTorch's Linear layers start from.</summary>
    PyTorchDefault,

    /// <summary>U(−a, a), a = 1/n_in in the first layer, a² = 6/n_in / ω² in the others, with ω the frequency of their sines [Sitzmann2020].</summary>
    Siren,
}

/// <summary>How biases start.</summary>
public enum BiasStart
{
    /// <summary>All zero.</summary>
    Zero,

    /// <summary>U(−a, a), a² = 1/n_in of the layer, as PyTorch's Linear layers.</summary>
    PyTorchDefault,
}

/// <summary>Draws the start parameters of a network.</summary>
/// <remarks>Each tensor has a random stream of its own, keyed by seed and position, so that the draw of one layer does not
/// depend on the shapes of the others.</remarks>
public sealed record Initializer(WeightDistribution Weights, BiasStart Biases)
{
    /// <summary>θ₀, [P], a pure function of the layout and the seed.</summary>
    public double[] Draw(ParameterLayout layout, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var parameters = new double[layout.Count];
        var fanIn = 1;
        for (var i = 0; i < layout.Tensors.Count; i++)
        {
            var tensor = layout.Tensors[i];
            var target = parameters.AsSpan(tensor.Offset, tensor.Count);
            var stream = new RandomStream(
                seed,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"initial/{i}")
            );
            if (tensor is { FactorSpread: { } spread, Start: { } mean })
            {
                stream.FillGaussian(target);
                foreach (ref var value in target)
                {
                    value = mean + (spread * value);
                }
                Divide(parameters, layout.Tensors.First(t => t.Layer == tensor.Layer), target);
            }
            else if (tensor.Start is { } start)
            {
                target.Fill(start);
            }
            else if (tensor.Role == ParameterRole.Weight)
            {
                fanIn = tensor.Columns;
                if (Weights == WeightDistribution.Siren)
                {
                    Uniform(
                        stream,
                        target,
                        tensor.Layer == 0 ? 1.0 / fanIn : Math.Sqrt(6.0 / fanIn) / tensor.Frequency
                    );
                }
                else
                {
                    DrawWeights(stream, target, tensor.Columns, tensor.Rows);
                }
            }
            else if (Biases == BiasStart.PyTorchDefault)
            {
                Uniform(stream, target, Math.Sqrt(1.0 / fanIn));
            }
        }
        return parameters;
    }

    // So that what the factors multiply again is what was drawn.
    private static void Divide(double[] parameters, ParameterTensor weights, ReadOnlySpan<double> factors)
    {
        for (var row = 0; row < weights.Rows; row++)
        {
            var scale = Elementary.Exp(-factors[row]);
            foreach (ref var weight in parameters.AsSpan(weights.Offset + (row * weights.Columns), weights.Columns))
            {
                weight *= scale;
            }
        }
    }

    private void DrawWeights(RandomStream stream, Span<double> target, double inputs, double outputs)
    {
        switch (Weights)
        {
            case WeightDistribution.XavierNormal:
                Normal(stream, target, Math.Sqrt(2.0 / (inputs + outputs)));
                break;
            case WeightDistribution.XavierUniform:
                Uniform(stream, target, Math.Sqrt(6.0 / (inputs + outputs)));
                break;
            case WeightDistribution.HeNormal:
                Normal(stream, target, Math.Sqrt(2.0 / inputs));
                break;
            case WeightDistribution.HeUniform:
                Uniform(stream, target, Math.Sqrt(6.0 / inputs));
                break;
            case WeightDistribution.LeCunNormal:
                Normal(stream, target, Math.Sqrt(1.0 / inputs));
                break;
            case WeightDistribution.LeCunUniform:
                Uniform(stream, target, Math.Sqrt(3.0 / inputs));
                break;
            case WeightDistribution.StandardNormal:
                Normal(stream, target, 1.0);
                break;
            case WeightDistribution.StandardUniform:
                stream.FillUniform(target);
                break;
            default:
                Uniform(stream, target, Math.Sqrt(1.0 / inputs));
                break;
        }
    }

    private static void Normal(RandomStream stream, Span<double> target, double deviation)
    {
        stream.FillGaussian(target);
        foreach (ref var value in target)
        {
            value *= deviation;
        }
    }

    private static void Uniform(RandomStream stream, Span<double> target, double half)
    {
        stream.FillUniform(target);
        foreach (ref var value in target)
        {
            value = (2.0 * value - 1.0) * half;
        }
    }
}
