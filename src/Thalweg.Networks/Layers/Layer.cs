using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>One map of a network that works on batches of images: its shape, its parameters and how they start, and its sweeps forward, in
/// reverse, and of tangents through both.</summary>
/// <remarks>A layer is a description; what computes is bound to a lane type once. Adding one is a class in a file of its own and a line in the
/// catalogue.</remarks>
public abstract class Layer
{
    private protected Layer(LayerShape input, LayerShape output) => (Input, Output) = (input, output);

    /// <summary>Canonical text, as in <c>sequential</c>.</summary>
    public abstract string Text { get; }

    public LayerShape Input { get; }

    public LayerShape Output { get; }

    /// <summary>The tensors of θ in the order of PyTorch's <c>parameters()</c>; none for a map without parameters.</summary>
    public virtual IReadOnlyList<LayerTensor> Tensors => [];

    /// <summary>Multiply-adds of a forward sweep over one image.</summary>
    public virtual long Multiplications => Tensors.Where(t => t.Role == ParameterRole.Weight).Sum(t => (long)t.Count);

    /// <summary>Draws one tensor as PyTorch does by default.</summary>
    /// <param name="tensor">Its place in <see cref="Tensors"/>.</param>
    internal virtual void Draw(int tensor, RandomStream stream, Span<double> target) =>
        throw new InvalidOperationException($"{Text} has no parameters");

    /// <summary>The sweeps, for one lane type.</summary>
    internal abstract LayerPass Bind<TLane>()
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>;

    public override string ToString() => Text;

    /// <summary>Uniform on (−half, half).</summary>
    private protected static void Uniform(RandomStream stream, Span<double> target, double half)
    {
        stream.FillUniform(target);
        foreach (ref var value in target)
        {
            value = ((2.0 * value) - 1.0) * half;
        }
    }

    private protected static int Positive(int value, string name) =>
        value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, expected at least 1");
}
