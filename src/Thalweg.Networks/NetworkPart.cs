namespace Thalweg.Networks;

/// <summary>A network that stands for some of the outputs of a joined one.</summary>
/// <param name="Name">Before the names of its tensors.</param>
/// <param name="Network">Its inputs are neighbours among those of the whole.</param>
/// <param name="FirstInput">The first of them.</param>
public sealed record NetworkPart(string Name, Network Network, int FirstInput = 0)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public Network Network { get; init; } = Network ?? throw new ArgumentNullException(nameof(Network));
}
