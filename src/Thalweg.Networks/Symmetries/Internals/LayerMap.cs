namespace Thalweg.Networks.Symmetries;

/// <summary>What a symmetry does to the units of one layer.</summary>
internal abstract record LayerMap
{
    /// <summary>Changes θ in place.</summary>
    public abstract void Apply(Network network, LayerGroup layer, Span<double> parameters);

    /// <summary>This map after another of the same layer.</summary>
    public abstract LayerMap After(LayerMap first);

    /// <summary>In words; null for the identity.</summary>
    public abstract string? Describe(LayerGroup layer);

    public static LayerMap Identity(LayerGroup layer) =>
        layer.IsGauge ? LinearLayerMap.Identity(layer.Width) : UnitLayerMap.Identity(layer);
}
