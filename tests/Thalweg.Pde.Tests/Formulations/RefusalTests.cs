using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>What cannot be meant is refused with the reason and the way out.</summary>
public sealed class RefusalTests
{
    private static readonly Problem Line = PoissonProblem.Sine(1);

    [Fact]
    public void ReLU_with_Galerkin() =>
        Refused(
            FormulationKind.Galerkin,
            Activation.Relu,
            TrialFunction.Hard(Line),
            null,
            "take a smoother activation, such as relu2",
            PdePart.Network,
            "activation"
        );

    [Fact]
    public void A_hard_trial_with_a_penalty() =>
        Refused(
            FormulationKind.Ritz,
            Activation.Tanh,
            TrialFunction.Hard(Line),
            10.0,
            "leave the penalty out",
            PdePart.Formulation,
            "penalty"
        );

    [Fact]
    public void No_boundary_condition_at_all() =>
        Refused(
            FormulationKind.Ritz,
            Activation.Tanh,
            TrialFunction.None,
            null,
            "ritz(penalty=100)",
            PdePart.Formulation,
            null
        );

    [Fact]
    public void Everything_that_does_not_fit_is_said_at_once_and_before_anything_is_built()
    {
        IReadOnlyList<Refusal> Refusals(QuadratureRule? rule, PointSampler? sampler) =>
            PdeObjective.Refusals(
                Line,
                Network.Mlp(1, 1, [3], Activation.Relu),
                TrialFunction.None,
                new Formulation(FormulationKind.Galerkin),
                rule,
                sampler
            );

        Assert.Equal(
            [PdePart.Formulation, PdePart.Network, PdePart.Quadrature, PdePart.Sampler],
            Refusals(new SphericalRule(4, 4, 4), new PointAscent()).Select(refusal => refusal.Part)
        );
        // A rule that is not known yet is not judged.
        Assert.Equal([PdePart.Formulation, PdePart.Network], Refusals(null, null).Select(refusal => refusal.Part));
        var error = Assert.Throws<PartsRefusedException>(() =>
            Create(Network.Mlp(1, 1, [3], Activation.Relu), FormulationKind.Galerkin, TrialFunction.None, null)
        );
        Assert.Equal(
            Refusals(null, null).Select(refusal => refusal.Message),
            error.Refusals.Select(refusal => refusal.Message)
        );
        Assert.Equal(string.Join('\n', error.Refusals.Select(refusal => refusal.Message)), error.Message);
        Assert.Equal("formulation", error.ParamName);
    }

    [Fact]
    public void A_sampler_is_judged_by_the_points_of_the_rule()
    {
        IReadOnlyList<Refusal> Refusals(QuadratureRule rule) =>
            PdeObjective.Refusals(
                Line,
                Network.Mlp(1, 1, [3], Activation.Tanh),
                TrialFunction.Hard(Line),
                new Formulation(FormulationKind.Galerkin),
                rule,
                new ResidualDistribution { Candidates = 20 }
            );

        foreach (
            var rule in new QuadratureRule[]
            {
                new GaussRule(21),
                new SimpsonRule(10),
                new TrapezoidRule(20),
                new SobolRule(21),
                new GivenPoints(new SobolRule(21).Interior(Line.Domain)),
            }
        )
        {
            var refusal = Assert.Single(Refusals(rule));
            Assert.Equal(PdePart.Sampler, refusal.Part);
            Assert.Contains("at least the 21 points", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Empty(Refusals(new GaussRule(20)));
        Assert.Empty(Refusals(new TrapezoidRule(19)));
    }

    [Fact]
    public void ReLU_with_Ritz_is_accepted() =>
        _ = Create(Network.Mlp(1, 1, [3], Activation.Relu), FormulationKind.Ritz, TrialFunction.Hard(Line), null);

    [Fact]
    public void A_network_of_another_dimension()
    {
        var network = Network.Mlp(2, 1, [3], Activation.Tanh);
        var error = Assert.Throws<PartsRefusedException>(() =>
            Create(network, FormulationKind.Ritz, TrialFunction.Hard(Line), null)
        );
        Assert.Contains("got 2 inputs, expected 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_another_length()
    {
        var objective = Create(Network.Linear(1, 1), FormulationKind.Ritz, TrialFunction.Hard(Line), null);
        var error = Assert.Throws<ArgumentException>(() =>
            objective.Gradient(new double[3], new double[2], default, WorkerTeam.Sequential)
        );
        Assert.Contains("got 3 numbers, expected 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Terms_sum_to_the_loss_and_a_mean_is_an_integral_over_the_measure()
    {
        var square = PoissonProblem.Sine(2);
        var network = Network.Mlp(2, 1, [4], Activation.Tanh);
        var parameters = Enumerable.Range(0, network.ParameterCount).Select(i => Math.Sin(i + 1.0)).ToArray();
        double[] Terms(Measure measure, double penalty)
        {
            var objective = new PdeObjective(
                square,
                network,
                TrialFunction.None,
                new Formulation(FormulationKind.Galerkin, penalty, measure),
                new GaussRule(8)
            );
            var terms = new double[2];
            var loss = objective.Gradient(parameters, new double[parameters.Length], terms, WorkerTeam.Sequential);
            Assert.Equal(terms[0] + terms[1], loss);
            return terms;
        }

        var integral = Terms(Measure.Integral, 100.0);
        Assert.Equal(integral[1], 10.0 * Terms(Measure.Integral, 10.0)[1], 1e-12 * integral[1]);
        var mean = Terms(Measure.Mean, 100.0);
        Assert.Equal(integral[0], mean[0], 1e-14 * integral[0]);
        Assert.Equal(integral[1] / 4.0, mean[1], 1e-12 * integral[1]);
    }

    [Fact]
    public void A_point_of_weight_zero_takes_no_part()
    {
        var points = new PointSet(1, [0.25, 0.5, 0.75], [1.0, 1.0, 0.0]);
        var two = new PointSet(1, [0.25, 0.5], [1.0, 1.0]);
        var network = Network.Mlp(1, 1, [3], Activation.Tanh);
        var parameters = Enumerable.Range(0, network.ParameterCount).Select(i => Math.Cos(i)).ToArray();
        double Loss(PointSet set)
        {
            var loss = new double[1];
            new PdeObjective(
                Line,
                network,
                TrialFunction.Hard(Line),
                new Formulation(FormulationKind.Galerkin),
                new GivenPoints(set)
            ).Values(parameters, loss, default, default, WorkerTeam.Sequential);
            return loss[0];
        }

        Assert.Equal(Loss(two), Loss(points));
    }

    private static void Refused(
        FormulationKind kind,
        Activation activation,
        TrialFunction trial,
        double? penalty,
        string advice,
        PdePart part,
        string? option
    )
    {
        var network = Network.Mlp(1, 1, [3], activation);
        var error = Assert.Throws<PartsRefusedException>(() => Create(network, kind, trial, penalty));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal((part, option), (error.Refusals[0].Part, error.Refusals[0].Option));
    }

    private static PdeObjective Create(Network network, FormulationKind kind, TrialFunction trial, double? penalty) =>
        new(Line, network, trial, new Formulation(kind, penalty), new SimpsonRule(10));
}
