using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// Self-scaled BFGS: H is divided by τ = min(1, yᵀs / sᵀBs) before every update, B = H⁻¹ [AlBaali1998]
/// [Urban2025, Eq. 11].
/// </summary>
/// <remarks>Where the curvature along the step turns out smaller than B says, all of B shrinks with it, so that large eigenvalues from
/// early on do not have to be corrected one by one. sᵀBs = −α s·∇L costs nothing. Memory and cost as <see cref="Bfgs"/>.</remarks>
/// <param name="LeastCosine">A pair is left out unless yᵀs &gt; LeastCosine · ‖y‖ ‖s‖.</param>
public sealed record SelfScaledBfgs(double LeastCosine = 1e-10) : IDescent
{
    private static readonly DenseInverse.Rule Scaling = (b, h, _, first) => (1, first ? h : Math.Min(1, 1 / b));

    public double LeastCosine { get; } = OptionRange.BelowOne(LeastCosine, nameof(LeastCosine));

    public string Description => string.Create(CultureInfo.InvariantCulture, $"self-scaled-bfgs(cosine={LeastCosine})");

    public OptimizerMemory MemoryFor(int parameters, long rows) => OptimizerMemory.Square(parameters);

    public DescentState Begin(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return new DenseInverse(objective.ParameterCount);
    }

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(team);
        return new(((DenseInverse)state).Direct(point.Gradient, direction));
    }

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
        ((DenseInverse)state).Learn(step, LeastCosine, Scaling, team);
    }

    public Preconditioner? PreconditionerOf(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return ((DenseInverse)state).Preconditioner;
    }

    public void Forget(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ((DenseInverse)state).Forget();
    }
}
