using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An energy L(θ) = ∫ F(x, u, ∂u) of a function u(·; θ), whose Hessian splits into ∫ ∇∂u·A·∇∂u with A = ∂²F/∂(∂u)², the stiffness that the
/// derivatives of u meet, and the rest: what F bends in u itself, and what the model bends.</summary>
/// <remarks>The first part is that of Gauss and Newton (<see cref="IGaussNewton"/>) less what F bends in the values of u: the two are one where F
/// is linear in u, as for Poisson's equation. Semidefinite where F is convex in the derivatives. Conditions on the boundary stand in the rest.</remarks>
public interface IPrincipalPart
{
    /// <summary>∫ ∇∂u·A·∇∂u at θ, [P, P].</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="term">The place of one term in <see cref="IObjective.TermNames"/>, or null for the whole loss.</param>
    ILinearOperator PrincipalAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team);

    /// <summary>The rest of the Hessian at θ; both sum to it up to rounding.</summary>
    /// <inheritdoc cref="PrincipalAt"/>
    ILinearOperator BeyondPrincipalAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team);
}
