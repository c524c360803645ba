using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Diagnostics;

/// <summary>Fields at points of one's own.</summary>
public sealed class PointFieldsTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Names => [.. Known.Keys];

    private static Dictionary<string, (Problem Problem, string[] Fields)> Known { get; } =
        new()
        {
            ["poisson 1"] = (PoissonProblem.Sine(1), ["u", "u_x", "u_xx", "residual", "exact", "error"]),
            ["poisson 2"] = (
                PoissonProblem.Sine(2),
                ["u", "u_x1", "u_x2", "laplacian_u", "residual", "exact", "error"]
            ),
            ["heat 1"] = (HeatProblem.Create(1), ["u", "u_t", "u_x1x1", "residual", "exact", "error"]),
            ["mixed"] = (
                HeatProblem.Create(1) with
                {
                    Residuals = [Calculus.D(Calculus.U(), 1, 0, 0) - Calculus.D(Calculus.U(), 0, 1)],
                },
                ["u", "u_x1t", "u_x1x1t", "residual", "exact", "error"]
            ),
            ["burgers"] = (BurgersProblem.Create(), ["u", "u_x1", "u_t", "u_x1x1", "residual", "exact", "error"]),
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_the_values(string name)
    {
        var (problem, expected) = Known[name];
        var network = Network.Mlp(problem.Dimension, 1, [6, 6], Activation.Tanh);
        var theta = new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero).Draw(network.Layout, 3);
        var trial = TrialFunction.Hard(problem);
        double[] centre = [.. Enumerable.Range(0, problem.Dimension).Select(k => 0.3 + (0.2 * k))];
        // The centre, then a step forward and one back along each axis.
        var rows = new List<double[]> { centre };
        for (var k = 0; k < centre.Length; k++)
        {
            rows.Add([.. centre.Select((x, i) => i == k ? x + Step : x)]);
            rows.Add([.. centre.Select((x, i) => i == k ? x - Step : x)]);
        }
        var coordinates = Enumerable.Range(0, centre.Length).SelectMany(k => rows.Select(row => row[k])).ToArray();
        var points = new PointSet(centre.Length, coordinates, new double[rows.Count]);
        var fields = new PointFields(problem, network, trial, points);
        Assert.Equal(expected, fields.Names);
        var at = fields.At(theta, WorkerTeam.Sequential);
        double[] Field(string field) => at[fields.Names.ToList().IndexOf(field)];
        var u = Field("u");
        var axes = PointFields.Coordinates(problem);
        var laplacian = 0.0;
        for (var k = 0; k < axes.Count; k++)
        {
            var (forward, back) = (u[1 + (2 * k)], u[2 + (2 * k)]);
            var second = (forward - (2 * u[0]) + back) / (Step * Step);
            laplacian += second;
            if (expected.Contains($"u_{axes[k]}"))
            {
                Assert.Equal((forward - back) / (2 * Step), Field($"u_{axes[k]}")[0], 1e-7);
            }
            if (expected.Contains($"u_{axes[k]}{axes[k]}"))
            {
                Assert.Equal(second, Field($"u_{axes[k]}{axes[k]}")[0], 1e-4);
            }
        }
        if (expected.Contains("laplacian_u"))
        {
            Assert.Equal(laplacian, Field("laplacian_u")[0], 1e-4);
        }
        Assert.Equal(Field("exact").Zip(u, (exact, value) => value - exact), Field("error"));
    }

    [Fact]
    public void On_the_grid_of_a_profile_they_are_the_profile()
    {
        var problem = PoissonProblem.Sine(2);
        var network = Network.Residual(2, 1, 4, 1, Activation.Swish);
        var objective = new PdeObjective(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            new GaussRule(4)
        );
        var theta = new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero).Draw(network.Layout, 1);
        var profile = new Profile(objective).At(theta, WorkerTeam.Sequential);
        var grid = problem.Domain.Grid();
        var points = new PointSet(2, grid.Coordinates, new double[grid.Count]);
        var fields = new PointFields(problem, network, TrialFunction.Hard(problem), points);
        var at = fields.At(theta, WorkerTeam.Sequential);
        foreach (var field in profile.Fields)
        {
            Assert.All(
                field.Values.Zip(at[fields.Names.ToList().IndexOf(field.Name)]),
                pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First)))
            );
        }
    }

    [Fact]
    public void Points_of_another_dimension_are_refused()
    {
        var problem = PoissonProblem.Sine(2);
        var thrown = Assert.Throws<ArgumentException>(() =>
            new PointFields(
                problem,
                Network.Mlp(2, 1, [3], Activation.Tanh),
                TrialFunction.None,
                new PointSet(1, [0.5], [0])
            )
        );
        Assert.Contains("expected 2, those of poisson(dim=2", thrown.Message, StringComparison.Ordinal);
    }
}
