namespace Thalweg.Results.Records;

/// <summary>What a roughness index owes to single directions.</summary>
/// <param name="LowestWithoutOne">The lowest index without one of the directions.</param>
/// <param name="HighestWithoutOne">The highest.</param>
/// <param name="LargestShare">The largest share of one direction in the variance of T.</param>
/// <param name="LargestDirection">Which one that is, from 0.</param>
public sealed record InfluenceRecord(
    double LowestWithoutOne,
    double HighestWithoutOne,
    double LargestShare,
    int LargestDirection
);
