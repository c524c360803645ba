using System.Globalization;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>The augmented Lagrangian of the conditions c_n = 0 [LuLu2021]: L with μ Σ_n w_n c_n² + Σ_n λ_n w_n c_n in the place of its conditions;
/// from time to time λ_n ← λ_n + 2μ c_n, then μ ← min(growth μ, limit).</summary>
/// <remarks>It is computed as μ Σ_n w_n (c_n + λ_n/2μ)², which differs by a number that θ does not change, so that a sum of squares stays
/// one. μ multiplies the stated weights, from 1 on; λ is 0 before the first change, which is after <paramref name="Every"/> steps. Where
/// the minimisation between two changes goes far enough, conditions are met without a large μ. Cost: the residuals of the conditions per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Growth">Factor of μ at a change, 1 or more.</param>
/// <param name="Limit">Largest μ, 1 or more.</param>
public sealed record AugmentedLagrangian(long Every = 1000, double Growth = 2, double Limit = 1e4) : Weighting(Every)
{
    public double Growth { get; } = OneOrMore(Growth, nameof(Growth));

    public double Limit { get; } = OneOrMore(Limit, nameof(Limit));

    public override string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"augmented-lagrangian(every={Every}, growth={Growth}, limit={Limit})"
        );

    public override bool IsByPoint => true;

    internal override void Check(IObjective objective)
    {
        base.Check(objective);
        var weightable = objective.As<IWeightable>()!;
        if (objective.As<IAugmentable>() is null || weightable.EquationTerms == weightable.TermPoints.Count)
        {
            throw new WeightingRefusedException(
                $"'{objective.Name}' has no condition among its terms, which augmented-lagrangian gives multipliers; impose a condition by a penalty"
            );
        }
    }

    internal override Weigher On(IObjective objective) => new MultiplierWeigher(objective, this);

    private static double OneOrMore(double value, string name) =>
        value >= 1 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a finite number, 1 or more");
}
