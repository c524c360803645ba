using Thalweg.Landscapes.Slices;
using Thalweg.Optimization;

namespace Thalweg.Landscapes.Paths;

/// <summary>A path between two parameter vectors, and how losses go along it.</summary>
/// <param name="T">Where it was sampled, ascending from 0 to 1, [n].</param>
/// <param name="Losses">How each loss goes, in the order of the objectives; the path was sought with the first.</param>
/// <param name="Length">∫ ‖w′‖ dt.</param>
/// <param name="Objective">The sum that was minimised, at this path; null where none was.</param>
/// <param name="GradientNorm">‖∇‖₂ of that sum by the coefficients; of a band the largest norm of a force on an image; null of a straight line.</param>
/// <param name="Steps">Steps of the search.</param>
/// <param name="Evaluations">Of the losses, with those along the path that was found.</param>
/// <param name="Stop">Why the search ended; null where none was made.</param>
/// <param name="Message">The stop reason in words.</param>
public sealed record PathResult(
    PathCurve Curve,
    IReadOnlyList<double> T,
    IReadOnlyList<PathLoss> Losses,
    double Length,
    double? Objective,
    double? GradientNorm,
    long Steps,
    Evaluations Evaluations,
    StopReason? Stop,
    string? Message
);

/// <summary>How one loss goes along a path. What is not finite counts as infinitely high.</summary>
/// <param name="Losses">f(w(t)), [n].</param>
/// <param name="GradientNorms">‖∇f(w(t))‖₂, [n].</param>
/// <param name="Curve">The samples and three values between each two.</param>
/// <param name="PointHeight">The first of the highest samples.</param>
/// <param name="Height">The highest point found on the curve, no lower than any sample.</param>
/// <param name="Barrier">Height above the higher end, at least 0.</param>
/// <param name="LargestRise">The most that a sample lies above an earlier one; null where none does.</param>
/// <param name="LargestFall">The most that a sample lies below an earlier one, as a rise seen from the other end; null where none does.</param>
public sealed record PathLoss(
    string Label,
    IReadOnlyList<double> Losses,
    IReadOnlyList<double> GradientNorms,
    IReadOnlyList<SegmentPoint> Curve,
    SegmentPoint PointHeight,
    SegmentPoint Height,
    double Barrier,
    SegmentRise? LargestRise,
    SegmentRise? LargestFall
)
{
    /// <summary>True where the samples only fall or only rise, to rounding, and all are finite.</summary>
    public bool IsMonotone =>
        double.IsFinite(Height.Loss)
        && (LargestRise is not { IsResolved: true } || LargestFall is not { IsResolved: true });
}
