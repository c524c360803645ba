using System.Globalization;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>Means over squares that lie side by side; what is left over at the lower and right edge is not looked at, as in PyTorch.</summary>
public sealed class AveragePoolLayer : Layer
{
    public AveragePoolLayer(LayerShape input, int size)
        : base(input, new LayerShape(input.Channels, Fit(input.Height, size), Fit(input.Width, size))) => Size = size;

    /// <summary>Side of a square.</summary>
    public int Size { get; }

    public override string Text => string.Create(CultureInfo.InvariantCulture, $"avgpool(size={Size})");

    internal override LayerPass Bind<TLane>() => new Pass<TLane>(this);

    private static int Fit(int length, int size) =>
        length / Positive(size, nameof(size)) is > 0 and var count
            ? count
            : throw new ArgumentOutOfRangeException(
                nameof(size),
                size,
                $"size is {size}, but the images have {length} rows or columns there: give at most that"
            );

    private sealed unsafe class Pass<TLane>(AveragePoolLayer layer) : LayerPass
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        public override void Forward(in LayerFrame frame, bool keeps) => Pool(frame.Input, frame.Output);

        public override void Reverse(in LayerFrame frame)
        {
            if (frame.InputAdjoint != null)
            {
                Spread(frame.OutputAdjoint, frame.InputAdjoint);
            }
        }

        public override void Push(in LayerFrame frame, in TangentFrame tangent)
        {
            if (tangent.Input == null)
            {
                Tiles.Clear(tangent.Output, layer.Output.Count * Tiles.Size);
            }
            else
            {
                Pool(tangent.Input, tangent.Output);
            }
        }

        public override void Pull(in LayerFrame frame, in TangentFrame tangent)
        {
            if (tangent.InputAdjoint != null)
            {
                Spread(tangent.OutputAdjoint, tangent.InputAdjoint);
            }
        }

        [MethodImpl(Compilation.Apart)]
        private void Pool(double* input, double* output)
        {
            var (size, height, width) = (layer.Size, layer.Input.Height, layer.Input.Width);
            var share = TLane.Broadcast(1.0 / (size * size));
            for (var c = 0; c < layer.Output.Channels; c++)
            {
                for (var y = 0; y < layer.Output.Height; y++)
                {
                    for (var x = 0; x < layer.Output.Width; x++, output += Tiles.Size)
                    {
                        var corner = input + ((((c * height) + (y * size)) * width + (x * size)) * (nint)Tiles.Size);
                        for (var n = 0; n < Tiles.Size; n += TLane.Count)
                        {
                            var sum = TLane.Broadcast(0.0);
                            for (var i = 0; i < size; i++)
                            {
                                var row = corner + (i * (nint)width * Tiles.Size) + n;
                                for (var j = 0; j < size; j++)
                                {
                                    sum += TLane.Load(row + (j * (nint)Tiles.Size));
                                }
                            }
                            (sum * share).Store(output + n);
                        }
                    }
                }
            }
        }

        [MethodImpl(Compilation.Apart)]
        private void Spread(double* output, double* input)
        {
            var (size, height, width) = (layer.Size, layer.Input.Height, layer.Input.Width);
            var share = TLane.Broadcast(1.0 / (size * size));
            if (height % size != 0 || width % size != 0)
            {
                Tiles.Clear(input, layer.Input.Count * Tiles.Size);
            }
            for (var c = 0; c < layer.Output.Channels; c++)
            {
                for (var y = 0; y < layer.Output.Height; y++)
                {
                    for (var x = 0; x < layer.Output.Width; x++, output += Tiles.Size)
                    {
                        var corner = input + ((((c * height) + (y * size)) * width + (x * size)) * (nint)Tiles.Size);
                        for (var n = 0; n < Tiles.Size; n += TLane.Count)
                        {
                            var part = TLane.Load(output + n) * share;
                            for (var i = 0; i < size; i++)
                            {
                                var row = corner + (i * (nint)width * Tiles.Size) + n;
                                for (var j = 0; j < size; j++)
                                {
                                    part.Store(row + (j * (nint)Tiles.Size));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
