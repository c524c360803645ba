namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>What was measured after an iteration.</summary>
/// <param name="Iteration">Iterations done; 0 is the start.</param>
/// <param name="GradientNorm">‖∇L‖₂.</param>
/// <param name="Step">α of the iteration, in multiples of its direction; 0 at the start.</param>
/// <param name="StepNorm">‖s‖₂, the length of θ's move.</param>
/// <param name="ValueEvaluations">Values since the start, gradients not included.</param>
/// <param name="GradientEvaluations">Gradients since the start.</param>
public readonly record struct MinimizationRow(
    long Iteration,
    double Loss,
    double GradientNorm,
    double Step,
    double StepNorm,
    long ValueEvaluations,
    long GradientEvaluations
);
