namespace Thalweg.Optimization.Weightings;

/// <summary>A weighting that cannot be had with an objective, or with the other options of a training.</summary>
public sealed class WeightingRefusedException(string message) : ArgumentException(message);
