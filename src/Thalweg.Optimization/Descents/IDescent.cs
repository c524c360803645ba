using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Descents;

/// <summary>
/// A descent: the immutable rule that turns gradients into directions. How far to go is a line search's choice; what it
/// remembers lives in a <see cref="DescentState"/>.
/// </summary>
public interface IDescent
{
    /// <summary>The descent with its options, for reports and for refusing a state of another descent, for example
    /// <c>lbfgs(memory=10, cosine=1E-10)</c>.</summary>
    string Description { get; }

    /// <summary>The empty memory for θ ∈ R^P.</summary>
    DescentState Begin(int parameterCount);

    /// <summary>Writes the direction d.</summary>
    /// <param name="gradient">∇L(θ), [P].</param>
    /// <param name="direction">[P], written.</param>
    /// <returns>True where d has a length of its own, so that α = 1 is the step to try first.</returns>
    bool Direct(double[] gradient, DescentState state, double[] direction, WorkerTeam team);

    /// <summary>Learns from a step that was taken.</summary>
    void Learn(in DescentStep step, DescentState state, WorkerTeam team);

    /// <summary>Forgets all, so that the next direction is the steepest one.</summary>
    void Forget(DescentState state);
}

/// <summary>A step that was taken.</summary>
/// <param name="Length">α.</param>
/// <param name="Slope">∇L(θ) · d before the step.</param>
/// <param name="Step">s = θ⁺ − θ, [P].</param>
/// <param name="Change">y = ∇L(θ⁺) − ∇L(θ), [P].</param>
/// <param name="Gradient">∇L(θ⁺), [P].</param>
/// <param name="Direction">d, [P].</param>
public readonly record struct DescentStep(
    double Length,
    double Slope,
    double[] Step,
    double[] Change,
    double[] Gradient,
    double[] Direction
);
