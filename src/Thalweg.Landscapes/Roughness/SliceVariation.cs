using Thalweg.Landscapes.Slices;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The total variation of one slice, and how far the rounding of its losses reaches into it.</summary>
/// <param name="Computed">T as its losses give it; null for a constant slice, NaN where a loss is not finite.</param>
/// <param name="RoundingBound">What rounding alone can add to 2lT: 2m ρ/(max L − min L), where ρ is the rounding of a loss; null where
/// there is no T.</param>
/// <param name="Parts">What T consists of; null for a slice that is constant, not resolved or not finite.</param>
public readonly record struct SliceVariation(double? Computed, double? RoundingBound, SliceParts? Parts = null)
{
    /// <summary>A slice with a larger <see cref="RoundingBound"/> is not resolved: what looks like oscillation may be rounding.</summary>
    public const double LargestBound = SlicedValues.LargestBound;

    /// <summary>True for a slice whose losses are all equal.</summary>
    public bool IsConstant => Computed is null;

    /// <summary>True where T belongs to the loss and not to its rounding; a loss that is not finite is no matter of rounding.</summary>
    public bool IsResolved => Computed is not null && !(RoundingBound > LargestBound);

    /// <summary>T, or null for a slice that is constant or not resolved.</summary>
    public double? Resolved => IsResolved ? Computed : null;

    /// <param name="losses">L_0 … L_m along the slice, at evenly spaced points, the first at −l.</param>
    /// <param name="length">t_m − t_0.</param>
    /// <param name="rounding">ρ, how far rounding can move one of the losses.</param>
    /// <param name="radius">l; null for half the length.</param>
    public static SliceVariation Of(ReadOnlySpan<double> losses, double length, double rounding, double? radius = null)
    {
        if (NormalizedTotalVariation.Of(losses, length) is not { } t)
        {
            return default;
        }
        var parts = SliceParts.Of(losses, length, rounding, radius);
        var slice = new SliceVariation(t, parts?.RoundingBound);
        return slice.IsResolved ? slice with { Parts = parts } : slice;
    }
}
