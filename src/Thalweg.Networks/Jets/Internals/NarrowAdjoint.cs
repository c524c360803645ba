namespace Thalweg.Networks.Jets;

/// <summary>One fused step back through a narrow network at a tile: the transposed map of the linear layer behind, what a sum passes on,
/// and the activation.</summary>
/// <remarks>Rows are [neuron][stream][point].</remarks>
internal readonly unsafe ref struct NarrowAdjoint<TNumber>
    where TNumber : unmanaged
{
    /// <summary>[Depth][Width], the weights of the linear layer behind.</summary>
    public TNumber* Weight { get; init; }

    /// <summary>Rows of the adjoints of that layer's result.</summary>
    public TNumber* Source { get; init; }

    /// <summary>Rows that become the adjoints of the linear layer's result; they hold the adjoints of what the step computes as far as
    /// others than the layer behind have written them.</summary>
    public TNumber* Adjoint { get; init; }

    /// <summary>Whether <see cref="Adjoint"/> holds something already.</summary>
    public bool Accumulates { get; init; }

    /// <summary>Rows of the adjoints of what was added behind the activation, written, or null.</summary>
    public TNumber* Skip { get; init; }

    /// <summary>Rows of the linear layer's result.</summary>
    public TNumber* Linear { get; init; }

    /// <summary>Rows whose values are those of the activation.</summary>
    public TNumber* Values { get; init; }

    /// <summary>What the activation kept.</summary>
    public TNumber* Kept { get; init; }

    /// <summary>Distance between the rows of two neurons.</summary>
    public nint Stride { get; init; }

    /// <summary>Neurons of the layer behind; 0 where <see cref="Adjoint"/> holds all.</summary>
    public int Depth { get; init; }

    public int Width { get; init; }

    public int Points { get; init; }
}
