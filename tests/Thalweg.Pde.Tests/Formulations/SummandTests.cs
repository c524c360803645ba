using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>The size of what a quadrature sums.</summary>
public sealed class SummandTests
{
    private static readonly Problem Problem = PoissonProblem.Sine(1);
    private static readonly Network Network = Network.Mlp(1, 1, [5, 4], Activation.Tanh);
    private static readonly double[] Point =
    [
        .. Enumerable.Range(0, Network.ParameterCount).Select(i => 0.6 * Math.Sin((1.7 * i) + 0.3)),
    ];

    [Theory]
    [InlineData(FormulationKind.Ritz, Precision.Double, 1e-14)]
    [InlineData(FormulationKind.Ritz, Precision.Single, 1e-6)]
    [InlineData(FormulationKind.Galerkin, Precision.Double, 1e-13)]
    public void It_is_that_of_the_summands_one_by_one(FormulationKind kind, Precision precision, double tolerance)
    {
        var objective = Objective(kind, new SimpsonRule(100), precision);
        var points = objective.InteriorPoints;
        var expected = new FieldEvaluator(
            Network,
            objective.Trial,
            [objective.Formulation.Integrands(Problem)[0]],
            points
        )
            .Evaluate(Point, WorkerTeam.Sequential)
            .Zip(points.Weights, (f, w) => Math.Abs(f * w))
            .Sum();
        var (loss, magnitude) = Magnitude(objective);
        Assert.Equal(expected, magnitude, tolerance * expected);
        // Squares do not cancel; what an energy gains and loses does.
        Assert.True(kind == FormulationKind.Galerkin ? magnitude == loss : magnitude > 1.0001 * Math.Abs(loss));
    }

    [Fact]
    public void Every_term_takes_part()
    {
        var soft = new PdeObjective(
            Problem,
            Network,
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 7),
            new GaussRule(20)
        );
        var (loss, magnitude) = Magnitude(soft);
        Assert.Equal(loss, magnitude, 1e-14 * loss);
        Assert.Equal(Math.ScaleB(1, -52), soft.Epsilon);
        Assert.Equal(Math.ScaleB(1, -23), Objective(FormulationKind.Ritz, new GaussRule(20), Precision.Single).Epsilon);
    }

    private static PdeObjective Objective(FormulationKind kind, QuadratureRule rule, Precision precision) =>
        new(Problem, Network, TrialFunction.Hard(Problem), new Formulation(kind), rule, new Arithmetic(precision));

    private static (double Loss, double Magnitude) Magnitude(PdeObjective objective)
    {
        var (loss, magnitude) = (new double[1], new double[1]);
        objective.As<ISummands>()!.ValuesAndMagnitudes(Point, loss, magnitude, WorkerTeam.Sequential);
        return (loss[0], magnitude[0]);
    }
}
