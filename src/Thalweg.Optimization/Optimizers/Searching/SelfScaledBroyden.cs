using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// Self-scaled Broyden ("SSBroyden"): a member φ of Broyden's class and a scaling τ that both follow the curvature of the step
/// [AlBaali1998] [Urban2025, Eqs. 13–23] [Kiyani2025].
/// </summary>
/// <remarks>
/// With b = sᵀBs/yᵀs, h = yᵀHy/yᵀs, a = bh − 1 and c = √(a/(1 + a)): ρ⁻ = min(1, h(1 − c)), θ⁻ = (ρ⁻ − 1)/a, θ⁺ = 1/ρ⁻,
/// θ = max(θ⁻, min(θ⁺, (1 − b)/b)), σ = 1 + aθ, ρ = min(1, 1/b), and τ = min(ρ σ^(1/(1−P)), σ) for θ ≤ 0, else
/// ρ min(σ^(1/(1−P)), 1/θ); φ = (1 − θ)/σ. The first update takes τ = h/σ. Memory and cost as <see cref="Bfgs"/>.
/// </remarks>
/// <param name="LeastCosine">A pair is left out unless yᵀs &gt; LeastCosine · ‖y‖ ‖s‖.</param>
public sealed record SelfScaledBroyden(double LeastCosine = 1e-10) : IDescent
{
    private static readonly DenseInverse.Rule Scaling = Choose;

    public double LeastCosine { get; } = OptionRange.BelowOne(LeastCosine, nameof(LeastCosine));

    public string Description =>
        string.Create(CultureInfo.InvariantCulture, $"self-scaled-broyden(cosine={LeastCosine})");

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

    internal static (double Phi, double Tau) Choose(double b, double h, int size, bool first)
    {
        // a ≥ 0 by Cauchy and Schwarz; where s and Hy are parallel up to rounding, all members are one.
        var a = (b * h) - 1;
        var theta = a > 0 ? Theta(a, b, h) : 0;
        var sigma = 1 + (Math.Max(a, 0) * theta);
        var phi = (1 - theta) / sigma;
        if (first)
        {
            return (phi, h / sigma);
        }
        var ratio = Math.Min(1, 1 / b);
        var root = size > 1 ? Elementary.Exp(Elementary.Log(sigma) / (1 - size)) : 1;
        var tau = theta <= 0 ? Math.Min(ratio * root, sigma) : ratio * Math.Min(root, 1 / theta);
        return (phi, tau);
    }

    private static double Theta(double a, double b, double h)
    {
        var c = Math.Sqrt(a / (1 + a));
        var least = Math.Min(1, h * (1 - c));
        return Math.Max((least - 1) / a, Math.Min(1 / least, (1 - b) / b));
    }
}
