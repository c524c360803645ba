using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective L = Σ F(m(θ)) whose Hessian splits into what F bends and what the model m bends, Σ JᵀF″J + Σ F′ ∂²m/∂θ²
/// [Schraudolph2002].</summary>
/// <remarks>For a sum of squares m is the residual r, so that the first part is 2JᵀJ and the second 2 Σ r ∂²r/∂θ²; for an energy m holds
/// the values and derivatives of u that its density is a function of.</remarks>
public interface IGaussNewton
{
    /// <summary>JᵀF″J at θ; positive semidefinite where F is convex.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="term">The place of one term in <see cref="IObjective.TermNames"/>, or null for the whole loss.</param>
    ILinearOperator GaussNewtonAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team);

    /// <summary>The rest of the Hessian at θ; both sum to it up to rounding.</summary>
    /// <inheritdoc cref="GaussNewtonAt"/>
    ILinearOperator RemainderAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team);
}
