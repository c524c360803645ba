namespace Thalweg.Numerics.Objectives;

/// <summary>An objective whose terms, or the summands at its points, can be given other weights.</summary>
/// <remarks>Weights belong to an instance as points do; other weights give another instance, which has every capability but those of giving
/// it other points or weights. When weights change is for whoever trains to say.</remarks>
public interface IWeightable
{
    /// <summary>Points of each term, [T]; N in all.</summary>
    IReadOnlyList<int> TermPoints { get; }

    /// <summary>How many of the terms, the first ones, are the equation; the others are conditions and data.</summary>
    int EquationTerms { get; }

    /// <summary>The weights w_n of all points as they enter the loss, term after term, [N].</summary>
    double[] PointWeights();

    /// <summary>The times of all points, term after term, [N]; null where there is no time.</summary>
    double[]? Times();

    /// <summary>Σ_t λ_t L_t: the loss with every term multiplied, on any draw of points. Cost: O(N), no evaluation.</summary>
    /// <param name="factors">λ, [T], finite and not negative.</param>
    /// <param name="former">What this objective gave before by the same method, to be put in the place of, so that nothing is allocated; null
    /// for another instance.</param>
    IObjective Weighted(ReadOnlySpan<double> factors, IObjective? former = null);

    /// <summary>Σ_n λ_n w_n F(x_n): the loss with the summand of every point multiplied. Cost: O(N), no evaluation.</summary>
    /// <param name="factors">λ, [N] in the order of <see cref="PointWeights"/>, finite and not negative.</param>
    /// <param name="former">As for <see cref="Weighted"/>.</param>
    /// <exception cref="InvalidOperationException">The points are drawn anew at every step.</exception>
    IObjective WeightedByPoint(ReadOnlySpan<double> factors, IObjective? former = null);
}
