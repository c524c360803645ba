using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Every problem on every variant of the engine: same bits in a precision, and single near double.</summary>
public sealed class ArithmeticTests
{
    private static readonly IReadOnlyDictionary<string, Problem> Problems = new[]
    {
        PoissonProblem.Sine(1),
        PoissonProblem.Sine(2),
        PoissonProblem.Sine(3),
        PoissonProblem.Peak(2),
        PoissonProblem.Ball(),
        CubicProblem.Create(),
        HeatProblem.Create(1),
        HeatProblem.Create(2),
        BurgersProblem.Create(),
    }.ToDictionary(p => p.Name);

    public static TheoryData<string, FormulationKind, bool> Cases { get; } =
        new(
            from problem in Problems.Values
            from kind in (FormulationKind[])[FormulationKind.Ritz, FormulationKind.Galerkin, FormulationKind.Supervised]
            from soft in (bool[])[false, true]
            where kind != FormulationKind.Ritz || problem.Energy is not null
            select new TheoryDataRow<string, FormulationKind, bool>(problem.Name, kind, soft)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Widths_give_the_same_bits_and_single_precision_is_near_double(
        string name,
        FormulationKind kind,
        bool soft
    )
    {
        var problem = Problems[name];
        // Widths and numbers of points that are multiples of nothing.
        var network = Network.Mlp(problem.Dimension, 1, [7, 3], Activation.Tanh);
        var parameters = Enumerable
            .Range(0, network.ParameterCount)
            .Select(i => (double)(float)(0.8 * Math.Sin(1.7 * i + 1.0)))
            .ToArray();
        var trial = soft ? TrialFunction.None : TrialFunction.Hard(problem);
        var formulation = new Formulation(kind, soft ? 10.0 : null);
        var rule = new MonteCarloRule(45);
        PdeObjective Objective(Arithmetic arithmetic) => new(problem, network, trial, formulation, rule, arithmetic);

        double[] Numbers(Arithmetic arithmetic)
        {
            var objective = Objective(arithmetic);
            var metrics = new double[objective.MetricNames.Count];
            objective.Values(parameters, new double[1], default, metrics, WorkerTeam.Sequential);
            return [.. Variants.LossTermsAndGradient(objective, parameters), .. metrics];
        }

        var wide = Variants.Evaluate(Precision.Double, Numbers);
        var narrow = Variants.Evaluate(Precision.Single, Numbers);
        // Errors against the solution are computed in double whatever the loss is computed in.
        Variants.SameBits(wide.AsSpan()[^4..], narrow.AsSpan()[^4..], "metrics");

        var scale = Magnitude.OfInterior(Objective(default), parameters);
        // The two other terms are squares, so their values measure themselves.
        var terms = Objective(default).TermNames.Count;
        scale += wide[2..(1 + terms)].Sum();
        var tolerance = Variants.Tolerance(Precision.Single, 1e-15) * scale;
        for (var i = 0; i < wide.Length - 4; i++)
        {
            Assert.True(
                Math.Abs(wide[i] - narrow[i]) <= tolerance,
                $"number {i}: {narrow[i]:R}, expected {wide[i]:R} within {tolerance:R}"
            );
        }
        Assert.NotEqual(wide[0], narrow[0]);
    }
}
