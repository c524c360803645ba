using Thalweg.Networks.Activations;

namespace Thalweg.Networks;

/// <summary>One node of the network: Width values per point computed from earlier nodes.</summary>
/// <param name="Weight">Offset in θ of the [Width, width of Source] weight matrix of a linear node.</param>
/// <param name="Bias">Offset in θ of the bias, or of the numbers of a constant node; −1 where there is none.</param>
/// <param name="Map">What a fixed node multiplies by.</param>
/// <param name="Sources">What a join puts side by side.</param>
/// <param name="First">The first row that a part takes of its source.</param>
/// <param name="Factor">What a scale multiplies by.</param>
/// <param name="Shift">What a scale adds.</param>
internal sealed record NetworkNode(
    NodeKind Kind,
    int Width,
    int Source = -1,
    int Second = -1,
    int Weight = -1,
    int Bias = -1,
    Activation? Activation = null,
    FixedMap? Map = null,
    IReadOnlyList<int>? Sources = null,
    int First = 0,
    double Factor = 1,
    double Shift = 0
)
{
    /// <summary>Whether its rows lie among those of another node, so that nothing is computed.</summary>
    public bool IsPlace => Kind is NodeKind.Join or NodeKind.Part;

    /// <summary>What it is computed from.</summary>
    public IEnumerable<int> From =>
        Sources
        ?? (
            Kind is NodeKind.Input or NodeKind.Constant ? []
            : Second >= 0 ? [Source, Second]
            : [Source]
        );
}
