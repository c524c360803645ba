using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Tests.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Diagnostics;

/// <summary>The shortest wave of a solution, the spacing of points, and the warning that compares them.</summary>
public sealed class CoarsePointsTests
{
    private static readonly Problem Burgers = BurgersProblem.Create();

    public static TheoryData<string, Expression, double, double> Waves { get; } =
        new()
        {
            // Function on [0, 1], wavelength, tolerance.
            { "sin", Sin(Math.PI * X(0)), 2, 1e-12 },
            { "sin 7", Sin(7 * Math.PI * X(0)), 2.0 / 7, 1e-12 },
            { "sin 7 on a slope", Sin(7 * Math.PI * X(0)) + 3.0 * X(0) - 1.0, 2.0 / 7, 1e-12 },
            { "the shorter of two", Sin(3 * Math.PI * X(0)) + 0.2 * Sin(40 * Math.PI * X(0)), 0.05, 1e-12 },
            {
                "a ripple below one per cent",
                Sin(3 * Math.PI * X(0)) + 0.05 * Sin(40 * Math.PI * X(0)),
                2.0 / 3,
                1e-12
            },
            { "cos 20", Cos(20 * Math.PI * X(0)), 0.1, 0.015 },
        };

    [Theory]
    [MemberData(nameof(Waves))]
    public void Waves_are_measured(string name, Expression function, double wave, double tolerance)
    {
        var objective = Still.Objective(Box.UnitCube(1), function, new GaussRule(4), null);
        Assert.Equal(wave, ShortestWave.Of(Lines(objective, 0))!.Value, tolerance);
        Assert.NotEmpty(name);
    }

    [Fact]
    public void A_straight_line_has_no_wave() =>
        Assert.Null(
            ShortestWave.Of(Lines(Still.Objective(Box.UnitCube(1), 2.0 * X(0) + 1.0, new GaussRule(4), null), 0))
        );

    [Theory]
    [InlineData(1, 4, false)]
    [InlineData(8, 12, true)]
    [InlineData(8, 32, false)]
    [InlineData(40, 64, true)]
    [InlineData(40, 160, false)]
    public void A_wave_with_too_few_points_warns(int halfWaves, int points, bool warns)
    {
        var wave = Sin(halfWaves * Math.PI * X(0));
        var line = Still.Objective(Box.UnitCube(1), wave, new GaussRule(points), null);
        Assert.Equal(warns, Check(line).Count == 1);
        // The same on the square, whose points are a product, and with the points of a product in another order.
        var square = Still.Objective(Box.UnitCube(2), wave * Sin(Math.PI * X(1)), new GaussRule(points), null);
        var warnings = Check(square);
        Assert.Equal(warns ? 1 : 0, warnings.Count);
        Assert.All(
            warnings,
            w =>
            {
                Assert.Equal(Warning.CoarsePoints, w.Kind);
                Assert.StartsWith(
                    "along x[0] the exact solution has waves of length",
                    w.Message,
                    StringComparison.Ordinal
                );
            }
        );
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(4096, false)]
    public void Scattered_points_are_judged_by_their_mean_distance(int points, bool warns)
    {
        // Waves of 0.1: 4 per wave are 0.025 apart, 1600 points in the square.
        var function = Sin(20 * Math.PI * X(0)) * Sin(Math.PI * X(1));
        foreach (QuadratureRule rule in new QuadratureRule[] { new SobolRule(points), new MonteCarloRule(points) })
        {
            var objective = Still.Objective(Box.UnitCube(2), function, rule, null);
            var spacing = PointSpacing.Along(
                0,
                objective.InteriorPoints,
                objective.Problem.Domain,
                Lines(objective, 0)
            );
            Assert.Equal(1 / Math.Sqrt(points), spacing, 0.2 / Math.Sqrt(points));
            Assert.Equal(warns, Check(objective).Count == 1);
        }
    }

    [Fact]
    public void The_ball_is_crossed_from_edge_to_edge()
    {
        var lines = Lines(Ball(new SphericalRule(4, 4, 8)), 2);
        var places = new SobolRule(16, shift: 0).Interior(new UnitBall());
        for (var line = 0; line < AxisLines.Lines; line++)
        {
            var half = Math.Sqrt(1 - Math.Pow(places.Axis(0)[line], 2) - Math.Pow(places.Axis(1)[line], 2));
            Assert.Equal(-half, lines.Starts[line], 1e-12);
            Assert.Equal(2 * half, lines.Lengths[line], 1e-12);
        }
        Assert.Empty(Check(Ball(new SphericalRule(8, 6, 12))));
    }

    [Fact]
    public void The_layer_of_burgers_needs_more_points_than_its_time()
    {
        var coarse = Check(OfBurgers(new SobolRule(512)));
        Assert.StartsWith("along x[0] ", Assert.Single(coarse).Message, StringComparison.Ordinal);
        Assert.Empty(Check(OfBurgers(new SobolRule(16384))));
        Assert.Single(Check(OfBurgers(new GaussRule(24))));
        Assert.Empty(Check(OfBurgers(new GaussRule(200))));
    }

    [Fact]
    public void Points_that_gather_at_the_layer_suffice()
    {
        var box = (Box)Burgers.Domain;
        Assert.Empty(Check(OfBurgers(new GradedGaussRule(6, box, Burgers.Layers))));
        // u = −tanh 50x has a residual at the layer alone; RAD gathers points there.
        var even = OfBurgers(new SobolRule(1024));
        var parameters = new double[] { 50, 0, 0, -1, 0 };
        var gathered = (PdeObjective)even.Adapt(parameters, 1, WorkerTeam.Sequential);
        double Spacing(PdeObjective objective) =>
            PointSpacing.Along(0, objective.InteriorPoints, objective.Problem.Domain, Lines(objective, 0));
        Assert.InRange(Spacing(gathered) / Spacing(even), 0.2, 0.8);
    }

    [Fact]
    public void Points_drawn_at_every_step_are_not_judged() =>
        Assert.Empty(Check(OfBurgers(new MonteCarloRule(10, Redraw.Step))));

    [Fact]
    public void Where_the_exact_solution_has_no_value_the_network_is_looked_at()
    {
        // u = sin 30πx from one neuron.
        var line = Still.Objective(Box.UnitCube(1), Log(X(0) - 2.0), new GaussRule(16), null);
        var objective = new PdeObjective(
            line.Problem,
            Network.Mlp(1, 1, [1], Activation.Sin),
            TrialFunction.None,
            line.Formulation,
            line.Quadrature
        );
        var warnings = CoarsePoints.Check(
            objective,
            new double[] { 30 * Math.PI, 0, 1, 0 },
            WorkerTeam.Sequential,
            new WarningLimits()
        );
        Assert.Contains(
            "the network's solution has waves of length 0.0667",
            Assert.Single(warnings).Message,
            StringComparison.Ordinal
        );
    }

    private static PdeObjective OfBurgers(QuadratureRule rule) =>
        new(
            Burgers,
            Network.Mlp(2, 1, [1], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 1.0),
            rule,
            sampler: rule.Redrawn ? null : new ResidualDistribution()
        );

    private static PdeObjective Ball(QuadratureRule rule)
    {
        var problem = PoissonProblem.Ball();
        return new(
            problem,
            Network.Mlp(3, 1, [2], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            rule
        );
    }

    private static AxisLines Lines(PdeObjective objective, int axis) =>
        new(objective, axis, new double[objective.ParameterCount], WorkerTeam.Sequential);

    private static List<Warning> Check(PdeObjective objective) =>
        [
            .. CoarsePoints.Check(
                objective,
                new double[objective.ParameterCount],
                WorkerTeam.Sequential,
                new WarningLimits()
            ),
        ];
}
