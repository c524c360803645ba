using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>
/// A first-order method: the immutable rule for one step. What it remembers between steps lives in a
/// <see cref="MethodState"/>, so that a run can be saved and continued.
/// </summary>
public interface IMethod
{
    /// <summary>The method with its options, for reports and for refusing a state of another method, for example
    /// <c>adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1E-08, decay=0)</c>.</summary>
    string Description { get; }

    /// <summary>Base learning rate; a schedule multiplies it.</summary>
    double Rate { get; }

    /// <summary>The empty memory for θ ∈ R^P.</summary>
    MethodState Begin(int parameterCount);

    /// <summary>The empty memory for θ made of tensors; the same as for a vector where the method does not look at shapes.</summary>
    MethodState Begin(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Begin(layout.Count);
    }

    /// <summary>What the state takes beside a few vectors of P numbers, without making it.</summary>
    OptimizerMemory MemoryBeside(ParameterLayout layout) => default;

    /// <summary>Moves θ in place by one step and updates the memory. Cost: O(P), no allocation.</summary>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="parameters">[P], changed.</param>
    /// <param name="gradient">[P], ∇L at <paramref name="parameters"/>.</param>
    void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state);

    /// <summary>What the next step divides the gradient by; null where the method is not gradient descent in scaled coordinates.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="gradient">∇L(θ), [P].</param>
    /// <param name="state">Before that step; not changed.</param>
    Preconditioner? PreconditionerAt(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state
    ) => null;

    /// <summary>On a quadratic steps grow without bound along eigenvectors of the preconditioned Hessian with a larger eigenvalue; null where no
    /// such number is known.</summary>
    /// <param name="rate">Learning rate.</param>
    double? LargestStable(double rate) => null;

    /// <summary>λ where the gradient becomes g + λθ.</summary>
    double GradientDecay => 0;
}
