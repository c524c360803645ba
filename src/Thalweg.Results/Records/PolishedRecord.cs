namespace Thalweg.Results.Records;

/// <summary>The roughness index at a point that was trained on from the centre until the Newton decrement was small.</summary>
/// <param name="PolishedRoughness">RI there, along the same raw directions.</param>
/// <param name="PolishedLower">Lower end of its 95 % interval.</param>
/// <param name="Oscillation">How much the slices go up and down.</param>
/// <param name="Minimiser">Whether it is a minimum.</param>
/// <param name="DecrementTolerance">Of the decrement; it was met where <paramref name="IsBottom"/> says so.</param>
/// <param name="Optimizer">What trained on.</param>
/// <param name="PolishSteps">Steps of it.</param>
/// <param name="Moved">‖θ − θ₀‖₂/‖θ₀‖₂.</param>
public sealed record PolishedRecord(
    double PolishedRoughness,
    double PolishedLower,
    double PolishedUpper,
    OscillationRecord Oscillation,
    MinimiserRecord Minimiser,
    double DecrementTolerance,
    bool IsBottom,
    string Optimizer,
    long PolishSteps,
    double Moved
);
