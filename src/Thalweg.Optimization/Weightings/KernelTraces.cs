using System.Globalization;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>Weights by the neural tangent kernel [WangYuPerdikaris2022]: λ̂_i = Σ_j tr K_jj / tr K_ii with K_ii = J_i J_iᵀ of the weighted
/// residuals √w_n r_n of term i, so that tr K_ii is half the trace of the term's Gauss–Newton block; λ ← (1 − rate) λ + rate λ̂.</summary>
/// <remarks>The traces are exact; with the weights of an integral they have a limit as points grow more. The loss has to be a sum of
/// squares. Cost: one Jacobian per change, of which a portion of rows is kept at a time.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Rate">Share of λ̂, in (0, 1].</param>
public sealed record KernelTraces(long Every = 100, double Rate = 1) : Weighting(Every)
{
    public double Rate { get; } = OptionRange.Share(Rate, nameof(Rate));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"ntk(every={Every}, rate={Rate})");

    internal override void Check(IObjective objective)
    {
        base.Check(objective);
        RequireResiduals(objective, "ntk");
    }

    internal override Weigher On(IObjective objective) => new TraceWeigher(objective, Rate);
}
