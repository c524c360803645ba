using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>The loss as a sum of squares: residuals and the rows of their Jacobian.</summary>
public sealed class ResidualTests
{
    private static readonly Problem Line = PoissonProblem.Sine(1);
    private static readonly Problem Square = PoissonProblem.Sine(2);
    private static readonly Problem Burgers = BurgersProblem.Create();

    internal static readonly Dictionary<string, Func<PdeObjective>> Objectives = new()
    {
        ["line, residual network"] = () =>
            Objective(Line, Network.Residual(1, 1, 4, 1, Activation.Swish), null, FormulationKind.Galerkin, 45),
        ["square, hard"] = () =>
            Objective(Square, Network.Mlp(2, 1, [5, 7], Activation.Tanh), null, FormulationKind.Galerkin, 7),
        ["square, soft"] = () =>
            Objective(Square, Network.Mlp(2, 1, [6, 6, 6], Activation.Gelu), 10.0, FormulationKind.Galerkin, 6),
        ["burgers, three terms"] = () =>
            Objective(Burgers, Network.Mlp(2, 1, [9, 4], Activation.Sin), 3.0, FormulationKind.Galerkin, 8),
        ["burgers, hard"] = () =>
            Objective(Burgers, Network.Mlp(2, 1, [8, 8], Activation.Tanh), null, FormulationKind.Galerkin, 8),
        ["cubic, no bias"] = () =>
            Objective(
                CubicProblem.Create(),
                Network.Mlp(1, 1, [10], Activation.Softplus, biases: NetworkBiases.None),
                null,
                FormulationKind.Galerkin,
                33
            ),
        ["supervised"] = () =>
            Objective(Square, Network.Mlp(2, 1, [5, 5], Activation.Sigmoid), null, FormulationKind.Supervised, 7),
    };

    public static TheoryData<string> Names { get; } = new(Objectives.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Squares_sum_to_the_loss_and_rows_to_the_gradient(string name)
    {
        var objective = Objectives[name]();
        var residuals = objective.As<IResiduals>()!;
        var (parameters, r, rows) = Evaluate(objective, residuals, WorkerTeam.Sequential);
        var gradient = new double[objective.ParameterCount];
        var loss = objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        Assert.Equal(objective.PointCount, residuals.RowCount);
        Assert.Equal(loss, r.Sum(v => v * v), 1e-13 * loss);
        for (var p = 0; p < gradient.Length; p++)
        {
            var products = Enumerable
                .Range(0, r.Length)
                .Select(n => 2 * r[n] * rows[n * gradient.Length + p])
                .ToArray();
            Assert.Equal(gradient[p], products.Sum(), 1e-13 * (1e-3 + products.Sum(Math.Abs)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_are_the_derivatives_of_the_residuals(string name)
    {
        const double step = 1e-5;
        var objective = Objectives[name]();
        var residuals = objective.As<IResiduals>()!;
        var (parameters, r, rows) = Evaluate(objective, residuals, WorkerTeam.Sequential);
        var count = objective.ParameterCount;
        var (up, down) = (new double[r.Length], new double[r.Length]);
        var scale = rows.Max(Math.Abs);
        for (var p = 0; p < count; p++)
        {
            var moved = (double[])parameters.Clone();
            moved[p] = parameters[p] + step;
            residuals.Residuals(moved, up, WorkerTeam.Sequential);
            moved[p] = parameters[p] - step;
            residuals.Residuals(moved, down, WorkerTeam.Sequential);
            for (var n = 0; n < r.Length; n++)
            {
                Assert.Equal((up[n] - down[n]) / (2 * step), rows[n * count + p], 1e-7 * scale);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Portions_and_threads_leave_no_trace(string name)
    {
        var objective = Objectives[name]();
        var residuals = objective.As<IResiduals>()!;
        var (parameters, r, rows) = Evaluate(objective, residuals, WorkerTeam.Sequential);
        using var team = new WorkerTeam(3);
        var (_, threaded, threadedRows) = Evaluate(objective, residuals, team);
        Assert.Equal(r, threaded);
        Assert.Equal(rows, threadedRows);
        var count = objective.ParameterCount;
        var portions = new double[rows.Length];
        const int portion = 13;
        for (var first = 0; first < r.Length; first += portion)
        {
            var size = Math.Min(portion, r.Length - first);
            residuals.Rows(parameters, first, size, portions.AsMemory(first * count, size * count), team);
        }
        Assert.Equal(rows, portions);
    }

    [Fact]
    public void An_energy_is_no_sum_of_squares() =>
        Assert.Null(
            Objective(Line, Network.Mlp(1, 1, [4], Activation.Tanh), null, FormulationKind.Ritz, 9).As<IResiduals>()
        );

    [Fact]
    public void Rows_beyond_the_last_are_refused()
    {
        var objective = Objectives["supervised"]();
        var residuals = objective.As<IResiduals>()!;
        var parameters = new double[objective.ParameterCount];
        var exception = Assert.Throws<ArgumentException>(() =>
            residuals.Rows(
                parameters,
                residuals.RowCount - 1,
                2,
                new double[2 * parameters.Length],
                WorkerTeam.Sequential
            )
        );
        Assert.Contains($"at most row {residuals.RowCount - 1}", exception.Message, StringComparison.Ordinal);
    }

    private static (double[] Parameters, double[] Residuals, double[] Rows) Evaluate(
        PdeObjective objective,
        IResiduals residuals,
        WorkerTeam team
    )
    {
        var parameters = new double[objective.ParameterCount];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = 0.4 * Math.Sin(1.7 * i + 0.3);
        }
        var r = new double[residuals.RowCount];
        var rows = new double[r.Length * parameters.Length];
        residuals.Residuals(parameters, r, team);
        residuals.Rows(parameters, 0, r.Length, rows, team);
        return (parameters, r, rows);
    }

    private static PdeObjective Objective(
        Problem problem,
        Network network,
        double? penalty,
        FormulationKind kind,
        int nodes
    ) =>
        new(
            problem,
            network,
            penalty is null && kind != FormulationKind.Supervised ? TrialFunction.Hard(problem) : TrialFunction.None,
            new Formulation(kind, penalty),
            new GaussRule(nodes)
        );
}
