namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>One step that was tried.</summary>
/// <param name="Iteration">Steps tried before.</param>
/// <param name="Loss">L at the parameters it started from.</param>
/// <param name="GradientNorm">‖∇L‖₂ there.</param>
/// <param name="Damping">μ.</param>
/// <param name="StepNorm">‖h‖₂.</param>
/// <param name="GainRatio">Decrease of L over the decrease that the linearised residuals promise; at most 0 for a step that was refused.</param>
public readonly record struct LeastSquaresRow(
    long Iteration,
    double Loss,
    double GradientNorm,
    double Damping,
    double StepNorm,
    double GainRatio
);

/// <summary>The end of a run.</summary>
/// <param name="Parameters">θ with the lowest loss, [P].</param>
/// <param name="Message">The stop reason in words, with its figures.</param>
/// <param name="Iterations">Steps tried.</param>
/// <param name="Accepted">Steps taken.</param>
/// <param name="ValueEvaluations">Losses alone, and vectors of residuals without their Jacobian.</param>
/// <param name="JacobianEvaluations">Whole Jacobians, each with a vector of residuals.</param>
public sealed record LeastSquaresResult(
    StopReason Stop,
    string Message,
    double[] Parameters,
    double Loss,
    double GradientNorm,
    double Damping,
    long Iterations,
    long Accepted,
    long ValueEvaluations,
    long GradientEvaluations,
    long JacobianEvaluations,
    IReadOnlyList<LeastSquaresRow> History
);
