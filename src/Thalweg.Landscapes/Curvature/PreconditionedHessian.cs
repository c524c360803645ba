using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The Hessian that an optimizer sees: Cᵀ(H + λI)C with CCᵀ = B⁻¹, which has the eigenvalues of B⁻¹(H + λI).</summary>
/// <remarks>B is what the optimizer divides gradients by: of Adam and RMSProp the root of the second moment, of L-BFGS its pairs, of BFGS and the self-scaled
/// methods their dense inverse, of Levenberg–Marquardt and the natural gradient the damped Gauss–Newton matrix. Bounds of eigenvalues are those of
/// the operator as it is formed: what rounding does to B they do not hold.</remarks>
public static class PreconditionedHessian
{
    /// <summary>The operator. Cost: the root of B, then products with H and C.</summary>
    /// <param name="hessian">H at θ.</param>
    /// <param name="view">Of the optimizer that stands at θ.</param>
    /// <param name="objective">What it descends on.</param>
    /// <param name="parameters">θ, [P].</param>
    /// <returns>Null where the optimizer has no B, or B is not positive definite up to rounding.</returns>
    public static HessianProducts? Of(
        HessianProducts hessian,
        OptimizerView view,
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(hessian);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        if (view.Preconditioner is not { } preconditioner)
        {
            return null;
        }
        var root = preconditioner.IsIdentity ? null : preconditioner.Root(objective, parameters, team);
        return root is null && !preconditioner.IsIdentity
            ? null
            : new HessianProducts(Seen(hessian.Operator), hessian.Coarser is { } coarser ? Seen(coarser) : null);

        ILinearOperator Seen(ILinearOperator inner)
        {
            var shifted = view.Decay == 0 ? inner : new ShiftedOperator(inner, view.Decay);
            return root is null ? shifted : new CongruentOperator(shifted, root);
        }
    }
}
