namespace Thalweg.Networks.Layers;

/// <summary>Where a layer finds and puts its numbers, for one tile of images. All matrices are [feature][image].</summary>
internal unsafe struct LayerFrame
{
    /// <summary>Of this layer, as in θ.</summary>
    public double* Parameters;
    public double* Input;

    /// <summary>The input with an image in each row, rows <see cref="Tiles.Padded"/> apart, where it is known so; else null.</summary>
    public double* InputRows;
    public double* Output;

    /// <summary>∂L/∂input; null where nobody asks for it.</summary>
    public double* InputAdjoint;

    /// <summary>∂L/∂output. Where a layer works in place the same as <see cref="InputAdjoint"/>.</summary>
    public double* OutputAdjoint;

    /// <summary>The layer's own, written forward and in reverse.</summary>
    public double* Kept;

    /// <summary>Of this layer, added to; rows padded as <see cref="Tiles.Padded"/> says.</summary>
    public double* Gradient;

    /// <summary>Whether the reverse sweep keeps what tangents need.</summary>
    public bool Bends;
}

/// <summary>The same for the tangents along one direction.</summary>
internal unsafe struct TangentFrame
{
    /// <summary>The direction in the parameters of this layer.</summary>
    public double* Parameters;

    /// <summary>Null where the input does not change.</summary>
    public double* Input;
    public double* Output;
    public double* InputAdjoint;
    public double* OutputAdjoint;
    public double* Kept;

    /// <summary>Tangent of the gradient, added to.</summary>
    public double* Gradient;
}
