using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Every output of a network has its own derivatives, gradients, rows and products; energies with mixed derivatives too.</summary>
public sealed class SeveralOutputTests
{
    private const int Count = 13;

    private static readonly JetEntry U0 = U();
    private static readonly JetEntry U1 = U(1);
    private static readonly JetEntry U2 = U(2);

    /// <summary>Densities that are convex in the jet, so that the Gauss–Newton part is the Gram matrix of the rows.</summary>
    private static readonly Dictionary<string, (Expression Density, int Outputs)> Energies = new()
    {
        ["elasticity"] = (
            0.5 * (D(U0, 0).Power(2) + D(U1, 1).Power(2))
                + 0.25 * (D(U0, 1) + D(U1, 0)).Power(2)
                + 0.5 * (D(U0, 0) + D(U1, 1)).Power(2)
                - X(0) * U1,
            2
        ),
        ["plate"] = (
            0.5 * (D2(U0, 0) + D2(U0, 1)).Power(2) + 0.7 * (D(U0, 0, 1).Power(2) - D2(U0, 0) * D2(U0, 1)) - U0,
            1
        ),
        ["apart"] = (0.5 * U0.Power(2) + 0.5 * D(U1, 0).Power(2) + D(U2, 1, 1, 1).Power(2) + 0.25 * U2.Power(4), 3),
    };

    public static TheoryData<string> Names { get; } = [.. Energies.Keys];

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Derivatives_of_every_output_are_those_of_power_series(int outputs, bool residual)
    {
        int[] widths = residual ? [4] : [5, 3];
        var network = residual
            ? Network.Residual(2, outputs, 4, 1, Activation.Tanh)
            : Network.Mlp(2, outputs, widths, Activation.Tanh);
        var parameters = Parameters(network);
        var points = Points();
        int[][] derivatives =
        [
            [],
            [0],
            [1],
            [0, 0],
            [0, 1],
            [1, 1],
            [0, 0, 1],
            [1, 1, 1],
            [0, 0, 0, 0],
            [0, 0, 1, 1],
        ];
        Expression[] entries =
        [
            .. Enumerable.Range(0, outputs).SelectMany(o => derivatives.Select(axes => D(U(o), axes.AsSpan()))),
        ];
        var twin = new SeriesTwin(2, widths, outputs, residual, SeriesTwin.Tanh);
        foreach (var precision in Variants.Precisions)
        {
            var values = Variants.Evaluate(
                precision,
                arithmetic =>
                    new FieldEvaluator(network, TrialFunction.None, entries, points, arithmetic).Evaluate(
                        parameters,
                        WorkerTeam.Sequential
                    )
            );
            for (var i = 0; i < Count; i++)
            {
                var series = twin.Evaluate(parameters, -1, [points.Axis(0)[i], points.Axis(1)[i]]);
                for (var e = 0; e < entries.Length; e++)
                {
                    var expected = series[e / derivatives.Length].Derivative(derivatives[e % derivatives.Length]).Value;
                    Assert.Equal(expected, values[(e * Count) + i], Variants.Tolerance(precision, 1e-13));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Energies_have_exact_gradients_products_and_rows(string name)
    {
        var (density, outputs) = Energies[name];
        var problem = PoissonProblem.Sine(2) with
        {
            Energy = density,
            Outputs = outputs,
            Exact = [],
            ExactGradient = [],
        };
        var network = Network.Mlp(2, outputs, [4, 3], Activation.Swish);
        var objective = new PdeObjective(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Ritz),
            new GivenPoints(Points())
        );
        var parameters = Parameters(network);
        var size = parameters.Length;
        var whole = Dense(objective.LinearizeAt(parameters, WorkerTeam.Sequential), size);
        var gauss = Dense(objective.GaussNewtonAt(parameters, null, WorkerTeam.Sequential), size);
        var gradient = Gradient(objective, parameters);
        var scale = whole.Max(Math.Abs);
        const double h = 1e-3;
        for (var j = 0; j < size; j++)
        {
            var (up, down) = (Moved(j, h), Moved(j, -h));
            var (farUp, farDown) = (Moved(j, 2 * h), Moved(j, -2 * h));
            var slope =
                (
                    8 * (Loss(objective, up) - Loss(objective, down))
                    - (Loss(objective, farUp) - Loss(objective, farDown))
                ) / (12 * h);
            Assert.Equal(slope, gradient[j], 1e-8 * scale);
            var (a, b) = (Gradient(objective, up), Gradient(objective, down));
            var (c, d) = (Gradient(objective, farUp), Gradient(objective, farDown));
            for (var i = 0; i < size; i++)
            {
                Assert.Equal((8 * (a[i] - b[i]) - (c[i] - d[i])) / (12 * h), whole[(j * size) + i], 1e-8 * scale);
            }
        }
        var rows = objective.As<ISecondVariation>()!;
        var matrix = new double[rows.RowCount * size];
        rows.Rows(parameters, 0, rows.RowCount, matrix, WorkerTeam.Sequential);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var sum = 0.0;
                for (var n = 0; n < rows.RowCount; n++)
                {
                    sum += matrix[(n * size) + i] * matrix[(n * size) + j];
                }
                Assert.Equal(sum, gauss[(i * size) + j], 1e-12 * scale);
            }
        }

        double[] Moved(int j, double step)
        {
            var moved = (double[])parameters.Clone();
            moved[j] += step;
            return moved;
        }
    }

    [Fact]
    public void An_output_that_the_network_lacks_and_an_activation_that_is_too_rough_are_refused()
    {
        var line = PoissonProblem.Sine(1) with { Residuals = [D(U0, 0, 0, 0, 0)] };
        var rough = Assert.Throws<PartsRefusedException>(() =>
            Objective(line, Network.Mlp(1, 1, [3], Activation.CubedRelu))
        );
        Assert.Contains("needs derivatives of u to order 4", rough.Message, StringComparison.Ordinal);
        Assert.Contains("only to order 3: the rest would be silent zeros", rough.Message, StringComparison.Ordinal);
        var third = PoissonProblem.Sine(1) with { Residuals = [D(U0, 0, 0, 0)] };
        Assert.Equal(1, Objective(third, Network.Mlp(1, 1, [3], Activation.CubedRelu)).Network.Outputs);
        var missing = Assert.Throws<ArgumentException>(() =>
            new FieldEvaluator(Network.Linear(2, 1), TrialFunction.None, [D(U1, 0, 1)], Points())
        );
        Assert.Contains("uses component 1 of u", missing.Message, StringComparison.Ordinal);
        var beyond = Assert.Throws<ArgumentException>(() =>
            new FieldEvaluator(Network.Linear(2, 1), TrialFunction.None, [D(U0, 0, 2)], Points())
        );
        Assert.Contains("the equation uses x[2]", beyond.Message, StringComparison.Ordinal);

        static PdeObjective Objective(Problem problem, Network network) =>
            new(
                problem,
                network,
                TrialFunction.Hard(problem),
                new Formulation(FormulationKind.Galerkin),
                new GaussRule(3)
            );
    }

    private static PointSet Points()
    {
        var coordinates = new double[2 * Count];
        var weights = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            coordinates[i] = (0.13 + (i * 0.371)) % 1.0;
            coordinates[Count + i] = (0.29 + (i * 0.617)) % 1.0;
            weights[i] = (0.5 + (i % 3)) / Count;
        }
        return new PointSet(2, coordinates, weights);
    }

    private static double[] Parameters(Network network) =>
        [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.8 * Math.Sin((1.7 * i) + 1.0))];

    private static double[] Dense(ILinearOperator hessian, int size)
    {
        var (units, products) = (new double[size * size], new double[size * size]);
        for (var i = 0; i < size; i++)
        {
            units[(i * size) + i] = 1.0;
        }
        hessian.Apply(units, products, WorkerTeam.Sequential);
        return products;
    }

    private static double[] Gradient(PdeObjective objective, double[] parameters)
    {
        var gradient = new double[parameters.Length];
        objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        return gradient;
    }

    private static double Loss(PdeObjective objective, double[] parameters)
    {
        var value = new double[1];
        objective.Values(parameters, value, default, default, WorkerTeam.Sequential);
        return value[0];
    }
}
