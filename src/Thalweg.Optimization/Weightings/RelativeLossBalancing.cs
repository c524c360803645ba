using System.Globalization;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>Relative loss balancing with random look-back, ReLoBRaLo [Bischof2021]: with
/// λ̂_i(t, t′) = m softmax_i(L_i(t) / (T L_i(t′))) over the m terms,
/// λ(t) = α (ρ λ(t−1) + (1 − ρ) λ̂(t, 0)) + (1 − α) λ̂(t, t−1), where ρ is 1 with the probability <paramref name="Lookback"/>, else 0.</summary>
/// <remarks>The weights sum to m up to rounding. t counts changes; losses have their stated weights. The loss has to be a sum of squares.
/// Cost: one value per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Memory">α in [0, 1): the share of earlier weights.</param>
/// <param name="Temperature">T above 0; the larger, the more alike are the weights.</param>
/// <param name="Lookback">Probability that ρ is 1, in [0, 1].</param>
/// <param name="Seed">Of ρ.</param>
public sealed record RelativeLossBalancing(
    long Every = 1,
    double Memory = 0.999,
    double Temperature = 1,
    double Lookback = 0.999,
    ulong Seed = 0
) : Weighting(Every)
{
    public double Memory { get; } = OptionRange.BelowOne(Memory, nameof(Memory));

    public double Temperature { get; } = OptionRange.Positive(Temperature, nameof(Temperature));

    public double Lookback { get; } =
        Lookback is >= 0 and <= 1
            ? Lookback
            : throw new ArgumentOutOfRangeException(
                nameof(Lookback),
                Lookback,
                $"Lookback is {Lookback}; give a number in [0, 1]"
            );

    public override string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"relobralo(every={Every}, memory={Memory}, temperature={Temperature}, lookback={Lookback}, seed={Seed})"
        );

    internal override void Check(IObjective objective)
    {
        base.Check(objective);
        RequireResiduals(objective, "relobralo");
    }

    internal override Weigher On(IObjective objective) => new LossWeigher(objective, this);
}
