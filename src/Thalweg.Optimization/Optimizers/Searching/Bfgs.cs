using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>BFGS with the dense inverse: d = −H ∇L, H⁺ = (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ, ρ = 1/yᵀs [Nocedal2006, §6.1].</summary>
/// <remarks>Memory 8 P² bytes; 8 P² operations per iteration in two passes over H. A pair without positive curvature is left
/// out.</remarks>
/// <param name="Scaled">Whether the identity becomes (yᵀs / yᵀy) I before the first update [Nocedal2006, Eq. 6.20].</param>
/// <param name="LeastCosine">A pair is left out unless yᵀs &gt; LeastCosine · ‖y‖ ‖s‖.</param>
public sealed record Bfgs(bool Scaled = true, double LeastCosine = 1e-10) : IDescent
{
    private static readonly DenseInverse.Rule FromScaled = (_, h, _, first) => (1, first ? h : 1);
    private static readonly DenseInverse.Rule Plain = (_, _, _, _) => (1, 1);

    public double LeastCosine { get; } = OptionRange.BelowOne(LeastCosine, nameof(LeastCosine));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"bfgs(scaled={(Scaled ? "true" : "false")}, cosine={LeastCosine})"
        );

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
        ((DenseInverse)state).Learn(step, LeastCosine, Scaled ? FromScaled : Plain, team);
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
