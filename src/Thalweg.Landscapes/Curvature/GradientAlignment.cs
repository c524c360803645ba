using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Whether the gradients of the terms of a loss point the same way: 2 ‖mean of unit gradients‖² − 1 [Wang2025].</summary>
/// <param name="Score">1 where all agree, the cosine where there are two, −1 where they cancel; NaN where fewer than two are neither 0 nor beyond
/// the finite numbers.</param>
/// <param name="Norms">‖∇L_t‖₂, [T].</param>
public sealed record GradientAlignment(double Score, IReadOnlyList<double> Norms)
{
    public IReadOnlyList<double> Norms { get; init; } = Norms ?? throw new ArgumentNullException(nameof(Norms));

    /// <summary>At one θ; null where the loss does not have two terms with gradients of their own. Cost: one gradient of each term.</summary>
    /// <param name="parameters">θ, [P], finite.</param>
    public static GradientAlignment? At(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        Centre.Check(objective, parameters.Span, nameof(parameters));
        var (n, terms) = (objective.ParameterCount, objective.TermNames.Count);
        if (terms < 2 || objective.As<ITermGradients>() is not { } split)
        {
            return null;
        }
        var gradients = new double[terms * n];
        split.TermGradients(parameters, gradients, new double[terms], team);
        var (norms, mean, used) = (new double[terms], new double[n], 0);
        for (var t = 0; t < terms; t++)
        {
            var gradient = gradients.AsSpan(t * n, n);
            norms[t] = OrderedSums.ScaledNorm(gradient);
            if (norms[t] > 0 && double.IsFinite(norms[t]))
            {
                Vectors.Combine(mean, 1 / norms[t], gradient, mean);
                used++;
            }
        }
        var length = OrderedSums.ScaledNorm(mean) / used;
        return new GradientAlignment(used < 2 ? double.NaN : (2 * length * length) - 1, norms);
    }
}
