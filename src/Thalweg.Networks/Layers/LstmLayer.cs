using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;

namespace Thalweg.Networks.Layers;

/// <summary>A long short-term memory that reads an image row by row and gives out its last state; gates i, f, g, o and two biases as
/// PyTorch's LSTM [Hochreiter1997].</summary>
/// <remarks>z = W_ih x_t + b_ih + W_hh h_{t−1} + b_hh; c_t = σ(f) c_{t−1} + σ(i) tanh(g); h_t = σ(o) tanh(c_t); h and c start at 0.</remarks>
public sealed class LstmLayer : Layer
{
    /// <exception cref="ArgumentException">The input has several channels.</exception>
    public LstmLayer(LayerShape input, int hidden)
        : base(input, LayerShape.Vector(Positive(hidden, nameof(hidden))))
    {
        if (input.Channels != 1)
        {
            throw new ArgumentException(
                $"input is {input}, expected one channel: its rows are the steps of the sequence",
                nameof(input)
            );
        }
        Tensors =
        [
            new("weight_ih_l0", ParameterRole.Weight, 4 * hidden, input.Width),
            new("weight_hh_l0", ParameterRole.Weight, 4 * hidden, hidden),
            new("bias_ih_l0", ParameterRole.Bias, 4 * hidden, 1),
            new("bias_hh_l0", ParameterRole.Bias, 4 * hidden, 1),
        ];
    }

    /// <summary>Units of the state.</summary>
    public int Hidden => Output.Channels;

    public override string Text => string.Create(CultureInfo.InvariantCulture, $"lstm(hidden={Hidden})");

    public override IReadOnlyList<LayerTensor> Tensors { get; }

    public override long Multiplications => base.Multiplications * Input.Height;

    /// <summary>Everything uniform on ±1/√hidden.</summary>
    internal override void Draw(int tensor, RandomStream stream, Span<double> target) =>
        Uniform(stream, target, 1.0 / Math.Sqrt(Hidden));

    internal override LayerPass Bind<TLane>() => new LstmPass<TLane>(Input.Height, Input.Width, Hidden);
}
