using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>What a sampler cannot do is refused with a reason.</summary>
public sealed class SamplerRefusalTests
{
    [Fact]
    public void Without_a_sampler_points_cannot_be_asked_for()
    {
        var objective = Still.Objective(Box.UnitCube(1), X(0), new GaussRule(3), null);
        Assert.Null(objective.As<IAdaptive>());
        var parameters = new double[objective.ParameterCount];
        Assert.Throws<InvalidOperationException>(() => objective.SavePoints());
        Assert.Throws<InvalidOperationException>(() => objective.Adapt(parameters, 1, WorkerTeam.Sequential));
        var exception = Assert.Throws<InvalidOperationException>(() => objective.Restore([1, 1, 0.5, 1]));
        Assert.Contains("sampler", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_that_change_at_every_step_take_no_sampler()
    {
        var exception = Assert.Throws<PartsRefusedException>(() =>
            Still.Objective(Box.UnitCube(1), X(0), new MonteCarloRule(9, Redraw.Step), new ResidualDistribution())
        );
        Assert.Contains("redraw=never", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FormulationKind.Ritz, false)]
    [InlineData(FormulationKind.Supervised, true)]
    public void An_activation_without_the_derivatives_is_refused(FormulationKind kind, bool accepted)
    {
        // The strong residual of Poisson's equation needs second derivatives, which the rectifier has not.
        var problem = PoissonProblem.Sine(1);
        void Build() =>
            _ = new PdeObjective(
                problem,
                Network.Mlp(1, 1, [4], Activation.Relu),
                TrialFunction.Hard(problem),
                new Formulation(kind),
                new GaussRule(8),
                sampler: new ResidualDistribution()
            );
        if (accepted)
        {
            Build();
            return;
        }
        var exception = Assert.Throws<PartsRefusedException>(Build);
        Assert.Contains("order 2", exception.Message, StringComparison.Ordinal);
        Assert.Contains("smoother activation", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<PointSampler, string> Misfits { get; } =
        new()
        {
            {
                new ResidualRefinement { Add = 50, Candidates = 20 },
                "at least add=50"
            },
            {
                new ResidualRefinement { Limit = 10 },
                "more than the 10 points"
            },
            {
                new ResidualDistribution { Candidates = 9 },
                "at least the 10 points"
            },
        };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Options_that_do_not_fit_the_points_are_refused(PointSampler sampler, string expected)
    {
        var exception = Assert.Throws<PartsRefusedException>(() =>
            Still.Objective(Box.UnitCube(1), X(0), new GaussRule(10), sampler)
        );
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action> OutOfRange { get; } =
        new()
        {
            { "add", () => _ = new ResidualRefinement { Add = 0 } },
            { "k", () => _ = new ResidualDistribution { Exponent = -1 } },
            { "c", () => _ = new ResidualDistribution { Offset = double.NaN } },
            { "cycle", () => _ = new SelfSupervision { Cycle = 0 } },
            { "steps", () => _ = new PointAscent { Steps = 0 } },
            { "rate", () => _ = new PointAscent { Rate = double.PositiveInfinity } },
        };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Options_out_of_range_are_refused_by_name(string option, Action build) =>
        Assert.Contains(
            $"{option} of sampler",
            Assert.Throws<ArgumentOutOfRangeException>(build).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData]
    [InlineData(1.0)]
    [InlineData(2.0, 1.0, 0.5, 0.5, 1.0)]
    [InlineData(1.0, 2.0, 0.5, 0.5, 1.0)]
    [InlineData(1.0, 0.0)]
    [InlineData(1.0, double.NaN, 0.5, 1.0)]
    [InlineData(1.0, 1.0, 1.5, 1.0)]
    [InlineData(1.0, 1.0, double.NaN, 1.0)]
    [InlineData(1.0, 1.0, 0.5, double.NaN)]
    public void Numbers_that_are_no_points_are_refused(params double[] numbers)
    {
        var objective = Still.Objective(Box.UnitCube(1), X(0), new GaussRule(3), new ResidualDistribution());
        var exception = Assert.Throws<ArgumentException>(() => objective.Restore(numbers));
        Assert.Contains("SavePoints", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rounds_count_from_one()
    {
        var objective = Still.Objective(Box.UnitCube(1), X(0), new GaussRule(3), new ResidualDistribution());
        var parameters = new double[objective.ParameterCount];
        Assert.Throws<ArgumentOutOfRangeException>(() => objective.Adapt(parameters, 0, WorkerTeam.Sequential));
    }
}
