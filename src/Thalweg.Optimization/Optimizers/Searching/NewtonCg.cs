using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>How exactly the Newton system is solved: until ‖Hd + ∇L‖ ≤ η ‖∇L‖.</summary>
public enum ForcingRule
{
    /// <summary>η = min(¼, 0.9 (‖∇L_k‖ / ‖∇L_{k−1}‖)²) [Eisenstat1996, choice 2].</summary>
    EisenstatWalker,

    /// <summary>η = min(½, √‖∇L‖) [Nocedal2006, Algorithm 7.1].</summary>
    Gradient,
}

/// <summary>
/// Truncated Newton: d solves H(θ) d = −∇L(θ) as far as conjugate gradients from 0 bring it before the residual is small, a direction
/// without positive curvature is met, or the inner iterations are spent [Dembo1983] [Nash2000] [Nocedal2006, Algorithm 7.1].
/// </summary>
/// <remarks>
/// <para>Where the curvature is not positive d is what was reached so far, at the first inner iteration the steepest direction; so d
/// always descends. Products come from the objective's own linearisation (<see cref="ILinearizable"/>), otherwise from central or
/// forward differences of gradients (<see cref="FiniteDifferenceHessian"/>). A curvature counts as positive above the error of the
/// product, relative to the largest ‖Hv‖/‖v‖ met; so rounding near the end stops the inner iterations instead of steering them.</para>
/// <para>Memory 5P numbers. Cost per inner iteration: one product, which is about two and a half gradients, or two with central differences, and 8P
/// operations. Few outer iterations: take it where a gradient is cheap beside a matrix, or P is too large for one. On losses as ill
/// conditioned as those of equations conjugate gradients need more products than a dense quasi-Newton method needs gradients.</para>
/// </remarks>
/// <param name="Inner">Inner iterations at most, 1 or more; never more than 2P.</param>
/// <param name="Differences">Of which gradients, where the objective has no products of its own.</param>
public sealed record NewtonCg(
    int Inner = 100,
    ForcingRule Forcing = ForcingRule.EisenstatWalker,
    FiniteDifference Differences = FiniteDifference.Central
) : IDescent
{
    public int Inner { get; } = OptionRange.Count(Inner, nameof(Inner));

    /// <inheritdoc/>
    /// <remarks>2 since losses of equations have exact products.</remarks>
    public int Algorithm => 2;

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"newton-cg(inner={Inner}, forcing={(Forcing == ForcingRule.Gradient ? "gradient" : "eisenstat-walker")}, differences={(Differences == FiniteDifference.Forward ? "forward" : "central")})"
        );

    public DescentState Begin(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return new NewtonCgState(objective, Differences);
    }

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(team);
        return ((NewtonCgState)state).Direct(this, point, direction, team);
    }

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
        ((NewtonCgState)state).Learn();
    }

    public void Forget(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ((NewtonCgState)state).Forget();
    }
}
