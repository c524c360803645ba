namespace Thalweg.Results.Records;

/// <summary>The half-width up to which at most one slice in twenty oscillates.</summary>
/// <param name="ValleyRadius">l₅; ∞ where no more oscillate up to <paramref name="LargestRadius"/>.</param>
/// <param name="ValleyRadiusLower">Lower end of its 95 % interval from order statistics.</param>
/// <param name="LargestRadius">The largest half-width that was looked at.</param>
/// <param name="CriticalRadii">By direction the smallest l whose slice oscillates; ∞ without one, NaN where a loss is not finite before.</param>
/// <param name="UnsettledRadii">Directions whose radius still changed at the finest step.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record ValleyRadiusRecord(
    double ValleyRadius,
    double ValleyRadiusLower,
    double ValleyRadiusUpper,
    double LargestRadius,
    IReadOnlyList<double> CriticalRadii,
    int UnsettledRadii,
    long Evaluations
);
