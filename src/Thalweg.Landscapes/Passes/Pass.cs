using Thalweg.Landscapes.Stationary;

namespace Thalweg.Landscapes.Passes;

/// <summary>A pass that a search found: a point of index 1 whose ways down end in two known places.</summary>
/// <param name="From">Number of the minimum where one way down ends.</param>
/// <param name="To">The same of the other way; equal where both end in one.</param>
/// <param name="Saddle">The pass.</param>
/// <param name="Alibi">How it fared on finer quadratures; null where there are none.</param>
/// <param name="IsVerified">Gradient and index beyond doubt, both ends verified, and finer quadratures have it too.</param>
/// <param name="Image">Number of the pass that the symmetry of the loss carries here; null for one that was found itself.</param>
public sealed record Pass(
    int From,
    int To,
    StationaryPoint Saddle,
    QuadratureAlibi? Alibi,
    bool IsVerified,
    int? Image = null
)
{
    public StationaryPoint Saddle { get; init; } = Saddle ?? throw new ArgumentNullException(nameof(Saddle));

    /// <summary>The loss at the pass.</summary>
    public double Height => Saddle.Value;
}

/// <summary>A way between two minima that was found, whose highest point is no verified pass: an upper bound.</summary>
/// <param name="From">Number of a minimum.</param>
/// <param name="To">Number of the other one.</param>
/// <param name="Height">The highest loss of its curve.</param>
/// <param name="Why">What its tops led to, in words.</param>
public sealed record PassBound(int From, int To, double Height, string Why)
{
    public string Why { get; init; } = Why ?? throw new ArgumentNullException(nameof(Why));
}
