namespace Thalweg.Networks.Symmetries;

/// <summary>A map of θ that leaves the function N(x; θ) as it is, to rounding.</summary>
public sealed class NetworkMap
{
    private readonly NetworkGroup group;
    private readonly LayerMap[] layers;

    internal NetworkMap(NetworkGroup group, IEnumerable<LayerMap> layers)
    {
        this.group = group;
        this.layers = [.. layers];
    }

    /// <summary>The image of θ, [P].</summary>
    /// <exception cref="ArgumentException">θ has another length.</exception>
    public double[] Apply(ReadOnlySpan<double> parameters)
    {
        group.Require(parameters.Length, nameof(parameters));
        var image = parameters.ToArray();
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i].Apply(group.Network, group.Layers[i], image);
        }
        return image;
    }

    /// <summary>This map after <paramref name="first"/>.</summary>
    /// <exception cref="ArgumentException">The maps belong to different networks.</exception>
    public NetworkMap After(NetworkMap first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return
            group.Network.Name == first.group.Network.Name
            && group.Network.ParameterCount == first.group.Network.ParameterCount
            ? new(group, layers.Zip(first.layers, (second, one) => second.After(one)))
            : throw new ArgumentException(
                $"first is a map of {first.group.Network}, expected one of {group.Network}: compose maps of one network",
                nameof(first)
            );
    }

    /// <summary>What the units of each layer take in, z1 the first unit: <c>layer_in (-z2, z1+2pi)</c>; layers that stay are left out, and
    /// <c>same point</c> is the identity.</summary>
    public override string ToString()
    {
        var changed = layers.Select((map, i) => map.Describe(group.Layers[i])).OfType<string>().ToList();
        return changed.Count == 0 ? "same point" : string.Join("; ", changed);
    }
}
