using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Diagnostics;

/// <summary>Fields on the grid of a domain.</summary>
public sealed class ProfileTests
{
    public static TheoryData<Domain, string, string[], int[]> Grids { get; } =
        new()
        {
            { Box.UnitCube(1), "on the interval", ["x"], [401] },
            { new Box([new(-1, 2)]), "on the interval", ["x"], [401] },
            { Box.UnitCube(2), "on the unit square", ["x1", "x2"], [101, 101] },
            { new Box([new(-1, 2), new(0, 3)]), "on the rectangle", ["x1", "x2"], [101, 101] },
            { new Box([new(-1, 1)], 2), "over space and time", ["x1", "t"], [101, 101] },
            { Box.UnitCube(3), "along the diagonal x1 = x2 = … of the cube", ["x"], [401] },
            { new Box([new(0, 1), new(0, 2), new(0, 3)]), "along the diagonal of the box", ["x"], [401] },
            { new Box([new(0, 1), new(-1, 1)], 3), "at the final time along the diagonal of space", ["x"], [401] },
            { new UnitBall(), "along the first axis through the centre of the ball", ["x"], [401] },
        };

    [Theory]
    [MemberData(nameof(Grids))]
    public void A_grid_lies_in_its_domain_and_spans_it(Domain domain, string description, string[] names, int[] shape)
    {
        var grid = domain.Grid();
        Assert.Equal(description, grid.Description);
        Assert.Equal(names, grid.Axes.Select(axis => axis.Name));
        Assert.Equal(shape, grid.Axes.Select(axis => axis.Values.Length));
        Assert.Equal(domain.Dimension, grid.Dimension);
        Assert.Equal(shape.Aggregate(1, (a, b) => a * b), grid.Count);
        for (var axis = 0; axis < grid.Axes.Count; axis++)
        {
            Assert.Equal(domain.Lower(axis), grid.Axes[axis].Values[0]);
            Assert.Equal(domain.Upper(axis), grid.Axes[axis].Values[^1]);
        }
        var point = new double[domain.Dimension];
        for (var i = 0; i < grid.Count; i++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = grid.Coordinates[k * grid.Count + i];
            }
            Assert.True(domain.SignedDistance(point) <= 0, string.Join(", ", point));
            // The last axis is the fastest.
            Assert.Equal(grid.Axes[0].Values[i / (grid.Count / shape[0])], point[0]);
            if (shape.Length == 2)
            {
                Assert.Equal(grid.Axes[1].Values[i % shape[1]], point[1]);
            }
        }
        if (domain.TimeAxis is { } time && domain.Dimension > 2)
        {
            Assert.Equal(domain.Upper(time), point[time]);
        }
    }

    [Fact]
    public void Fields_are_those_of_the_objective()
    {
        var problem = PoissonProblem.Sine(2);
        var objective = Objective(problem, Activation.Tanh, FormulationKind.Ritz);
        var parameters = Enumerable.Range(0, objective.ParameterCount).Select(i => Math.Sin(i + 1)).ToArray();
        var profile = new Profile(objective).At(parameters, WorkerTeam.Sequential);
        Assert.Equal(["u", "exact", "error", "residual"], profile.Fields.Select(field => field.Name));
        Assert.Equal([101, 101], profile.Shape);
        var (u, exact, error, residual) = (
            profile.Fields[0].Values,
            profile.Fields[1].Values,
            profile.Fields[2].Values,
            profile.Fields[3].Values
        );
        var x = profile.Axes[0].Values;
        const double h = 1e-2;
        for (var i = 1; i < 100; i++)
        {
            Assert.Equal(0, u[i]);
            Assert.Equal(0, u[101 * i]);
            for (var j = 1; j < 100; j++)
            {
                var at = 101 * i + j;
                Assert.Equal(Math.Sin(Math.PI * x[i]) * Math.Sin(Math.PI * x[j]), exact[at], 1e-15);
                Assert.Equal(u[at] - exact[at], error[at], 1e-15);
                // The five-point stencil: of second order in the distance of the grid.
                var laplacian = (u[at - 1] + u[at + 1] + u[at - 101] + u[at + 101] - 4 * u[at]) / (h * h);
                Assert.Equal(-laplacian - 2 * Math.PI * Math.PI * exact[at], residual[at], 2e-3);
            }
        }
        Assert.Empty(profile.Notes);
    }

    [Fact]
    public void Kinks_are_noted()
    {
        var objective = Objective(PoissonProblem.Sine(1), Activation.Relu, FormulationKind.Ritz);
        var profile = new Profile(objective).At(new double[objective.ParameterCount], WorkerTeam.Sequential);
        Assert.Contains("kinks", Assert.Single(profile.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Residuals_are_left_out_where_the_trial_function_has_no_second_derivatives()
    {
        var problem = new ProblemText("l-shape", ["u"], ["-laplacian(u) - 1"], ["u = 0 on boundary"])
        {
            Energy = "0.5*dot(grad(u), grad(u)) - u",
        }.Build("l");
        var objective = Objective(problem, Activation.Tanh, FormulationKind.Ritz);
        var profile = new Profile(objective).At(new double[objective.ParameterCount], WorkerTeam.Sequential);
        Assert.Contains("the boundary", Assert.Single(profile.Notes), StringComparison.Ordinal);
        var (u, residual) = (profile.Fields[0].Values, profile.Fields[^1].Values);
        double[] x = [.. profile.Axes[0].Values];
        for (var i = 0; i < residual.Length; i++)
        {
            double[] p = [x[i / x.Length], x[i % x.Length]];
            var distance = problem.Domain.SignedDistance(p);
            Assert.Equal(distance < -1e-9, double.IsFinite(residual[i]));
            Assert.Equal(distance < 1e-9, double.IsFinite(u[i]));
        }
    }

    private static PdeObjective Objective(Problem problem, Activation activation, FormulationKind kind) =>
        new(
            problem,
            Network.Mlp(problem.Dimension, 1, [4], activation),
            TrialFunction.Hard(problem),
            new Formulation(kind),
            new GaussRule(8)
        );
}
