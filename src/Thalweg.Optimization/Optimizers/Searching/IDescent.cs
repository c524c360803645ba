using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// A descent: the immutable rule that turns what is known at θ into a direction. How far to go is a line search's choice; what it
/// remembers lives in a <see cref="DescentState"/>.
/// </summary>
public interface IDescent
{
    /// <summary>The descent with its options, for reports and for refusing a state of another descent, for example
    /// <c>lbfgs(memory=10, cosine=1E-10)</c>.</summary>
    string Description { get; }

    /// <summary>Raised where the same options come to other results than before; part of what names a result where it is above 1.</summary>
    int Algorithm => 1;

    /// <summary>The memory that it takes, without an objective: a few vectors unless it keeps more.</summary>
    /// <param name="parameters">P.</param>
    /// <param name="rows">Rows of the second variation.</param>
    OptimizerMemory MemoryFor(int parameters, long rows) => OptimizerMemory.Vectors(4, parameters);

    /// <summary>The empty memory for an objective.</summary>
    /// <exception cref="ArgumentException">The objective lacks what the descent needs of it.</exception>
    DescentState Begin(IObjective objective);

    /// <summary>Writes the direction d. Asked again at the same point without a step in between, it writes the same.</summary>
    /// <param name="direction">[P], written.</param>
    DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team);

    /// <summary>Learns from a step that was taken.</summary>
    void Learn(in DescentStep step, DescentState state, WorkerTeam team);

    /// <summary>B of the next direction −B⁻¹∇L, for as long as the state is not changed; null where directions are not of that form.</summary>
    Preconditioner? PreconditionerOf(DescentState state) => null;

    /// <summary>Forgets all, so that the next direction is the steepest one.</summary>
    void Forget(DescentState state);
}

/// <summary>A step that was taken.</summary>
/// <param name="Length">α.</param>
/// <param name="Slope">φ′(0) = ∇L(θ) · d.</param>
/// <param name="EndSlope">φ′(α), along the arc where d has a bend.</param>
/// <param name="Step">s = θ⁺ − θ, [P].</param>
/// <param name="Change">y = ∇L(θ⁺) − ∇L(θ), [P].</param>
/// <param name="Gradient">∇L(θ⁺), [P].</param>
/// <param name="Direction">d, [P].</param>
public readonly record struct DescentStep(
    double Length,
    double Slope,
    double EndSlope,
    double[] Step,
    double[] Change,
    double[] Gradient,
    double[] Direction
);
