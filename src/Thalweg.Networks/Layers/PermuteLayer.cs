using System.Globalization;

namespace Thalweg.Networks.Layers;

/// <summary>The numbers of an image in another order: y[k] = x[Order[k]].</summary>
public sealed class PermuteLayer : Layer
{
    private readonly int[] order;

    /// <exception cref="ArgumentException">The order is none of 0 … count − 1.</exception>
    public PermuteLayer(LayerShape shape, IReadOnlyList<int> order, string name)
        : base(shape, shape)
    {
        ArgumentNullException.ThrowIfNull(order);
        Name = name ?? throw new ArgumentNullException(nameof(name));
        var seen = new bool[shape.Count];
        if (order.Count != seen.Length)
        {
            throw new ArgumentException(
                $"order has {order.Count} entries, but an image has {seen.Length} numbers: give each place once",
                nameof(order)
            );
        }
        foreach (var place in order)
        {
            if (place < 0 || place >= seen.Length || seen[place])
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"order has {place}, which is {(place < 0 || place >= seen.Length ? $"outside 0 to {seen.Length - 1}" : "there twice")}: give each place once"
                    ),
                    nameof(order)
                );
            }
            seen[place] = true;
        }
        this.order = [.. order];
    }

    /// <summary>What the order is called in texts.</summary>
    public string Name { get; }

    public IReadOnlyList<int> Order => order;

    public override string Text => $"permute({Name})";

    internal override LayerPass Bind<TLane>() => new Pass(order);

    private sealed unsafe class Pass(int[] order) : LayerPass
    {
        public override void Forward(in LayerFrame frame, bool keeps) => Gather(frame.Input, frame.Output);

        public override void Reverse(in LayerFrame frame)
        {
            if (frame.InputAdjoint != null)
            {
                Scatter(frame.OutputAdjoint, frame.InputAdjoint);
            }
        }

        public override void Push(in LayerFrame frame, in TangentFrame tangent)
        {
            if (tangent.Input == null)
            {
                Tiles.Clear(tangent.Output, order.Length * Tiles.Size);
            }
            else
            {
                Gather(tangent.Input, tangent.Output);
            }
        }

        public override void Pull(in LayerFrame frame, in TangentFrame tangent)
        {
            if (tangent.InputAdjoint != null)
            {
                Scatter(tangent.OutputAdjoint, tangent.InputAdjoint);
            }
        }

        private void Gather(double* input, double* output)
        {
            for (var k = 0; k < order.Length; k++)
            {
                Tiles.Copy(input + (order[k] * Tiles.Size), output + (k * Tiles.Size), Tiles.Size);
            }
        }

        private void Scatter(double* output, double* input)
        {
            for (var k = 0; k < order.Length; k++)
            {
                Tiles.Copy(output + (k * Tiles.Size), input + (order[k] * Tiles.Size), Tiles.Size);
            }
        }
    }
}
