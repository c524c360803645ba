using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>What a unit with an activation may do to what it takes in, so that the next layer can undo what that does to what it gives
/// out.</summary>
/// <param name="Flips">Maps with |Slope| = 1, the identity first; up to <paramref name="Period"/> and scalings they are all.</param>
/// <param name="Period">σ(z + Period) = σ(z), or null.</param>
/// <param name="Degree">k where σ(λz) = λᵏ σ(z) for all λ &gt; 0, else null.</param>
public sealed record ActivationSymmetry(IReadOnlyList<UnitMap> Flips, double? Period = null, int? Degree = null)
{
    public IReadOnlyList<UnitMap> Flips { get; init; } = Flips ?? throw new ArgumentNullException(nameof(Flips));

    /// <summary>None but exchanging units.</summary>
    public static ActivationSymmetry None { get; } = new([UnitMap.Identity]);

    /// <summary>σ(−z) = −σ(z).</summary>
    public static ActivationSymmetry Odd { get; } = new([UnitMap.Identity, new(-1, 0, -1, 0)]);

    /// <summary>σ(λz) = λᵏ σ(z), λ &gt; 0.</summary>
    public static ActivationSymmetry Homogeneous(int degree) => new([UnitMap.Identity], Degree: degree);

    /// <summary>The map that multiplies what a unit gives out by a positive factor.</summary>
    /// <exception cref="InvalidOperationException">σ is not homogeneous.</exception>
    public UnitMap Scaling(double factor) =>
        Degree switch
        {
            null => throw new InvalidOperationException("the activation is not homogeneous and has no scalings"),
            1 => new(factor, 0, factor, 0),
            { } degree => new(Elementary.Exp(Elementary.Log(factor) / degree), 0, factor, 0),
        };
}
