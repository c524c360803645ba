namespace Thalweg.Networks.Jets;

/// <summary>Which derivatives with respect to x travel through the network.</summary>
public enum StreamKind
{
    /// <summary>N alone: 1 stream.</summary>
    Value,

    /// <summary>N and ∂N/∂x_k: 1 + d streams.</summary>
    Gradient,

    /// <summary>N, ∂N/∂x_k and ΔN as one collapsed stream: 2 + d streams.</summary>
    Laplacian,

    /// <summary>N, ∂N/∂x_k and ∂²N/∂x_k²: 1 + 2d streams.</summary>
    Diagonal,
}

/// <summary>A closed set of streams over d coordinates. Stream 0 is the value, 1 … d the first derivatives, then the Laplacian
/// or the d second derivatives along the axes.</summary>
public readonly record struct StreamSet(StreamKind Kind, int Dimension)
{
    public int Count =>
        Kind switch
        {
            StreamKind.Value => 1,
            StreamKind.Gradient => 1 + Dimension,
            StreamKind.Laplacian => 2 + Dimension,
            _ => 1 + 2 * Dimension,
        };

    /// <summary>Order of the highest x-derivative carried.</summary>
    public int Order =>
        Kind switch
        {
            StreamKind.Value => 0,
            StreamKind.Gradient => 1,
            _ => 2,
        };
}
