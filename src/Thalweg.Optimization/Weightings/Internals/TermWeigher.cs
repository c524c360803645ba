using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>A rule for the terms; the first numbers that it remembers are their factors.</summary>
internal abstract class TermWeigher(IObjective objective) : Weigher
{
    private readonly IWeightable weightable = objective.As<IWeightable>()!;

    protected IObjective Objective { get; } = objective;

    protected int Terms { get; } = objective.TermNames.Count;

    public override IObjective Weigh(double[] memory, IObjective? former) =>
        weightable.Weighted(Factors(memory), former);

    public override IObjective Frozen(double[] factors) => weightable.Weighted(factors);

    public override double[] OfTerms(double[] memory) => Factors(memory);

    public override double[] Factors(double[] memory) => memory[..Terms];
}
