namespace Thalweg.Landscapes.Slices;

/// <summary>Losses along a segment.</summary>
/// <param name="Samples">What every objective gave at t_i = i/(n − 1): arrays [1, n].</param>
/// <param name="Losses">How each curve goes, in the order of the objectives.</param>
/// <param name="Length">‖θ_b − θ_a‖₂.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record SegmentResult(
    SliceResult Samples,
    IReadOnlyList<SegmentLoss> Losses,
    double Length,
    long Evaluations
);

/// <summary>How one loss goes along a segment.</summary>
/// <param name="Start">φ(0).</param>
/// <param name="End">φ(1).</param>
/// <param name="HighestSample">The first of the highest samples.</param>
/// <param name="Highest">The highest point found on the curve, no lower than any sample.</param>
/// <param name="Barrier">Height above the higher end, at least 0.</param>
/// <param name="LargestRise">The largest rise of a sample above an earlier one; null where none is higher.</param>
/// <param name="LargestFall">The same seen from the other end.</param>
public sealed record SegmentLoss(
    string Label,
    double Start,
    double End,
    SegmentPoint HighestSample,
    SegmentPoint Highest,
    double Barrier,
    SegmentRise? LargestRise,
    SegmentRise? LargestFall
)
{
    /// <summary>True where no sample lies above an earlier one by more than rounding, and all are finite.</summary>
    public bool IsFalling => double.IsFinite(Highest.Loss) && LargestRise is not { IsResolved: true };

    /// <summary>True where it falls all the way, seen from one end or the other.</summary>
    public bool IsMonotone => IsFalling || (double.IsFinite(Highest.Loss) && LargestFall is not { IsResolved: true });
}

/// <summary>A point of the curve.</summary>
/// <param name="Loss">φ(t); ∞ where the value is not finite.</param>
public readonly record struct SegmentPoint(double T, double Loss);

/// <summary>A sample above an earlier one.</summary>
/// <param name="Rounding">The difference that rounding alone can make.</param>
public sealed record SegmentRise(SegmentPoint Foot, SegmentPoint Top, double Rounding)
{
    public double Height => Top.Loss - Foot.Loss;

    /// <summary>True where it is more than rounding.</summary>
    public bool IsResolved => Height > Rounding;
}
