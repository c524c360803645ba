using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>d = −∇L(θ). Cost: O(P).</summary>
/// <remarks>With exact searches on a quadratic of condition κ, the loss falls by ((κ − 1)/(κ + 1))² per iteration at worst
/// [Nocedal2006, Theorem 3.3].</remarks>
public sealed record SteepestDescent : IDescent
{
    public string Description => "steepest()";

    public DescentState Begin(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return new EmptyState(objective.ParameterCount);
    }

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(team);
        Vectors.Scale(-1, point.Gradient, direction);
        return new(HasLength: false);
    }

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
    }

    public Preconditioner? PreconditionerOf(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return IdentityPreconditioner.Instance;
    }

    public void Forget(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
    }
}
