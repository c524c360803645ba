using System.Globalization;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>2-D cross-correlation as PyTorch's Conv2d: y[o] = b[o] + Σ_c W[o, c] ⋆ x[c] with zeros around the image.</summary>
public sealed class ConvolutionLayer : Layer
{
    public ConvolutionLayer(LayerShape input, int channels, int size, int stride = 1, int padding = 0, bool bias = true)
        : base(
            input,
            new LayerShape(
                Positive(channels, nameof(channels)),
                Fit(input.Height, size, stride, padding),
                Fit(input.Width, size, stride, padding)
            )
        )
    {
        (Size, Stride, Padding, HasBias) = (size, stride, padding, bias);
        var weight = new LayerTensor("weight", ParameterRole.Weight, channels, input.Channels * size * size, size);
        Tensors = bias ? [weight, new LayerTensor("bias", ParameterRole.Bias, channels, 1)] : [weight];
    }

    /// <summary>Side of the square window.</summary>
    public int Size { get; }

    public int Stride { get; }

    /// <summary>Rows and columns of zeros on each side.</summary>
    public int Padding { get; }

    public bool HasBias { get; }

    public override string Text
    {
        get
        {
            var stride = Stride == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", stride={Stride}");
            var padding = Padding == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", padding={Padding}");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"conv(channels={Output.Channels}, size={Size}{stride}{padding}{(HasBias ? "" : ", bias=false")})"
            );
        }
    }

    public override IReadOnlyList<LayerTensor> Tensors { get; }

    public override long Multiplications => base.Multiplications * Output.Height * Output.Width;

    /// <summary>Weights and biases uniform on ±1/√(channels · size²) of the input.</summary>
    internal override void Draw(int tensor, RandomStream stream, Span<double> target) =>
        Uniform(stream, target, 1.0 / Math.Sqrt(Tensors[0].Columns));

    internal override LayerPass Bind<TLane>() => new Pass<TLane>(this);

    private static int Fit(int length, int size, int stride, int padding)
    {
        Positive(size, nameof(size));
        Positive(stride, nameof(stride));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        return length + (2 * padding) - size is >= 0 and var rest
            ? (rest / stride) + 1
            : throw new ArgumentOutOfRangeException(
                nameof(size),
                size,
                $"size is {size}, but the image has {length} rows or columns and {padding} of padding on each side: give a smaller window or more padding"
            );
    }

    private sealed unsafe class Pass<TLane> : LayerPass
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        // Rows of the output whose adjoints and patches stay in the second-level cache while the weights' gradient is summed.
        private const int RowsAtOnce = 4;

        private readonly LayerShape input;
        private readonly LayerShape output;
        private readonly int size;
        private readonly int stride;
        private readonly int padding;
        private readonly bool hasBias;
        private readonly int height;
        private readonly int width;
        private readonly int columns;
        private readonly int weights;
        private readonly int[] patches;
        private readonly int[] outputs;

        public Pass(ConvolutionLayer layer)
        {
            (input, output, size, stride) = (layer.Input, layer.Output, layer.Size, layer.Stride);
            (padding, hasBias) = (layer.Padding, layer.HasBias);
            (height, width) = (input.Height + (2 * padding), input.Width + (2 * padding));
            columns = layer.Tensors[0].Columns;
            weights = layer.Tensors[0].Count;
            // Filled up to whole blocks by repeating the last patch.
            patches = GC.AllocateArray<int>((columns + 3) / 4 * 4, pinned: true);
            for (var k = 0; k < patches.Length; k++)
            {
                var (channel, i, j) = (
                    Math.Min(k, columns - 1) / (size * size),
                    Math.Min(k, columns - 1) / size % size,
                    Math.Min(k, columns - 1) % size
                );
                patches[k] = ((((channel * height) + i) * width) + j) * Tiles.Size;
            }
            outputs = Tiles.Offsets(output.Channels, output.Height * output.Width * Tiles.Size);
        }

        private int Around => padding > 0 ? input.Channels * height * width * Tiles.Size : 0;

        private nint Plane => output.Height * output.Width * Tiles.Size;

        // The image with its zeros; scratch for adjoints with theirs.
        public override int Kept => 2 * Around;

        public override int TangentKept => Around;

        public override void Forward(in LayerFrame frame, bool keeps)
        {
            var image = frame.Input;
            if (padding > 0)
            {
                Surround(frame.Input, frame.Kept);
                image = frame.Kept;
            }
            Correlate(frame.Parameters, image, frame.Output, Bias(frame.Parameters), accumulate: false);
        }

        public override void Reverse(in LayerFrame frame)
        {
            if (frame.Gradient != null)
            {
                AddGradient(frame.OutputAdjoint, Image(frame), frame.Gradient, hasBias);
            }
            if (frame.InputAdjoint != null)
            {
                Back(frame.Parameters, frame.OutputAdjoint, frame.InputAdjoint, null, null, frame.Kept + Around);
            }
        }

        public override void Push(in LayerFrame frame, in TangentFrame tangent)
        {
            Correlate(tangent.Parameters, Image(frame), tangent.Output, Bias(tangent.Parameters), accumulate: false);
            if (tangent.Input == null)
            {
                return;
            }
            if (padding > 0)
            {
                Surround(tangent.Input, tangent.Kept);
            }
            Correlate(frame.Parameters, Image(tangent), tangent.Output, null, accumulate: true);
        }

        public override void Pull(in LayerFrame frame, in TangentFrame tangent)
        {
            AddGradient(tangent.OutputAdjoint, Image(frame), tangent.Gradient, hasBias);
            if (tangent.Input != null)
            {
                AddGradient(frame.OutputAdjoint, Image(tangent), tangent.Gradient, bias: false);
            }
            if (tangent.InputAdjoint != null)
            {
                Back(
                    frame.Parameters,
                    tangent.OutputAdjoint,
                    tangent.InputAdjoint,
                    tangent.Parameters,
                    frame.OutputAdjoint,
                    frame.Kept + Around
                );
            }
        }

        private double* Bias(double* parameters) => hasBias ? parameters + weights : null;

        private double* Image(in LayerFrame frame) => padding > 0 ? frame.Kept : frame.Input;

        private double* Image(in TangentFrame tangent) => padding > 0 ? tangent.Kept : tangent.Input;

        private void Correlate(double* kernel, double* image, double* target, double* bias, bool accumulate)
        {
            for (var y = 0; y < output.Height; y++)
            {
                GatherKernel<TLane, double>.Multiply(
                    new GatheredProduct<double>
                    {
                        A = kernel,
                        ARow = columns,
                        AColumn = 1,
                        B = image + (y * stride * (nint)width * Tiles.Size),
                        Offsets = (int*)Unsafe.AsPointer(ref patches[0]),
                        BStep = stride * Tiles.Size,
                        C = target + (y * (nint)output.Width * Tiles.Size),
                        CRow = Plane,
                        CStep = Tiles.Size,
                        Rows = output.Channels,
                        Columns = Tiles.Size,
                        Depth = columns,
                        Positions = output.Width,
                        Bias = bias,
                        Accumulate = accumulate,
                    }
                );
            }
        }

        private void AddGradient(double* adjoint, double* image, double* gradient, bool bias)
        {
            var isDense = stride == 1;
            for (var y = 0; y < output.Height; y += RowsAtOnce)
            {
                PatchKernel<TLane, double>.Add(
                    new PatchProduct<double>
                    {
                        A = adjoint + (y * (nint)output.Width * Tiles.Size),
                        ARow = Plane,
                        ASegment = output.Width * Tiles.Size,
                        AStep = Tiles.Size,
                        B = image + (y * stride * (nint)width * Tiles.Size),
                        Offsets = (int*)Unsafe.AsPointer(ref patches[0]),
                        BSegment = stride * width * Tiles.Size,
                        BStep = stride * Tiles.Size,
                        Target = gradient,
                        TargetRow = Tiles.Padded(columns),
                        Rows = output.Channels,
                        Columns = patches.Length,
                        Segments = Math.Min(RowsAtOnce, output.Height - y),
                        Steps = isDense ? 1 : output.Width,
                        Depth = isDense ? output.Width * Tiles.Size : Tiles.Size,
                    }
                );
            }
            if (bias)
            {
                Tiles.AddRows<TLane>(
                    adjoint,
                    output.Channels,
                    (int)Plane,
                    gradient + (output.Channels * Tiles.Padded(columns))
                );
            }
        }

        /// <summary>Adjoints of the image from one or two pairs of weights and adjoints of the output.</summary>
        private void Back(
            double* kernel,
            double* adjoint,
            double* target,
            double* secondKernel,
            double* secondAdjoint,
            double* scratch
        )
        {
            var image = padding > 0 ? scratch : target;
            Tiles.Clear(image, input.Channels * height * width * Tiles.Size);
            Scatter(kernel, adjoint, image);
            if (secondKernel != null)
            {
                Scatter(secondKernel, secondAdjoint, image);
            }
            if (padding > 0)
            {
                Cut(image, target);
            }
        }

        // Weight by weight of the window over the channels of the output: only what is inside is computed, whatever the stride.
        private void Scatter(double* kernel, double* adjoint, double* image)
        {
            for (var y = 0; y < output.Height; y++)
            {
                for (var i = 0; i < size; i++)
                {
                    for (var j = 0; j < size; j++)
                    {
                        GatherKernel<TLane, double>.Multiply(
                            new GatheredProduct<double>
                            {
                                A = kernel + (i * size) + j,
                                ARow = size * size,
                                AColumn = columns,
                                B = adjoint + (y * (nint)output.Width * Tiles.Size),
                                Offsets = (int*)Unsafe.AsPointer(ref outputs[0]),
                                BStep = Tiles.Size,
                                C = image + (((((y * stride) + i) * (nint)width) + j) * Tiles.Size),
                                CRow = height * width * Tiles.Size,
                                CStep = stride * Tiles.Size,
                                Rows = input.Channels,
                                Columns = Tiles.Size,
                                Depth = output.Channels,
                                Positions = output.Width,
                                Accumulate = true,
                            }
                        );
                    }
                }
            }
        }

        private void Surround(double* source, double* target)
        {
            Tiles.Clear(target, Around);
            Rows(source, target, isCut: false);
        }

        private void Cut(double* source, double* target) => Rows(target, source, isCut: true);

        private void Rows(double* small, double* large, bool isCut)
        {
            var count = input.Width * Tiles.Size;
            for (var c = 0; c < input.Channels; c++)
            {
                for (var y = 0; y < input.Height; y++, small += count)
                {
                    var row = large + (((((c * height) + y + padding) * (nint)width) + padding) * Tiles.Size);
                    Tiles.Copy(isCut ? row : small, isCut ? small : row, count);
                }
            }
        }
    }
}
