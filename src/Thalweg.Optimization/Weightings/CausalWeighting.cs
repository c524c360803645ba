using System.Globalization;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>Causal weights [Wang2024]: the points of the equation in M slices of equal time have
/// λ_k = exp(−ε Σ_{j&lt;k} L_j) with L_j the mean squared residual of slice j; conditions keep the weight 1.</summary>
/// <remarks>The mean takes the weights of the points; of several equations the means are summed. A slice without points counts 0. The loss
/// has to be a sum of squares over a domain with a time. Cost: the residuals per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Epsilon">ε above 0: the larger, the later does a slice begin to count.</param>
/// <param name="Slices">M, at least 2.</param>
public sealed record CausalWeighting(long Every = 1, double Epsilon = 1, int Slices = 32) : Weighting(Every)
{
    public double Epsilon { get; } = OptionRange.Positive(Epsilon, nameof(Epsilon));

    public int Slices { get; } =
        Slices >= 2
            ? Slices
            : throw new ArgumentOutOfRangeException(
                nameof(Slices),
                Slices,
                $"Slices is {Slices}; give a whole number, 2 or more"
            );

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"causal(every={Every}, epsilon={Epsilon}, slices={Slices})");

    public override bool IsByPoint => true;

    internal override void Check(IObjective objective)
    {
        base.Check(objective);
        RequireResiduals(objective, "causal");
        if (objective.As<IWeightable>()!.Times() is null)
        {
            throw new WeightingRefusedException(
                $"'{objective.Name}' has no time, and causal weighs points by theirs; take a problem with a time, or rba"
            );
        }
    }

    internal override Weigher On(IObjective objective) => new SliceWeigher(objective, this);
}
