using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>A rule that looks at the gradients of the terms. Cost of a change: one gradient.</summary>
/// <param name="rule">Gets the gradients with the stated weights, [T, P], and writes λ̂.</param>
internal sealed class GradientWeigher(IObjective objective, double rate, GradientRule rule)
    : RatioWeigher(objective, rate)
{
    private readonly ITermGradients terms = objective.As<ITermGradients>()!;
    private readonly double[] gradients = new double[objective.TermNames.Count * objective.ParameterCount];
    private readonly double[] losses = new double[objective.TermNames.Count];

    protected override Evaluations Ratios(
        ReadOnlySpan<double> weights,
        ReadOnlyMemory<double> parameters,
        Span<double> target,
        WorkerTeam team
    )
    {
        terms.TermGradients(parameters, gradients, losses, team);
        rule(weights, gradients, target);
        return new Evaluations(1, 0, 0);
    }
}

/// <param name="weights">λ so far, [T].</param>
/// <param name="gradients">∇L_t, [T, P].</param>
/// <param name="ratios">λ̂, [T], written.</param>
internal delegate void GradientRule(ReadOnlySpan<double> weights, ReadOnlySpan<double> gradients, Span<double> ratios);
