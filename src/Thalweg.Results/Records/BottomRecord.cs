namespace Thalweg.Results.Records;

/// <summary>The roughness index of slices that are centred at their vertices.</summary>
/// <param name="BottomRoughness">RI; the offset is gone from it.</param>
/// <param name="BottomLower">Lower end of its 95 % interval.</param>
/// <param name="BottomSlices">Slices that have a vertex.</param>
/// <param name="Oscillation">How much they go up and down.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record BottomRecord(
    double BottomRoughness,
    double BottomLower,
    double BottomUpper,
    int BottomSlices,
    OscillationRecord Oscillation,
    long Evaluations
);
