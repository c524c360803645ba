using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>y = W x + b, W [<see cref="Units"/>, inputs].</summary>
public sealed class LinearLayer : Layer
{
    public LinearLayer(LayerShape input, int units, bool bias = true)
        : base(input, LayerShape.Vector(Positive(units, nameof(units))))
    {
        HasBias = bias;
        var weight = new LayerTensor("weight", ParameterRole.Weight, units, input.Count);
        Tensors = bias ? [weight, new LayerTensor("bias", ParameterRole.Bias, units, 1)] : [weight];
    }

    public int Units => Output.Channels;

    public bool HasBias { get; }

    public override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"linear(units={Units}{(HasBias ? "" : ", bias=false")})");

    public override IReadOnlyList<LayerTensor> Tensors { get; }

    /// <summary>Weights and biases uniform on ±1/√inputs.</summary>
    internal override void Draw(int tensor, RandomStream stream, Span<double> target) =>
        Uniform(stream, target, 1.0 / Math.Sqrt(Input.Count));

    internal override LayerPass Bind<TLane>() => new Pass<TLane>(Input.Count, Units, HasBias);

    private sealed unsafe class Pass<TLane>(int inputs, int units, bool hasBias) : LayerPass
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        private readonly int[] inputOffsets = Tiles.Offsets(inputs);
        private readonly int[] unitOffsets = Tiles.Offsets(units);
        private readonly int stride = Tiles.Padded(inputs);
        private readonly int[] rowOffsets = Tiles.Offsets(Tiles.Size, Tiles.Padded(inputs));
        private readonly int weights = units * inputs;
        private readonly int gradientOfWeights = units * Tiles.Padded(inputs);

        // The input as rows.
        public override int Kept => Tiles.Size * stride;

        public override int TangentKept => Tiles.Size * stride;

        public override void Forward(in LayerFrame frame, bool keeps) =>
            Multiply(frame.Parameters, frame.Input, frame.Output, Bias(frame.Parameters), accumulate: false);

        public override void Reverse(in LayerFrame frame)
        {
            if (frame.InputRows == null)
            {
                Tiles.Transpose(frame.Input, inputs, frame.Kept);
            }
            if (frame.Gradient != null)
            {
                AddGradient(frame.OutputAdjoint, Rows(frame), frame.Gradient, bias: hasBias);
            }
            if (frame.InputAdjoint != null)
            {
                Back(frame.Parameters, frame.OutputAdjoint, frame.InputAdjoint, accumulate: false);
            }
        }

        public override void Push(in LayerFrame frame, in TangentFrame tangent)
        {
            Multiply(tangent.Parameters, frame.Input, tangent.Output, Bias(tangent.Parameters), accumulate: false);
            if (tangent.Input != null)
            {
                Multiply(frame.Parameters, tangent.Input, tangent.Output, null, accumulate: true);
            }
        }

        public override void Pull(in LayerFrame frame, in TangentFrame tangent)
        {
            AddGradient(tangent.OutputAdjoint, Rows(frame), tangent.Gradient, bias: hasBias);
            if (tangent.Input != null)
            {
                Tiles.Transpose(tangent.Input, inputs, tangent.Kept);
                AddGradient(frame.OutputAdjoint, tangent.Kept, tangent.Gradient, bias: false);
            }
            if (tangent.InputAdjoint != null)
            {
                Back(frame.Parameters, tangent.OutputAdjoint, tangent.InputAdjoint, accumulate: false);
                Back(tangent.Parameters, frame.OutputAdjoint, tangent.InputAdjoint, accumulate: true);
            }
        }

        private double* Bias(double* parameters) => hasBias ? parameters + weights : null;

        private static double* Rows(in LayerFrame frame) => frame.InputRows != null ? frame.InputRows : frame.Kept;

        private void Multiply(double* parameters, double* input, double* output, double* bias, bool accumulate) =>
            Tiles.Multiply<TLane>(parameters, inputs, 1, input, inputOffsets, units, inputs, bias, output, accumulate);

        private void Back(double* parameters, double* adjoint, double* input, bool accumulate) =>
            Tiles.Multiply<TLane>(parameters, 1, inputs, adjoint, unitOffsets, inputs, units, null, input, accumulate);

        private void AddGradient(double* adjoint, double* rows, double* gradient, bool bias)
        {
            Tiles.AddOuter<TLane>(adjoint, units, rows, rowOffsets, stride, gradient);
            if (bias)
            {
                Tiles.AddRows<TLane>(adjoint, units, Tiles.Size, gradient + gradientOfWeights);
            }
        }
    }
}
