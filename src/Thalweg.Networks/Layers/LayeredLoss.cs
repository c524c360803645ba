using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>Sum of the losses of the images of one tile, with its gradient and products of its second derivatives, by hand-derived sweeps.</summary>
/// <remarks>
/// <para>Images lie in the lanes, <see cref="TileSize"/> at a time. What is summed over tiles is for the caller to say; within a tile sums are a
/// fixed tree, so that bits depend on the images and their places alone.</para>
/// <para>Cost of a gradient: three forward sweeps; of a product: six, beside the sweeps of values, which a block of directions shares. Nothing is
/// allocated once the memory of a thread is there.</para>
/// </remarks>
public sealed unsafe class LayeredLoss
{
    /// <summary>Images of a tile: part of every result.</summary>
    public const int TileSize = Tiles.Size;

    private readonly LayerPass[] passes;
    private readonly LossHead head;
    private readonly TilePlan plan;

    private LayeredLoss(LayeredNetwork network, LossKind kind, LayerPass[] passes, LossHead head)
    {
        (Network, Kind, this.passes, this.head) = (network, kind, passes, head);
        plan = new TilePlan(network, passes, head.Kept);
    }

    public LayeredNetwork Network { get; }

    public LossKind Kind { get; }

    /// <summary>Numbers of a gradient as it is summed: rows of weights are padded to whole vectors.</summary>
    public int GradientLength => plan.GradientLength;

    public static LayeredLoss Create(LayeredNetwork network, LossKind kind, LaneWidth width = LaneWidth.Widest)
    {
        ArgumentNullException.ThrowIfNull(network);
        return LaneTypes.Bind<double, LayeredLoss>(width, new Binding(network, kind));
    }

    /// <summary>Reads the images of a tile.</summary>
    /// <param name="weight">What each loss is multiplied by in derivatives: 1/N.</param>
    public void Load(LossScratch scratch, in ImageTile tile, double weight)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        plan.Load(scratch.Memory(plan.Length), tile, weight, Kind);
    }

    /// <summary>Σ of the losses of the tile.</summary>
    /// <param name="parameters">θ, [P].</param>
    public double Value(LossScratch scratch, double* parameters)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        var memory = scratch.Memory(plan.Length);
        Forward(memory, parameters, keeps: false, bends: false);
        return Losses(memory);
    }

    /// <summary>What the network gave out at the last evaluation, [outputs][<see cref="TileSize"/>].</summary>
    public double* LastOutputs(LossScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        return scratch.Memory(plan.Length) + plan.Output;
    }

    /// <summary>Σ of the losses; adds the gradient of their weighted sum.</summary>
    /// <param name="gradient">[<see cref="GradientLength"/>], added to.</param>
    public double Gradient(LossScratch scratch, double* parameters, double* gradient)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        var memory = scratch.Memory(plan.Length);
        Forward(memory, parameters, keeps: true, bends: false);
        var sum = Losses(memory);
        head.Seed(memory + plan.Output, plan.Head(memory), memory + plan.OutputAdjoint);
        Reverse(memory, parameters, gradient, bends: false);
        return sum;
    }

    /// <summary>Adds Hv for each of several directions, or of the Gauss–Newton part JᵀF″J v.</summary>
    /// <param name="directions">[count][P].</param>
    /// <param name="products">[count][<see cref="GradientLength"/>], added to.</param>
    public void Products(
        LossScratch scratch,
        double* parameters,
        double* directions,
        int count,
        double* products,
        bool isGaussNewton
    )
    {
        ArgumentNullException.ThrowIfNull(scratch);
        var memory = scratch.Memory(plan.Length + plan.TangentLength);
        Forward(memory, parameters, keeps: true, bends: true);
        Losses(memory);
        if (!isGaussNewton)
        {
            head.Seed(memory + plan.Output, plan.Head(memory), memory + plan.OutputAdjoint);
            Reverse(memory, parameters, null, bends: true);
        }
        for (var k = 0; k < count; k++)
        {
            var direction = directions + (k * (nint)Network.ParameterCount);
            var product = products + (k * (nint)plan.GradientLength);
            for (var i = Network.FirstTrained; i < passes.Length; i++)
            {
                passes[i]
                    .Push(plan.Frame(memory, i, parameters, null, true), plan.Tangent(memory, i, direction, product));
            }
            head.Seed(
                memory + plan.Output,
                memory + plan.OutputTangent,
                plan.Head(memory),
                memory + plan.OutputAdjointTangent
            );
            for (var i = passes.Length - 1; i >= Network.FirstTrained; i--)
            {
                var tangent = plan.Tangent(memory, i, direction, product);
                if (isGaussNewton)
                {
                    var frame = plan.Frame(memory, i, parameters, product, false);
                    frame.InputAdjoint = tangent.InputAdjoint;
                    frame.OutputAdjoint = tangent.OutputAdjoint;
                    passes[i].Reverse(frame);
                }
                else
                {
                    passes[i].Pull(plan.Frame(memory, i, parameters, null, true), tangent);
                }
            }
        }
    }

    /// <summary>Adds a padded gradient to one in the order of θ.</summary>
    public void Unpad(ReadOnlySpan<double> padded, Span<double> gradient) => plan.Unpad(padded, gradient);

    private void Forward(double* memory, double* parameters, bool keeps, bool bends)
    {
        for (var i = 0; i < passes.Length; i++)
        {
            passes[i].Forward(plan.Frame(memory, i, parameters, null, bends), keeps);
        }
    }

    private void Reverse(double* memory, double* parameters, double* gradient, bool bends)
    {
        for (var i = passes.Length - 1; i >= Network.FirstTrained; i--)
        {
            passes[i].Reverse(plan.Frame(memory, i, parameters, gradient, bends));
        }
    }

    private double Losses(double* memory)
    {
        var losses = memory + plan.Losses;
        head.Losses(memory + plan.Output, plan.Head(memory), losses);
        return LaneSum.Of(losses, Tiles.Size);
    }

    private sealed class Binding(LayeredNetwork network, LossKind kind) : ILaneBound<double, LayeredLoss>
    {
        public LayeredLoss Bind<TLane>()
            where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double> =>
            new(
                network,
                kind,
                [.. network.Layers.Select(layer => layer.Bind<TLane>())],
                kind == LossKind.CrossEntropy
                    ? new CrossEntropyHead<TLane>(network.Output.Count)
                    : new SquaredErrorHead<TLane>(network.Output.Count)
            );
    }
}
