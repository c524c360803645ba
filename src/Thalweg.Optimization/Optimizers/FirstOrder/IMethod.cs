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

    /// <summary>Moves θ in place by one step and updates the memory. Cost: O(P), no allocation.</summary>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="parameters">[P], changed.</param>
    /// <param name="gradient">[P], ∇L at <paramref name="parameters"/>.</param>
    void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state);
}
