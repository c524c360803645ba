namespace Thalweg.Networks.Jets;

/// <summary>An activation over one tile of a layer, one virtual call per layer and tile.</summary>
/// <remarks>
/// Layout: z, y and their adjoints are [width][stream][point]; slopes are σ', σ'', σ''' as three [width][point] arrays one
/// after another, written by the forward sweep when a reverse sweep is to follow.
/// </remarks>
internal abstract unsafe class ActivationKernels
{
    /// <summary>y = σ(z) in all streams.</summary>
    /// <param name="slopes">[3][width][point], written, or null when no reverse sweep follows.</param>
    public abstract void Forward(StreamSet streams, double* z, double* y, double* slopes, int width, int stride);

    /// <summary>z̄ from ȳ.</summary>
    public abstract void Reverse(
        StreamSet streams,
        double* z,
        double* slopes,
        double* yAdjoint,
        double* zAdjoint,
        int width,
        int stride
    );
}
