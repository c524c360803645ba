using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Random;

namespace Thalweg.Networks.Symmetries;

/// <summary>The maps of θ that leave N(x; θ) as it is: exchanges of hidden units, what each activation declares
/// (<see cref="Activation.Symmetry"/>), invertible maps of a layer without one, and shifts of a residual stream.</summary>
/// <remarks>
/// <para>Units of a residual stream are tied over its blocks; those inside a block are free. What an activation adds to its output is taken up by the
/// biases behind it: where one is missing (<c>bias=hidden</c>, <c>bias=false</c>), so are the maps that need it.</para>
/// <para>Every loss that sees θ through N alone has this symmetry. For one layer of tanh units it is all that leaves N as it is at almost every θ
/// [Sussmann1992].</para>
/// </remarks>
public sealed class NetworkGroup : IAlignable, IEquatable<NetworkGroup>
{
    private NetworkGroup(Network network, bool isIsometric)
    {
        Network = network;
        IsIsometric = isIsometric;
        Layers = [.. UnitLayer.Of(network).Select(layer => new LayerGroup(network, layer, isIsometric))];
    }

    public Network Network { get; }

    /// <summary>Only maps that leave ‖θ‖ as it is: no shifts, no scalings, of a linear layer the orthogonal maps.</summary>
    public bool IsIsometric { get; }

    public IAlignable Isometric => IsIsometric ? this : Of(Network, isometric: true);

    /// <summary>The identity.</summary>
    public NetworkMap Identity => new(this, Layers.Select(LayerMap.Identity));

    internal IReadOnlyList<LayerGroup> Layers { get; }

    /// <summary>The group of a network.</summary>
    /// <param name="isometric">Only those of its maps that leave ‖θ‖ as it is.</param>
    public static NetworkGroup Of(Network network, bool isometric = false) =>
        new(network ?? throw new ArgumentNullException(nameof(network)), isometric);

    /// <summary>A random element: exchanges and flips uniform, shifts up to twice the period either way, scalings and stretches of linear layers by up to
    /// 2 either way, shifts of units uniform of standard deviation ½.</summary>
    public NetworkMap Draw(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new(this, Layers.Select(layer => Drawing.Of(layer, stream)));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// <para>Weight matching [Ainsworth2023]: layer by layer the exchanges and flips that are nearest while the others stay, by linear
    /// assignment, until none helps; from matchings that begin at the input and at the output, the identity and 24 random ones (4 where the squares of the widths sum to more
    /// than 4096). The search is in
    /// coordinates without the continuous part of the group (linear layers merged with the next, shifts of streams and scalings at their least
    /// norm), which is then chosen nearest too. One hidden layer: exact, but for activations with offsets (sigmoid), whose flips are improved
    /// one by one. The image is never farther than the point.</para>
    /// <para>Deterministic. Cost: no losses; for L layers of n units about 10 n³ L per sweep.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">A point has another length, or an entry that is not finite.</exception>
    public Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point)
    {
        Require(reference.Length, nameof(reference));
        Require(point.Length, nameof(point));
        RequireFinite(reference, nameof(reference));
        RequireFinite(point, nameof(point));
        return new NearestImage(this, reference.ToArray()).Of(point.ToArray());
    }

    /// <summary>Same network by name and sizes, and both isometric or not.</summary>
    public bool Equals(NetworkGroup? other) =>
        other is not null
        && Network.Name == other.Network.Name
        && (Network.Inputs, Network.Outputs, IsIsometric)
            == (other.Network.Inputs, other.Network.Outputs, other.IsIsometric);

    public override bool Equals(object? obj) => Equals(obj as NetworkGroup);

    public override int GetHashCode() => HashCode.Combine(Network.Name, Network.Inputs, Network.Outputs, IsIsometric);

    internal void Require(int length, string argument)
    {
        if (length != Network.ParameterCount)
        {
            throw new ArgumentException(
                $"{argument} has {length} entries, expected {Network.ParameterCount}: give parameters of {Network}",
                argument
            );
        }
    }

    private static void RequireFinite(ReadOnlySpan<double> values, string argument)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"{argument} has an entry {value}, expected finite numbers", argument);
            }
        }
    }
}
