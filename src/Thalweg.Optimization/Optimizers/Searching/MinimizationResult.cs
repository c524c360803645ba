namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The end of a minimization.</summary>
/// <param name="Parameters">θ with the lowest loss; among losses equal up to rounding, with the smallest gradient, [P].</param>
/// <param name="Loss">L there.</param>
/// <param name="GradientNorm">‖∇L‖₂ there.</param>
/// <param name="LastGradientNorm">‖∇L‖₂ after the last iteration.</param>
/// <param name="Message">The stop reason in words, with its figures.</param>
public sealed record MinimizationResult(
    StopReason Stop,
    string Message,
    double[] Parameters,
    double Loss,
    double GradientNorm,
    double LastGradientNorm,
    long Iterations,
    long ValueEvaluations,
    long GradientEvaluations,
    long Restarts,
    IReadOnlyList<MinimizationRow> History
);
