namespace Thalweg.Optimization.LineSearches;

/// <summary>What is known of φ(α) = L(θ + α d) at one α.</summary>
/// <param name="Step">α, in multiples of d.</param>
/// <param name="Value">φ(α).</param>
/// <param name="Slope">φ′(α) = ∇L(θ + α d) · d; NaN where the gradient was not asked for.</param>
public readonly record struct LineSample(double Step, double Value, double Slope)
{
    /// <summary>Whether value and slope are finite.</summary>
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
}
