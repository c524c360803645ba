namespace Thalweg.Networks.Layers;

/// <summary>The sweeps of a layer over one tile.</summary>
internal abstract class LayerPass
{
    /// <summary>Whether input and output may be one and the same memory, and their adjoints and tangents always are.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>Whether the reverse sweep reads the output, which the next layer then leaves as it is.</summary>
    public virtual bool ReadsOutput => false;

    /// <summary>Numbers that the sweeps of values keep.</summary>
    public virtual int Kept => 0;

    /// <summary>Numbers that the sweeps of tangents keep, for each direction.</summary>
    public virtual int TangentKept => 0;

    /// <summary>Output from input.</summary>
    /// <param name="keeps">Whether a reverse sweep follows.</param>
    public abstract void Forward(in LayerFrame frame, bool keeps);

    /// <summary>Adjoint of the input from that of the output; adds to the gradient.</summary>
    public abstract void Reverse(in LayerFrame frame);

    /// <summary>Tangent of the output.</summary>
    public abstract void Push(in LayerFrame frame, in TangentFrame tangent);

    /// <summary>Tangents of what <see cref="Reverse"/> gives, after it and after <see cref="Push"/>.</summary>
    public abstract void Pull(in LayerFrame frame, in TangentFrame tangent);
}
