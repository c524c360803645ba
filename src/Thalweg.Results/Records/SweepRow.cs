namespace Thalweg.Results.Records;

/// <summary>One setting of a sweep over M, m or l, at one centre for one objective.</summary>
/// <param name="NotResolvedSlices">Of the slices, those whose rounding bound is above 0.01; they are left out.</param>
/// <param name="Oscillation">How much the slices go up and down; null in records of earlier versions.</param>
public sealed record SweepRow(
    int Directions,
    int Intervals,
    double Radius,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    double MeanTotalVariation,
    double StandardDeviation,
    int NotResolvedSlices = 0,
    OscillationRecord? Oscillation = null
);
