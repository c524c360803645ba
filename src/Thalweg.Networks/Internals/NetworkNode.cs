using Thalweg.Networks.Activations;

namespace Thalweg.Networks;

/// <summary>One node of the chain: Width values per point computed from earlier nodes.</summary>
/// <param name="Weight">Offset in θ of the [Width, width of Source] weight matrix of a linear node.</param>
/// <param name="Bias">Offset in θ of the bias, or −1.</param>
internal sealed record NetworkNode(
    NodeKind Kind,
    int Width,
    int Source = -1,
    int Second = -1,
    int Weight = -1,
    int Bias = -1,
    Activation? Activation = null
);
