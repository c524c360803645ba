using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A loss with other weights of its terms or points: a loss like any other.</summary>
public sealed class WeightedObjectiveTests
{
    private static readonly Problem Burgers = BurgersProblem.Create();

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Terms_are_multiplied_with_all_that_follows_from_them(Precision precision)
    {
        var stated = Soft(new SobolRule(70), new Arithmetic(precision));
        double[] λ = [0.25, 8, 0.5];
        // Powers of two, so that sums keep their bits.
        var weighed = stated.Weighted(λ);
        var θ = Parameters(stated, 1);
        var (terms, own) = (new double[3], new double[3]);
        var (apart, gradient) = (new double[3 * stated.ParameterCount], new double[stated.ParameterCount]);
        stated.TermGradients(θ, apart, terms, WorkerTeam.Sequential);
        var loss = weighed.Gradient(θ, gradient, own, WorkerTeam.Sequential);
        Assert.Equal(terms.Zip(λ, (term, l) => l * term), own);
        Assert.Equal(own.Sum(), loss, 1e-12 * loss);
        for (var i = 0; i < gradient.Length; i++)
        {
            var sum = Enumerable.Range(0, 3).Sum(t => λ[t] * apart[(t * gradient.Length) + i]);
            Assert.Equal(sum, gradient[i], 1e-12 * loss);
        }
        var values = new double[1];
        weighed.Values(θ, values, default, default, WorkerTeam.Sequential);
        Assert.Equal(loss, values[0]);
        Assert.Equal(stated.MetricNames, weighed.MetricNames);
        Assert.Equal(stated.TermNames, weighed.TermNames);
    }

    [Fact]
    public void Curvature_and_residuals_have_the_weights()
    {
        var stated = Soft(new SobolRule(70));
        var θ = Parameters(stated, 1);
        var p = stated.ParameterCount;
        var v = Parameters(stated, 2);
        IObjective? weighed = null;
        foreach (var λ in new double[][] { [0.3, 7, 2], [2, 0, 1.7] })
        {
            weighed = stated.Weighted(λ, weighed);
            var product = new double[p];
            weighed.As<ILinearizable>()!.LinearizeAt(θ, WorkerTeam.Sequential).Apply(v, product, WorkerTeam.Sequential);
            var expected = new double[p];
            var part = new double[p];
            for (var t = 0; t < 3; t++)
            {
                stated.TermHessianAt(θ, t, WorkerTeam.Sequential).Apply(v, part, WorkerTeam.Sequential);
                for (var i = 0; i < p; i++)
                {
                    expected[i] += λ[t] * part[i];
                }
            }
            Close(expected, product);
            Close(
                [
                    .. Residuals(stated, θ)
                        .Select(
                            (r, n) =>
                                Math.Sqrt(
                                    λ[
                                        n < 70 ? 0
                                        : n < 70 + stated.TermPoints[1] ? 1
                                        : 2
                                    ]
                                ) * r
                        ),
                ],
                Residuals(weighed, θ)
            );
        }
    }

    [Fact]
    public void Points_are_multiplied_one_by_one()
    {
        var stated = Soft(new SobolRule(70));
        var θ = Parameters(stated, 1);
        var r = Residuals(stated, θ);
        Assert.Equal(r.Length, stated.TermPoints.Sum());
        double[] λ = [.. Enumerable.Range(0, r.Length).Select(n => n % 4 * 0.7)];
        var loss = new double[1];
        stated.WeightedByPoint(λ).Values(θ, loss, default, default, WorkerTeam.Sequential);
        Assert.Equal(r.Select((x, n) => λ[n] * x * x).Sum(), loss[0], 1e-13 * loss[0]);
        Assert.Equal(stated.InteriorPoints.Axis(1).ToArray(), stated.Times()!.Take(70));
        Assert.Equal(stated.InteriorPoints.Weights, stated.PointWeights().Take(70));
        Assert.Equal(1, stated.EquationTerms);
    }

    [Fact]
    public void Weights_put_in_the_place_of_others_have_the_bits_of_new_ones_for_any_threads()
    {
        using var team = new WorkerTeam(3);
        var stated = Soft(new SobolRule(300));
        var θ = Parameters(stated, 1);
        var before = Variants.LossTermsAndGradient(stated, θ);
        var place = (PdeObjective)stated.Weighted([2, 3, 4]);
        Variants.LossTermsAndGradient(place, θ);
        place.LinearizeAt(θ, team);
        Assert.Same(place, stated.Weighted([0.3, 1.7, 0.9], place));
        var fresh = (PdeObjective)stated.Weighted([0.3, 1.7, 0.9]);
        Assert.NotSame(place, fresh);
        Variants.SameBits(Variants.LossTermsAndGradient(fresh, θ), Variants.LossTermsAndGradient(place, θ), "in place");
        var (gradient, expected) = (new double[θ.Length], new double[θ.Length]);
        place.Gradient(θ, gradient, default, team);
        fresh.Gradient(θ, expected, default, WorkerTeam.Sequential);
        Variants.SameBits(expected, gradient, "threads");
        Variants.SameBits(before, Variants.LossTermsAndGradient(stated, θ), "what was asked keeps its weights");
        // What another objective gave is not written over.
        Assert.NotSame(place, Soft(new SobolRule(300)).Weighted([1, 1, 1], place));
    }

    [Fact]
    public void Draws_have_the_weights_of_their_terms()
    {
        var stated = Soft(new MonteCarloRule(40, Redraw.Step, 3));
        var θ = Parameters(stated, 1);
        PdeObjective? weighed = null;
        foreach (var λ in new double[][] { [4, 0.5, 2], [0.125, 1, 8] })
        {
            weighed = (PdeObjective)stated.Weighted(λ, weighed);
            foreach (var draw in new[] { 0L, 3, 3, 9, 0 })
            {
                var plain = Variants.LossTermsAndGradient((PdeObjective)stated.As<IDrawable>()!.At(draw), θ)[1..4];
                var got = Variants.LossTermsAndGradient((PdeObjective)weighed.As<IDrawable>()!.At(draw), θ)[1..4];
                Variants.SameBits([.. plain.Zip(λ, (term, l) => l * term)], got, $"draw {draw}");
            }
        }
        Assert.Contains(
            "are others at every step",
            Assert.Throws<InvalidOperationException>(() => stated.WeightedByPoint(new double[120])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_wrapper_stays_around_and_weights_are_asked_of_the_stated_loss()
    {
        var stated = Soft(new SobolRule(20));
        var count = 0;
        var counted = new CountingObjective(stated, (_, n) => count += n);
        var weightable = counted.As<IWeightable>()!;
        var weighed = weightable.Weighted([1, 2, 3]);
        Assert.Same(weighed, weightable.Weighted([3, 2, 1], weighed));
        weighed.Gradient(Parameters(stated, 1), new double[stated.ParameterCount], default, WorkerTeam.Sequential);
        Assert.Equal(1, count);
        Assert.Null(weighed.As<IWeightable>());
        Assert.Null(weighed.As<IAdaptive>());
        Assert.Throws<InvalidOperationException>(() => ((PdeObjective)stated.Weighted([1, 1, 1])).Weighted([1, 1, 1]));
    }

    [Fact]
    public void Energies_lose_their_infimum_and_keep_their_equation_together()
    {
        var square = PoissonProblem.Sine(2);
        var ritz = new PdeObjective(
            square,
            Network.Mlp(2, 1, [5], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Ritz, 10),
            new GaussRule(6)
        );
        Assert.Equal(1, ritz.EquationTerms);
        Assert.Null(((IObjective)ritz.Weighted([2, 1])).LowerBound);
        var hard = new PdeObjective(
            square,
            Network.Mlp(2, 1, [5], Activation.Tanh),
            TrialFunction.Hard(square),
            new Formulation(FormulationKind.Ritz),
            new GaussRule(6)
        );
        Assert.NotNull(hard.LowerBound);
        Assert.Null(hard.Weighted([2]).LowerBound);
        Assert.Equal(0, Soft(new SobolRule(9)).Weighted([2, 1, 1]).LowerBound);
    }

    [Theory]
    [InlineData(new double[] { 1, 2 }, "got 2 numbers, expected 3")]
    [InlineData(new double[] { 1, -2, 3 }, "factor 1 is -2, expected finite numbers, 0 or more, one for each term")]
    [InlineData(new double[] { 1, 2, double.NaN }, "factor 2 is NaN")]
    public void Factors_are_checked(double[] factors, string told) =>
        Assert.Contains(
            told,
            Assert.Throws<ArgumentException>(() => Soft(new SobolRule(9)).Weighted(factors)).Message,
            StringComparison.Ordinal
        );

    private static PdeObjective Soft(QuadratureRule rule, Arithmetic arithmetic = default) =>
        new(
            Burgers,
            Network.Mlp(2, 1, [7, 5], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 3),
            rule,
            arithmetic
        );

    private static double[] Parameters(PdeObjective objective, int seed) =>
        [.. Enumerable.Range(0, objective.ParameterCount).Select(i => Math.Sin((seed * 7) + i))];

    private static double[] Residuals(IObjective objective, double[] θ)
    {
        var residuals = objective.As<IResiduals>()!;
        var values = new double[residuals.RowCount];
        residuals.Residuals(θ, values, WorkerTeam.Sequential);
        return values;
    }

    private static void Close(double[] expected, double[] got)
    {
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], got[i], 1e-12 * scale);
        }
    }
}
