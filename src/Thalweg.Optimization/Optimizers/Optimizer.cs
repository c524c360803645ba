using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers;

/// <summary>What a phase of training changes θ with: the immutable choice of a method and its options.</summary>
/// <remarks><c>StepOptimizer</c> follows the gradient by a fixed rule, <c>SearchOptimizer</c> joins a descent with a
/// line search, <c>LeastSquaresOptimizer</c> solves for the residuals.</remarks>
public abstract record Optimizer
{
    private protected Optimizer() { }

    /// <summary>The optimizer with its options, for reports and for refusing a state of another optimizer.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the objective has what the optimizer needs of it, asked before a run begins.</summary>
    /// <exception cref="ArgumentException">It lacks something.</exception>
    internal abstract void Check(IObjective objective);

    /// <summary>A run from θ with an empty memory.</summary>
    internal abstract IOptimizerRun Begin(IObjective objective, ReadOnlySpan<double> parameters);

    /// <summary>The run that <see cref="IOptimizerRun.Write"/> saved.</summary>
    internal abstract IOptimizerRun Restore(IObjective objective, ReadOnlySpan<byte> bytes);
}
