using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>A rule at work on a loss with its stated weights: a pure function from what it remembers, θ and the step to what it remembers next, and
/// from what it remembers to a loss.</summary>
internal abstract class Weigher
{
    /// <summary>What it remembers before the first change.</summary>
    public abstract double[] Begin();

    /// <summary>What it remembers after a change, in an array of its own.</summary>
    /// <param name="memory">Left as it is.</param>
    /// <param name="step">Steps of the whole run done before.</param>
    public abstract (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    );

    /// <summary>The loss with the weights that it remembers.</summary>
    /// <param name="former">What it gave before, to be put in the place of; null for another instance.</param>
    public abstract IObjective Weigh(double[] memory, IObjective? former);

    /// <summary>The loss with factors that <see cref="Factors"/> gave.</summary>
    public abstract IObjective Frozen(double[] factors);

    /// <summary>What multiplies the stated weights of the terms, [T], the mean where every point has its own.</summary>
    public abstract double[] OfTerms(double[] memory);

    /// <summary>All that the loss is multiplied by.</summary>
    public abstract double[] Factors(double[] memory);
}
