using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Tests.Formulations;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Equations;

/// <summary>An integrand evaluated as the engine likes, and in a form that has the same value and cannot be folded.</summary>
internal static class Unfolding
{
    /// <summary>The integrand plus nothing, in which every entry appears once more, so that none belongs to one sum alone.</summary>
    public static Expression Of(Expression integrand) =>
        // A zero that the algebra of expressions does not see.
        Differentiation.Entries(integrand).Aggregate(integrand, (sum, entry) => sum + (X(0) - X(0)) * entry);

    /// <summary>Asserts that loss and gradient of ∫ F, and of F folded whether that is cheaper or not, are those of the unfolded F
    /// on one lane, within rounding.</summary>
    public static PdeObjective Check(Expression integrand, int dimension, int outputs = 1)
    {
        var folded = Objective(integrand, dimension, outputs, default);
        var twin = Objective(Of(integrand), dimension, outputs, new Arithmetic(Precision.Double, LaneWidth.Scalar));
        foreach (var plan in twin.Plans)
        {
            Assert.All(
                plan.Plan.Streams.Operators.ToArray(),
                op => Assert.Equal(0.0, op.First.ToArray().Max(Math.Abs))
            );
        }
        var always = Objective(Folding.Of([integrand], dimension)[0], dimension, outputs, default);
        var parameters = Parameters(folded.Network);
        var expected = Variants.LossTermsAndGradient(twin, parameters);
        var scales = Scales(integrand, twin, parameters);
        foreach (var objective in new[] { folded, always })
        {
            var got = Variants.LossTermsAndGradient(objective, parameters);
            for (var i = 0; i < expected.Length; i++)
            {
                var tolerance = 1e-13 * (i < 2 ? scales.Value : scales.Slope);
                Assert.True(
                    Math.Abs(expected[i] - got[i]) <= tolerance,
                    $"{objective.Problem.Energy}: number {i} is {got[i]:R}, expected {expected[i]:R} within {tolerance:R}"
                );
            }
        }
        return folded;
    }

    // Sums of absolute terms: of the integrand, and of its derivatives with respect to the entries.
    private static (double Value, double Slope) Scales(Expression integrand, PdeObjective twin, double[] parameters)
    {
        var slopes = Differentiation
            .Entries(integrand)
            .Select(entry => Magnitude.Of(Differentiation.ByEntry(integrand, entry)));
        Expression[] sums = [Magnitude.Of(integrand), slopes.Aggregate((Expression)1.0, (a, b) => a + b)];
        var points = twin.Quadrature.Interior(twin.Problem.Domain);
        var values = new FieldEvaluator(twin.Network, twin.Trial, sums, points).Evaluate(
            parameters,
            WorkerTeam.Sequential
        );
        double Integral(int first) => points.Weights.Select((w, i) => w * values[first + i]).Sum();
        var value = 1.0 + Integral(0);
        return (value, value + 100.0 * Integral(points.Count));
    }

    private static PdeObjective Objective(Expression integrand, int dimension, int outputs, Arithmetic arithmetic)
    {
        var problem = PoissonProblem.Sine(dimension) with
        {
            Energy = integrand,
            Outputs = outputs,
            Exact = [],
            ExactGradient = [],
            Lifts = [0.3 * Sin(X(0)) + (dimension > 1 ? X(1).Power(2) : 0.0)],
        };
        return new PdeObjective(
            problem,
            Network.Mlp(dimension, outputs, [5, 4], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Ritz),
            new MonteCarloRule(19),
            arithmetic
        );
    }

    private static double[] Parameters(Network network) =>
        [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.8 * Math.Sin(1.7 * i + 1.0))];
}
