using Thalweg.Numerics.Objectives;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>An objective to hold against its own values.</summary>
/// <param name="Create">Makes the objective.</param>
/// <param name="Point">θ, [P], at which it is looked at.</param>
internal sealed record ConformanceCase(Func<IObjective> Create, double[] Point)
{
    /// <summary>The relative rounding of a value.</summary>
    public double Rounding { get; init; } = 1e-15;

    /// <summary>The relative rounding of residuals, rows and products, which may be more precise than values.</summary>
    public double CapabilityRounding { get; init; } = 1e-15;

    /// <summary>Shortens the steps of the differences, for a function that bends within a thousandth of the size of θ.</summary>
    public double StepFactor { get; init; } = 1.0;

    /// <summary>Parameters in which the model is linear, so that the second variation is the Hessian there; none where nobody knows.</summary>
    public IReadOnlyList<int> Linear { get; init; } = [];

    public override string ToString() => $"[{Point.Length}]";
}
