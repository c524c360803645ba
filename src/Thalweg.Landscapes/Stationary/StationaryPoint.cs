namespace Thalweg.Landscapes.Stationary;

/// <summary>What a search for a stationary point came to.</summary>
public enum PointLabel
{
    /// <summary>The gradient is 0 to rounding, and the signs of all eigenvalues but explained zeros are beyond doubt.</summary>
    Regular,

    /// <summary>The gradient is 0, and eigenvalues that no symmetry explains are within their bounds: second derivatives do not tell the index.</summary>
    IndexUndecidable,

    /// <summary>The curvature grows without bound, or has no value, where the gradient is 0: no second derivative.</summary>
    NotDifferentiable,

    /// <summary>Gradient and curvature fade as θ moves out: no point, but the way to infinity.</summary>
    RunningToInfinity,

    /// <summary>The steps were spent before the gradient was 0.</summary>
    NotConverged,

    /// <summary>A loss, a gradient or a curvature was not a number on the way.</summary>
    NotFinite,
}

/// <summary>Labels in words.</summary>
public static class PointLabels
{
    /// <summary>The word in records and results.</summary>
    public static string Word(this PointLabel label) =>
        label switch
        {
            PointLabel.Regular => "regular",
            PointLabel.IndexUndecidable => "index undecidable",
            PointLabel.NotDifferentiable => "not differentiable enough",
            PointLabel.RunningToInfinity => "running to infinity",
            PointLabel.NotConverged => "not converged",
            _ => "not finite",
        };
}

/// <summary>A θ where a refinement ended, with what is known there.</summary>
/// <param name="Parameters">θ, [P].</param>
/// <param name="Value">L(θ).</param>
/// <param name="GradientNorm">‖∇L(θ)‖₂.</param>
/// <param name="NewtonStep">‖H⁻¹∇L‖₂ over the eigenvalues beyond their bounds.</param>
/// <param name="Eigenvalues">λ, [P], ascending; empty where a product was not finite.</param>
/// <param name="Bounds">[P]: how far from λ the eigenvalue at the stationary point may be: that of <see cref="Curvature.DenseSpectrum"/>, and twice what the
/// last step changed.</param>
/// <param name="ZeroModes">Eigenvalues within their bounds.</param>
/// <param name="ExplainedZeroModes">Those that motions of the whole explain.</param>
/// <param name="Steps">Steps of the refinement.</param>
public sealed record StationaryPoint(
    double[] Parameters,
    double Value,
    double GradientNorm,
    double NewtonStep,
    IReadOnlyList<double> Eigenvalues,
    IReadOnlyList<double> Bounds,
    int ZeroModes,
    int ExplainedZeroModes,
    PointLabel Label,
    int Steps
)
{
    public double[] Parameters { get; init; } = Parameters ?? throw new ArgumentNullException(nameof(Parameters));

    public IReadOnlyList<double> Eigenvalues { get; init; } =
        Eigenvalues ?? throw new ArgumentNullException(nameof(Eigenvalues));

    public IReadOnlyList<double> Bounds { get; init; } = Bounds ?? throw new ArgumentNullException(nameof(Bounds));

    /// <summary>Eigenvalues below their bounds: the index where <see cref="IsRegular"/>, no more than it elsewhere.</summary>
    public int Index => Enumerable.Range(0, Eigenvalues.Count).Count(i => Eigenvalues[i] < -Bounds[i]);

    /// <summary>The negative eigenvalues beyond their bounds, ascending.</summary>
    public IReadOnlyList<double> NegativeEigenvalues => [.. Eigenvalues.Take(Index)];

    /// <summary>Whether gradient and index are beyond doubt.</summary>
    public bool IsRegular => Label == PointLabel.Regular;

    /// <summary>Whether it is a place at all, whatever is known of its index.</summary>
    public bool IsPlace => Label is PointLabel.Regular or PointLabel.IndexUndecidable;
}
