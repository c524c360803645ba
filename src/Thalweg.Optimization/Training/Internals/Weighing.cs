using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Training;

/// <summary>The weights of a run: when they change, and the loss with those it has.</summary>
/// <param name="stated">The loss with its stated weights.</param>
internal sealed class Weighing(Weighting weighting, IObjective stated)
{
    private IObjective stated = stated;
    private Weigher weigher = weighting.On(stated);
    private IObjective? weighed;

    /// <summary>The loss on other points.</summary>
    public void Move(IObjective objective)
    {
        (stated, weigher, weighed) = (objective, weighting.On(objective), null);
    }

    public bool IsDue(TrainingState state) => state.Step % weighting.Every == 0 && state.WeightStep != state.Step;

    /// <summary>What the rule remembers after the change at θ.</summary>
    public (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    ) => weigher.Next(memory.Length > 0 ? memory : weigher.Begin(), parameters, step, team);

    /// <summary>The loss with the weights that the rule remembers; it holds until the next call.</summary>
    public IObjective At(double[] memory)
    {
        var factors = Factors(memory);
        var weightable = stated.As<IWeightable>()!;
        weighed = weighting.IsByPoint
            ? weightable.WeightedByPoint(factors, weighed)
            : weightable.Weighted(factors, weighed);
        return weighed;
    }

    /// <summary>λ of the terms, [T]; where points have their own, the means of these over the weights of the points.</summary>
    public double[] OfTerms(double[] memory)
    {
        var factors = Factors(memory);
        if (!weighting.IsByPoint)
        {
            return factors;
        }
        var weightable = stated.As<IWeightable>()!;
        var (weights, first) = (weightable.PointWeights(), 0);
        var means = new double[weightable.TermPoints.Count];
        for (var t = 0; t < means.Length; t++)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var n = 0; n < weightable.TermPoints[t]; n++, first++)
            {
                sum += weights[first] * factors[first];
                weight += weights[first];
            }
            means[t] = sum / weight;
        }
        return means;
    }

    /// <summary>What multiplies the terms, or the points.</summary>
    public double[] Factors(double[] memory)
    {
        var points = stated.As<IWeightable>()!.TermPoints;
        var factors = new double[weighting.IsByPoint ? points.Sum() : points.Count];
        weigher.Factors(memory.Length > 0 ? memory : weigher.Begin(), factors);
        return factors;
    }
}
