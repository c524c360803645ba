using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Training;

/// <summary>The weights of a run: when they change, and the loss with those it has.</summary>
/// <param name="stated">The loss with its stated weights.</param>
internal sealed class Weighing(Weighting weighting, IObjective stated)
{
    private Weigher weigher = weighting.On(stated);
    private IObjective? weighed;

    /// <summary>The loss on other points.</summary>
    public void Move(IObjective objective)
    {
        (weigher, weighed) = (weighting.On(objective), null);
    }

    public bool IsDue(TrainingState state) => state.Step % weighting.Every == 0 && state.WeightStep != state.Step;

    /// <summary>What the rule remembers after the change at θ.</summary>
    public (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    ) => weigher.Next(Filled(memory), parameters, step, team);

    /// <summary>The loss with the weights that the rule remembers; it holds until the next call.</summary>
    public IObjective At(double[] memory) => weighed = weigher.Weigh(Filled(memory), weighed);

    /// <summary>What multiplies the stated weights of the terms, [T].</summary>
    public double[] OfTerms(double[] memory) => weigher.OfTerms(Filled(memory));

    /// <summary>All that the loss is multiplied by.</summary>
    public double[] Factors(double[] memory) => weigher.Factors(Filled(memory));

    private double[] Filled(double[] memory) => memory.Length > 0 ? memory : weigher.Begin();
}
