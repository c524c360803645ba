namespace Thalweg.Results.Records;

/// <summary>One setting of a sweep over M, m or l, at one centre for one objective.</summary>
public sealed record SweepRow(
    int Directions,
    int Intervals,
    double Radius,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    double MeanTotalVariation,
    double StandardDeviation
);
