using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>How the weights of terms or of points change in the course of a training: the immutable choice of a rule and its options.</summary>
/// <remarks>Weights multiply those that the loss states. Between two changes they are fast, and every optimizer goes on after one as it does
/// where points follow θ: with its memory, and what it knows of the loss evaluated anew. A rule that meets a number that is not finite, or
/// divides by zero, leaves its weights as they are.</remarks>
public abstract record Weighting
{
    private protected Weighting(long every) => Every = OptionRange.Count(every, nameof(every));

    /// <summary>Steps between two changes; the first is before the first step.</summary>
    public long Every { get; }

    /// <summary>The rule with its options, for reports and for refusing a state of another rule.</summary>
    public abstract string Description { get; }

    /// <summary>Whether every point has a weight of its own.</summary>
    public virtual bool IsByPoint => false;

    /// <summary>Whether the objective has what the rule needs of it, asked before a run begins.</summary>
    /// <exception cref="WeightingRefusedException">It lacks something.</exception>
    internal virtual void Check(IObjective objective)
    {
        if (objective.As<IWeightable>() is not { } weightable)
        {
            throw new WeightingRefusedException(
                $"'{objective.Name}' has no weights that could change while training; take a formulation whose loss is a sum over points (galerkin, ritz, mixed; not weak, rayleigh, conditions on integrals, or losses of data), or fixed weights"
            );
        }
        if (!IsByPoint && weightable.TermPoints.Count < 2)
        {
            throw new WeightingRefusedException(
                $"'{objective.Name}' has one term, whose weight changes nothing; take weights by point, or impose a condition by a penalty"
            );
        }
    }

    /// <summary>The loss with weights that a run of this rule ended with, which stay.</summary>
    /// <param name="stated">The objective with its stated weights.</param>
    /// <param name="factors"><see cref="Training.TrainingResult.Factors"/>.</param>
    /// <exception cref="WeightingRefusedException">The objective lacks something.</exception>
    /// <exception cref="ArgumentException">The factors are not those of this objective.</exception>
    /// <remarks>Cost: the terms are compiled once more for some rules. The same bits as the run's own loss.</remarks>
    public IObjective Frozen(IObjective stated, IReadOnlyList<double> factors)
    {
        ArgumentNullException.ThrowIfNull(stated);
        ArgumentNullException.ThrowIfNull(factors);
        Check(stated);
        return On(stated).Frozen([.. factors]);
    }

    /// <summary>The rule on an objective with its stated weights.</summary>
    internal abstract Weigher On(IObjective objective);

    private protected static void RequireResiduals(IObjective objective, string what)
    {
        if (objective.As<IResiduals>() is null)
        {
            throw new WeightingRefusedException(
                $"'{objective.Name}' is no sum of squares, and {what} weighs squares; take a formulation such as galerkin, or weights by gradients such as grad-norm"
            );
        }
    }
}
