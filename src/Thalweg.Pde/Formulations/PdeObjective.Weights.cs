using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    // What this is with other weights; null for the weights that were stated.
    private PdeObjective? stated;

    // Factors of the terms, where the terms are what is multiplied.
    private double[]? termFactors;

    /// <inheritdoc/>
    public IReadOnlyList<int> TermPoints => [.. terms.Select(t => t.Points.Count)];

    /// <inheritdoc/>
    public int EquationTerms => Formulation.Inside(Problem).Count;

    /// <inheritdoc/>
    public double[] PointWeights() => [.. terms.SelectMany(t => t.Points.Weights)];

    /// <inheritdoc/>
    public double[]? Times() =>
        Problem.Domain.TimeAxis is { } axis ? [.. terms.SelectMany(t => t.Points.Axis(axis).ToArray())] : null;

    /// <inheritdoc/>
    public IObjective Weighted(ReadOnlySpan<double> factors, IObjective? former = null)
    {
        CheckFactors(factors, terms.Length, "one for each term");
        var byPoint = new double[terms.Sum(t => t.Points.Count)];
        var first = 0;
        for (var t = 0; t < terms.Length; t++)
        {
            byPoint.AsSpan(first, terms[t].Points.Count).Fill(factors[t]);
            first += terms[t].Points.Count;
        }
        return Weighed(byPoint, factors.ToArray(), former);
    }

    /// <inheritdoc/>
    public IObjective WeightedByPoint(ReadOnlySpan<double> factors, IObjective? former = null)
    {
        if (Quadrature.Redrawn)
        {
            throw new InvalidOperationException(
                $"the points of {Quadrature} are others at every step, so that none keeps a weight: weigh terms, or take points that stay"
            );
        }
        CheckFactors(factors, terms.Sum(t => t.Points.Count), "one for each point of all terms");
        return Weighed(factors, null, former);
    }

    private PdeObjective Weighed(ReadOnlySpan<double> byPoint, double[]? byTerm, IObjective? former)
    {
        if (stated is not null || functionals.Length > 0)
        {
            throw new InvalidOperationException(
                $"'{Name}' takes no other weights: ask the objective with the stated weights, without weak forms, for them"
            );
        }
        if (former is not PdeObjective weighed || !ReferenceEquals(weighed.stated, this))
        {
            var own = terms.Select(
                (term, t) =>
                {
                    var points = term.Points with { Weights = [.. term.Points.Weights] };
                    return term with { Points = points, Evaluator = compiled.Terms[t].Engine.At(points) };
                }
            );
            weighed = new PdeObjective(compiled, inside, initialCount, [.. own], scratch, Errors)
            {
                stated = this,
                // An energy with other weights has another infimum.
                LowerBound = Formulation.IsSumOfSquares ? LowerBound : null,
            };
        }
        weighed.Put(terms, byPoint, byTerm);
        return weighed;
    }

    private void Put(IntegralTerm[] from, ReadOnlySpan<double> byPoint, double[]? byTerm)
    {
        var first = 0;
        for (var t = 0; t < terms.Length; t++)
        {
            var (weights, target) = (from[t].Points.Weights, terms[t].Points.Weights);
            for (var n = 0; n < target.Length; n++)
            {
                target[n] = weights[n] * byPoint[first + n];
            }
            first += target.Length;
            terms[t].Evaluator.Move(terms[t].Points);
        }
        termFactors = byTerm;
        at = null;
        for (var t = 0; t < drawnTerms.Length; t++)
        {
            drawnTerms[t].Weigh(byTerm![t]);
        }
    }

    private static void CheckFactors(ReadOnlySpan<double> factors, int count, string what)
    {
        Require(factors.Length, count, nameof(factors));
        for (var i = 0; i < count; i++)
        {
            if (!(factors[i] >= 0) || !double.IsFinite(factors[i]))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"factor {i} is {factors[i]}, expected finite numbers, 0 or more, {what}"
                    ),
                    nameof(factors)
                );
            }
        }
    }
}
