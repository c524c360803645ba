namespace Thalweg.Networks.Layers;

/// <summary>What stands behind the last layer: losses of the images of a tile, and derivatives by the outputs.</summary>
internal abstract unsafe class LossHead
{
    /// <summary>Numbers kept between <see cref="Losses"/> and the rest.</summary>
    public abstract int Kept { get; }

    /// <summary>Adds the loss of each image to [tile].</summary>
    public abstract void Losses(double* output, in HeadFrame frame, double* losses);

    /// <summary>Derivatives by the outputs, times the weights; after <see cref="Losses"/>.</summary>
    public abstract void Seed(double* output, in HeadFrame frame, double* adjoints);

    /// <summary>Tangents of these.</summary>
    public abstract void Seed(double* output, double* tangent, in HeadFrame frame, double* adjoints);
}

/// <summary>What the loss of a tile is formed with.</summary>
internal unsafe struct HeadFrame
{
    /// <summary>[tile], 0 where there is no image.</summary>
    public int* Labels;

    /// <summary>[outputs][tile], or null.</summary>
    public double* Targets;

    /// <summary>[tile], 1/N, or 0 where there is no image.</summary>
    public double* Weights;

    /// <summary>[tile], 1, or 0 where there is no image.</summary>
    public double* Present;
    public double* Kept;
}
