using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>The rows of the second variation of a loss.</summary>
public sealed class SecondVariationTests
{
    private static readonly Problem Line = PoissonProblem.Sine(1);
    private static readonly Problem Square = PoissonProblem.Sine(2);

    /// <summary>½(u_x + u)² + ½u_y² + u⁴/4: entries that are coupled, with a second derivative that depends on u.</summary>
    private static readonly Problem Coupled = Square with
    {
        Name = "coupled",
        Energy = 0.5 * (D(U(), 0) + U()).Power(2) + 0.5 * D(U(), 1).Power(2) + 0.25 * U().Power(4),
    };

    /// <summary>An energy against the Jacobians of residuals whose squares have the same second derivatives.</summary>
    [Fact]
    public void An_energy_has_the_rows_of_the_squares_in_it()
    {
        // ½|∇u|² − fu: J₀ᵀJ₀ + J₁ᵀJ₁ of ∂u/∂x and ∂u/∂y.
        var poisson = GramOf(Objective(Square, FormulationKind.Ritz));
        var gradient = Sum(JacobianOf(Square, D(U(), 0)), JacobianOf(Square, D(U(), 1)));
        Near(gradient, poisson, 1e-13);
        // ½(u_x + u)² + ½u_y² + ¼u⁴, u⁴ having the second derivative 3u².
        var coupled = GramOf(Objective(Coupled, FormulationKind.Ritz));
        var squares = Sum(
            Sum(JacobianOf(Square, D(U(), 0) + U()), JacobianOf(Square, D(U(), 1))),
            JacobianOf(Square, U().Power(2), 0.75)
        );
        Near(squares, coupled, 1e-13);
    }

    [Fact]
    public void A_square_has_twice_its_normal_matrix()
    {
        var soft = Objective(Square, FormulationKind.Galerkin, penalty: 3.0);
        Near(NormalMatrix(soft, 2.0), GramOf(soft), 1e-14);
        var supervised = Objective(Square, FormulationKind.Supervised);
        Near(NormalMatrix(supervised, 2.0), GramOf(supervised), 1e-14);
    }

    /// <summary>The parameters of the last layer enter u linearly: there the second variation is the Hessian of the loss.</summary>
    [Theory]
    [InlineData("poisson, soft")]
    [InlineData("cubic")]
    [InlineData("coupled")]
    [InlineData("supervised")]
    public void Where_u_is_linear_it_is_the_Hessian(string name)
    {
        var objective = name switch
        {
            "poisson, soft" => Objective(Square, FormulationKind.Ritz, penalty: 5.0),
            "cubic" => Objective(CubicProblem.Create(), FormulationKind.Ritz),
            "coupled" => Objective(Coupled, FormulationKind.Ritz),
            _ => Objective(Square, FormulationKind.Supervised),
        };
        var gram = GramOf(objective);
        var count = objective.ParameterCount;
        var last = objective.Layout.Tensors.Where(t => t.Layer == objective.Layout.Tensors[^1].Layer).ToArray();
        var indices = last.SelectMany(t => Enumerable.Range(t.Offset, t.Count)).ToArray();
        Assert.InRange(indices.Length, 5, count - 5);
        const double step = 1e-3;
        var θ = Parameters(count);
        var (up, down) = (new double[count], new double[count]);
        var scale = indices.Max(i => gram[i, i]);
        foreach (var j in indices)
        {
            var moved = (double[])θ.Clone();
            moved[j] += step;
            objective.Gradient(moved, up, default, WorkerTeam.Sequential);
            moved[j] = θ[j] - step;
            objective.Gradient(moved, down, default, WorkerTeam.Sequential);
            foreach (var i in indices)
            {
                Assert.Equal((up[i] - down[i]) / (2 * step), gram[i, j], 1e-6 * scale);
            }
        }
    }

    [Theory]
    [InlineData(FormulationKind.Ritz)]
    [InlineData(FormulationKind.Galerkin)]
    public void Portions_and_threads_leave_no_trace(FormulationKind kind)
    {
        var objective = Objective(Coupled with { Residuals = [D(U(), 0) + U().Power(2)] }, kind, penalty: 2.0);
        var rows = objective.As<ISecondVariation>()!;
        var count = objective.ParameterCount;
        var θ = Parameters(count);
        var whole = new double[rows.RowCount * count];
        rows.Rows(θ, 0, rows.RowCount, whole, WorkerTeam.Sequential);
        using var team = new WorkerTeam(3);
        var portions = new double[whole.Length];
        for (var first = 0; first < rows.RowCount; first += 17)
        {
            var size = Math.Min(17, rows.RowCount - first);
            rows.Rows(θ, first, size, portions.AsMemory(first * count, size * count), team);
        }
        Assert.Equal(whole, portions);
    }

    /// <summary>Chords are Rs to first order, and twice as long a step leaves four times the rest.</summary>
    [Theory]
    [InlineData(FormulationKind.Ritz)]
    [InlineData(FormulationKind.Galerkin)]
    [InlineData(FormulationKind.Supervised)]
    public void Chords_bend_away_from_their_rows(FormulationKind kind)
    {
        var objective = Objective(Coupled, kind, kind == FormulationKind.Supervised ? null : 2.0);
        var rows = objective.As<ISecondVariation>()!;
        var count = objective.ParameterCount;
        var θ = Parameters(count);
        var matrix = new double[rows.RowCount * count];
        rows.Rows(θ, 0, rows.RowCount, matrix, WorkerTeam.Sequential);
        double Rest(double scale)
        {
            var step = Enumerable.Range(0, count).Select(i => scale * Math.Cos(2.3 * i)).ToArray();
            var chords = new double[rows.RowCount];
            rows.Chords(θ, step, chords, WorkerTeam.Sequential);
            using var team = new WorkerTeam(3);
            var threaded = new double[rows.RowCount];
            rows.Chords(θ, step, threaded, team);
            Assert.Equal(chords, threaded);
            var rest = chords.Select(
                (chord, n) => chord - Enumerable.Range(0, count).Sum(i => matrix[(n * count) + i] * step[i])
            );
            return Math.Sqrt(rest.Sum(v => v * v) / chords.Sum(v => v * v));
        }
        Assert.InRange(Rest(1e-4), 1e-7, 1e-2);
        Assert.Equal(2, Rest(2e-4) / Rest(1e-4), 0.01);
    }

    [Fact]
    public void Where_the_density_is_not_convex_its_convex_part_is_taken()
    {
        var problem = Line with { Energy = 0.5 * D(U(), 0).Power(2) - 50.0 * U().Power(2) };
        var convex = Line with { Energy = 0.5 * D(U(), 0).Power(2) };
        Near(GramOf(Objective(convex, FormulationKind.Ritz)), GramOf(Objective(problem, FormulationKind.Ritz)), 1e-15);
    }

    [Fact]
    public void Where_there_is_none_none_is_offered()
    {
        Assert.Null(Objective(Line with { Energy = X(0) * U() }, FormulationKind.Ritz).As<ISecondVariation>());
        static PdeObjective Of(FormulationKind kind, QuadratureRule rule) =>
            new(Line, Network.Mlp(1, 1, [4], Activation.Tanh), TrialFunction.Hard(Line), new Formulation(kind), rule);
        Assert.Null(Of(FormulationKind.Ritz, new Negative()).As<ISecondVariation>());
        Assert.Null(Of(FormulationKind.Galerkin, new Negative()).As<ISecondVariation>());
        Assert.Null(Of(FormulationKind.Galerkin, new Negative()).As<IResiduals>());
        Assert.NotNull(Of(FormulationKind.Ritz, new GaussRule(4)).As<ISecondVariation>());
        Assert.NotNull(Of(FormulationKind.Galerkin, new GaussRule(4)).As<IResiduals>());
    }

    private static double[] Parameters(int count) =>
        [.. Enumerable.Range(0, count).Select(i => 0.6 * Math.Sin(1.7 * i + 0.3))];

    private static PdeObjective Objective(Problem problem, FormulationKind kind, double? penalty = null) =>
        new(
            problem,
            Network.Mlp(problem.Dimension, 1, [6, 5], Activation.Tanh),
            penalty is null && kind != FormulationKind.Supervised ? TrialFunction.Hard(problem) : TrialFunction.None,
            new Formulation(kind, penalty),
            new GaussRule(problem.Dimension == 1 ? 37 : 7)
        );

    private static double[,] GramOf(PdeObjective objective)
    {
        var rows = objective.As<ISecondVariation>()!;
        var values = new double[rows.RowCount * objective.ParameterCount];
        rows.Rows(Parameters(objective.ParameterCount), 0, rows.RowCount, values, WorkerTeam.Sequential);
        return Normal(values, objective.ParameterCount, 1.0);
    }

    /// <summary>factor · JᵀJ of the residual of an equation.</summary>
    private static double[,] JacobianOf(Problem problem, Expression residual, double factor = 1.0) =>
        NormalMatrix(Objective(problem with { Residuals = [residual] }, FormulationKind.Galerkin), factor);

    private static double[,] NormalMatrix(PdeObjective objective, double factor)
    {
        var residuals = objective.As<IResiduals>()!;
        var rows = new double[residuals.RowCount * objective.ParameterCount];
        residuals.Rows(Parameters(objective.ParameterCount), 0, residuals.RowCount, rows, WorkerTeam.Sequential);
        return Normal(rows, objective.ParameterCount, factor);
    }

    private static double[,] Normal(double[] rows, int count, double factor)
    {
        var normal = new double[count, count];
        for (var n = 0; n < rows.Length; n += count)
        {
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                {
                    normal[i, j] += factor * rows[n + i] * rows[n + j];
                }
            }
        }
        return normal;
    }

    private static double[,] Sum(double[,] a, double[,] b)
    {
        var sum = (double[,])a.Clone();
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
            {
                sum[i, j] += b[i, j];
            }
        }
        return sum;
    }

    private static void Near(double[,] expected, double[,] actual, double tolerance)
    {
        var scale = expected.Cast<double>().Max(Math.Abs);
        Assert.True(scale > 0);
        Assert.All(
            expected.Cast<double>().Zip(actual.Cast<double>()),
            pair => Assert.Equal(pair.First, pair.Second, tolerance * scale)
        );
    }

    /// <summary>Milne's open rule, whose middle weight is negative.</summary>
    private sealed class Negative : QuadratureRule
    {
        public override string Name => "milne";

        public override PointSet Interior(Domain domain, long draw = 0) =>
            new(1, [0.25, 0.5, 0.75], [2.0 / 3, -1.0 / 3, 2.0 / 3]);

        public override PointSet Boundary(Domain domain, long draw = 0) => new(1, [0, 1], [1, 1]);
    }
}
