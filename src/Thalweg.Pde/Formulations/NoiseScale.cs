namespace Thalweg.Pde.Formulations;

/// <summary>What makes the loss of measured values a likelihood: L/<paramref name="Scale"/> is −2 log of it, up to a constant.</summary>
/// <param name="Scale">σ²/n with n such that L is χ²/n for σ = 1; null where there is none.</param>
/// <param name="Degrees">Of freedom of σ² where it is estimated by the misfit; null where deviations of the values are known.</param>
/// <param name="Reason">Why there is none; null where there is.</param>
public sealed record NoiseScale(double? Scale, double? Degrees, string? Reason);
