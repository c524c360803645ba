using Thalweg.Optimization;

namespace Thalweg.Landscapes.Likelihood;

/// <summary>A point of a profile: the loss minimised over all parameters but one.</summary>
/// <param name="Value">c, what that one is held at; at the first point of a profile it is trained too.</param>
/// <param name="Loss">L there.</param>
/// <param name="GradientNorm">‖∂L‖₂ by the parameters that were trained.</param>
/// <param name="Steps">Of the optimizer.</param>
/// <param name="Stop">Why it ended.</param>
/// <param name="IsConverged">Whether it came to rest: it stopped by itself, or because a tenth of its steps lowered the loss by less than a
/// thousandth of the scale of the likelihood.</param>
/// <param name="Parameters">θ with c, [P].</param>
public sealed record ProfilePoint(
    double Value,
    double Loss,
    double GradientNorm,
    long Steps,
    StopReason Stop,
    bool IsConverged,
    double[] Parameters
)
{
    public double[] Parameters { get; init; } = Parameters ?? throw new ArgumentNullException(nameof(Parameters));
}
