namespace Thalweg.Networks;

/// <summary>Which layers of a network have biases.</summary>
public enum NetworkBiases
{
    /// <summary>All layers.</summary>
    All,

    /// <summary>All but the output layer.</summary>
    Hidden,

    /// <summary>None: odd activations make odd functions.</summary>
    None,
}
