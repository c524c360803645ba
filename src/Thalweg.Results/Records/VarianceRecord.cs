namespace Thalweg.Results.Records;

/// <summary>What the total variation of slices varies by between directions, as shares of its variance; they sum to 1, and one may be negative.</summary>
/// <param name="Offset">Of the vertices of the slices.</param>
/// <param name="Asymmetry">Of the rest of their valley parts.</param>
/// <param name="Oscillation">Of their oscillation.</param>
/// <param name="TwinSlices">Slices that the shares are of: those with a parabola twin.</param>
public sealed record VarianceRecord(double Offset, double Asymmetry, double Oscillation, int TwinSlices);
