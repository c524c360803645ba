using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective with exact second derivatives.</summary>
public interface ILinearizable
{
    /// <summary>The Hessian at θ with the primal computation cached.</summary>
    /// <param name="parameters">θ, [P].</param>
    ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team);
}
