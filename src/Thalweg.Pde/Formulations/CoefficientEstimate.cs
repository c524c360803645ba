namespace Thalweg.Pde.Formulations;

/// <summary>A number that was learned.</summary>
/// <param name="Name">As the equations write it.</param>
/// <param name="Value">What it came to.</param>
/// <param name="Deviation">Its standard deviation by the curvature of the loss, the fields adapting themselves; null where there is none.</param>
/// <param name="Reason">Why there is none; null where there is.</param>
/// <param name="Known">What it is in the reference, where that says so.</param>
public sealed record CoefficientEstimate(string Name, double Value, double? Deviation, string? Reason, double? Known)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>Half of a 95 % interval in deviations.</summary>
    public const double Quantile = 1.959963984540054;
}
