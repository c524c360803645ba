namespace Thalweg.Networks.Jets;

/// <summary>One fused step through a narrow network at a tile: a linear layer, its activation, the sum behind it, and what it adds to
/// the network's one output.</summary>
/// <remarks>Rows are [neuron][stream][point]. Derivatives that do not depend on x are numbers, [neuron][streams − 1], beside rows that
/// hold values alone.</remarks>
internal readonly unsafe ref struct NarrowLayer<TNumber>
    where TNumber : unmanaged
{
    /// <summary>[Width][Depth].</summary>
    public TNumber* Weight { get; init; }

    /// <summary>[Width] or null.</summary>
    public TNumber* Bias { get; init; }

    /// <summary>Rows <see cref="SourceStride"/> apart.</summary>
    public TNumber* Source { get; init; }

    public nint SourceStride { get; init; }

    /// <summary>Derivatives of the linear layer's result where they do not depend on x; null where the source carries streams.</summary>
    public TNumber* Constants { get; init; }

    /// <summary>Rows that are added behind the activation, or null.</summary>
    public TNumber* Skip { get; init; }

    /// <summary>Derivatives of <see cref="Skip"/> where they do not depend on x, or null.</summary>
    public TNumber* SkipConstants { get; init; }

    /// <summary>Rows, written; null where nothing but <see cref="Output"/> is wanted.</summary>
    public TNumber* Target { get; init; }

    /// <summary>Rows of the linear layer's result, written where a reverse sweep follows and the source is not that result already;
    /// null otherwise.</summary>
    public TNumber* Linear { get; init; }

    /// <summary>[Width][<see cref="ActivationPass{TNumber}.KeptRows"/>][point], written where a reverse sweep follows.</summary>
    public TNumber* Kept { get; init; }

    /// <summary>Rows whose values receive those of the activation where a reverse sweep follows and <see cref="Target"/> holds sums; null
    /// otherwise.</summary>
    public TNumber* Values { get; init; }

    /// <summary>Distance between the rows of two neurons of <see cref="Skip"/>, <see cref="Target"/>, <see cref="Linear"/> and
    /// <see cref="Values"/>.</summary>
    public nint Stride { get; init; }

    /// <summary>[Width], the weights of the network's one output; null where another layer comes before it.</summary>
    public TNumber* OutputWeight { get; init; }

    /// <summary>One number or null.</summary>
    public TNumber* OutputBias { get; init; }

    /// <summary>[stream][point], written where <see cref="OutputWeight"/> is given.</summary>
    public TNumber* Output { get; init; }

    /// <summary>Neurons of the source; 0 where the source is the linear layer's result already.</summary>
    public int Depth { get; init; }

    public int Width { get; init; }

    public int Points { get; init; }
}
