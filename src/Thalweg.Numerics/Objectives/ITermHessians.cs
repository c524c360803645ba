using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective with exact second derivatives of each term apart.</summary>
public interface ITermHessians
{
    /// <summary>∇²L_t(θ) with the primal computation cached; those of all terms sum to the Hessian of the loss.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="term">t, its place in <see cref="IObjective.TermNames"/>.</param>
    ILinearOperator TermHessianAt(ReadOnlyMemory<double> parameters, int term, WorkerTeam team);
}
