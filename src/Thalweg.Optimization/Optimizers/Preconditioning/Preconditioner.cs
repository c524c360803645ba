using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Preconditioning;

/// <summary>The matrix B that an optimizer divides gradients by at one θ: its steps are gradient descent in coordinates where the Hessian is
/// B^(−1/2) H B^(−1/2).</summary>
public abstract class Preconditioner
{
    private protected Preconditioner() { }

    /// <summary>What it is from, in a few words for records.</summary>
    public abstract string Word { get; }

    /// <summary>Whether B = I, so that the Hessian itself is what the optimizer sees.</summary>
    public virtual bool IsIdentity => false;

    /// <summary>C with CCᵀ = B⁻¹. Cost: nothing for a diagonal, 4m²P operations for m pairs, P³/3 for a dense matrix.</summary>
    /// <param name="objective">What is descended on.</param>
    /// <param name="parameters">θ, [P], where the optimizer stands.</param>
    /// <returns>Null where B is not positive definite up to rounding, or too large for a matrix.</returns>
    public abstract ILinearOperator? Root(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team);
}
