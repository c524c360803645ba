using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers;

/// <summary>What a phase of training changes θ with: the immutable choice of a method and its options.</summary>
/// <remarks><c>StepOptimizer</c> follows the gradient by a fixed rule, <c>SearchOptimizer</c> joins a descent with a line search,
/// <c>LeastSquaresOptimizer</c> solves for the residuals. What they share, the loop over their steps, is the trainer's.</remarks>
public abstract record Optimizer
{
    private protected Optimizer() { }

    /// <summary>The optimizer with its options, for reports and for refusing a state of another optimizer.</summary>
    public abstract string Description { get; }

    /// <summary>Raised where the same options come to other results than before; part of what names a result where it is above 1.</summary>
    public virtual int Algorithm => 1;

    /// <summary>The same where the loss is not known to be computed in double precision.</summary>
    public virtual int AlgorithmBelowDouble => Algorithm;

    /// <summary>Stops once ‖∇L‖₂ is at most this, 0 or more; null never looks.</summary>
    public double? GradientTolerance
    {
        get;
        init => field = value is { } given ? OptionRange.NotNegative(given, nameof(GradientTolerance)) : null;
    }

    /// <summary>Stops once a step s that moves θ has ‖s‖₂ ≤ this · (‖θ‖₂ + this); 0 never stops for it.</summary>
    public double StepTolerance
    {
        get;
        init => field = OptionRange.NotNegative(value, nameof(StepTolerance));
    }

    /// <summary>Losses that a step usually takes beside its gradient, for estimates.</summary>
    public virtual int ValuesPerStep => 0;

    /// <summary>The memory that a run takes beside the objective, without making it.</summary>
    /// <param name="parameters">P.</param>
    /// <param name="rows">Residuals of the loss, or rows of its second variation; looked at by what factorises them.</param>
    public abstract OptimizerMemory MemoryFor(int parameters, long rows);

    /// <summary>The same for θ made of tensors, for optimizers that keep matrices of their shapes.</summary>
    /// <param name="rows">Residuals of the loss, or rows of its second variation; looked at by what factorises them.</param>
    public virtual OptimizerMemory MemoryFor(ParameterLayout layout, long rows)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return MemoryFor(layout.Count, rows);
    }

    /// <summary>Whether the objective has what the optimizer needs of it, asked before a run begins.</summary>
    /// <exception cref="ArgumentException">It lacks something.</exception>
    internal abstract void Check(IObjective objective);

    /// <summary>A run with an empty memory.</summary>
    internal abstract IOptimizerRun Begin(IObjective objective);
}
