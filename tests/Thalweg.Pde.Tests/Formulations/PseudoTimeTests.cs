using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Losses of implicit steps of pseudo-time against sums by hand.</summary>
public sealed class PseudoTimeTests
{
    [Theory]
    [InlineData("burgers", 0.7)]
    [InlineData("burgers", -2.0)]
    [InlineData("kovasznay", 0.4)]
    public void The_loss_is_the_sum_of_squares_of_residual_and_rate(string name, double step)
    {
        var stated = Of(name);
        var (former, θ) = (Parameters(stated, 1), Parameters(stated, 2));
        var implicated = stated.As<IPseudoTime>()!.Implicit(former, step, WorkerTeam.Sequential);
        var equations = stated.EquationTerms;
        var points = stated.InteriorPoints;
        var (terms, own, loss) = (
            new double[stated.TermNames.Count],
            new double[stated.TermNames.Count],
            new double[1]
        );
        implicated.Values(θ, loss, terms, default, WorkerTeam.Sequential);
        stated.Values(θ, loss, own, default, WorkerTeam.Sequential);
        for (var t = 0; t < terms.Length; t++)
        {
            if (t >= equations)
            {
                Assert.Equal(own[t], terms[t]);
                continue;
            }
            var (uOld, rOld) = Fields(stated, t, former);
            var (u, r) = Fields(stated, t, θ);
            double Sum(Func<int, double> at) =>
                Enumerable.Range(0, points.Count).Sum(n => points.Weights[n] * at(n) * at(n));
            var dτ = step * Math.Sqrt(Sum(n => uOld[n]) / Sum(n => rOld[n]));
            var expected = Sum(n => r[n] + ((u[n] - uOld[n]) / dτ));
            Assert.Equal(expected, terms[t], 1e-12 * expected);
        }
        // At the former θ nothing moves.
        implicated.Values(former, loss, terms, default, WorkerTeam.Sequential);
        stated.Values(former, loss, own, default, WorkerTeam.Sequential);
        Assert.Equal(own, terms, (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(a));
    }

    [Fact]
    public void Everything_that_is_computed_with_it_agrees()
    {
        var stated = Of("burgers");
        var implicated = (PdeObjective)stated.Implicit(Parameters(stated, 1), 0.5, WorkerTeam.Sequential);
        var θ = Parameters(stated, 2);
        using var team = new WorkerTeam(3);
        var gradient = new double[θ.Length];
        var loss = implicated.Gradient(θ, gradient, default, team);
        var residuals = implicated.As<IResiduals>()!;
        var r = new double[residuals.RowCount];
        residuals.Residuals(θ, r, team);
        Assert.Equal(loss, r.Sum(x => x * x), 1e-12 * loss);
        // Slopes and curvature along a line by differences.
        var v = Parameters(stated, 5);
        const double H = 1e-4;
        double At(double h)
        {
            var value = new double[1];
            implicated.Values(θ.Zip(v, (x, d) => x + (h * d)).ToArray(), value, default, default, team);
            return value[0];
        }
        var slope = gradient.Zip(v, (g, d) => g * d).Sum();
        Assert.Equal((At(H) - At(-H)) / (2 * H), slope, 1e-5 * Math.Abs(slope) + 1e-6 * loss);
        var product = new double[θ.Length];
        implicated.LinearizeAt(θ, team).Apply(v, product, team);
        var curvature = product.Zip(v, (p, d) => p * d).Sum();
        Assert.Equal((At(H) - (2 * loss) + At(-H)) / (H * H), curvature, 1e-4 * Math.Abs(curvature) + 1e-4 * loss);
    }

    [Fact]
    public void What_has_no_strong_residual_takes_no_steps()
    {
        Assert.Null(Of("burgers", FormulationKind.GradientEnhanced).As<IPseudoTime>());
        Assert.Null(Of("burgers", rule: new MonteCarloRule(23, Redraw.Step)).As<IPseudoTime>());
        var stated = Of("burgers");
        var θ = Parameters(stated, 1);
        foreach (var step in new[] { 0, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => stated.Implicit(θ, step, WorkerTeam.Sequential));
        }
        // A step of a step, and weights of one, are not to be had.
        var implicated = stated.Implicit(θ, 1, WorkerTeam.Sequential);
        Assert.Null(implicated.As<IPseudoTime>());
        Assert.Null(implicated.As<IWeightable>());
    }

    private static (double[] Field, double[] Residual) Fields(PdeObjective loss, int t, double[] θ)
    {
        var values = new FieldEvaluator(
            loss.Network,
            loss.Trial,
            [Calculus.U(t), loss.Problem.Residuals[t]],
            loss.InteriorPoints
        ).Evaluate(θ, WorkerTeam.Sequential);
        return (values[..loss.InteriorPoints.Count], values[loss.InteriorPoints.Count..]);
    }

    private static PdeObjective Of(
        string name,
        FormulationKind kind = FormulationKind.Galerkin,
        QuadratureRule? rule = null
    )
    {
        var problem = name == "burgers" ? BurgersProblem.Create() : KovasznayProblem.Create();
        return new PdeObjective(
            problem,
            Network.Mlp(problem.Dimension, problem.Outputs, [5, 4], Activation.Tanh),
            TrialFunction.None,
            new Formulation(kind, 3.0),
            rule ?? new SobolRule(40)
        );
    }

    private static double[] Parameters(PdeObjective objective, int seed) =>
        [.. Enumerable.Range(0, objective.ParameterCount).Select(i => 0.7 * Math.Sin((seed * 7) + i))];
}
