using System.Globalization;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>The energy of a neo-Hookean body that is turned inside out somewhere, and other formulas without a value.</summary>
public sealed class InfiniteEnergyTests
{
    private static readonly Problem Beam = HyperelasticBeamProblem.Create();

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void An_energy_is_infinite_exactly_where_the_determinant_is_not_positive_at_a_point(Precision precision)
    {
        var loss = Of(FormulationKind.Ritz, precision);
        using var team = new WorkerTeam(3);
        var (finite, infinite) = (0, 0);
        var all = new List<double>();
        var alone = new List<double>();
        for (var seed = 1; seed <= 24; seed++)
        {
            // Larger and larger displacements.
            double[] θ = [.. Parameters(loss, seed).Select(x => x * (0.2 + (0.1 * seed)))];
            var turned = LeastDeterminant(loss, θ) <= 0;
            var value = new double[1];
            loss.Values(θ, value, default, default, WorkerTeam.Sequential);
            Assert.Equal(turned, double.IsPositiveInfinity(value[0]));
            Assert.Equal(!turned, double.IsFinite(value[0]));
            var (gradient, terms) = (new double[θ.Length], new double[loss.TermNames.Count]);
            Assert.Equal(value[0], loss.Gradient(θ, gradient, terms, team));
            Assert.Equal(turned, double.IsPositiveInfinity(terms[0]));
            var apart = new double[terms.Length * θ.Length];
            loss.TermGradients(θ, apart, terms, team);
            Assert.Equal(turned, double.IsPositiveInfinity(terms[0]));
            Assert.Equal(turned, loss.Undefined(θ, team) is not null);
            _ = turned ? infinite++ : finite++;
            all.AddRange(θ);
            alone.Add(value[0]);
        }
        Assert.True(finite > 3 && infinite > 3, $"{finite} finite, {infinite} infinite");
        var together = new double[alone.Count];
        loss.Values(all.ToArray(), together, default, default, team);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void The_place_is_one_where_the_determinant_is_what_it_says()
    {
        var loss = Of(FormulationKind.Ritz);
        var θ = Turned(loss);
        var told = loss.Undefined(θ, WorkerTeam.Sequential)!;
        Assert.StartsWith("'interior' takes the logarithm of", told, StringComparison.Ordinal);
        var number = double.Parse(told.Split("logarithm of ")[1].Split(" at ")[0], CultureInfo.InvariantCulture);
        double[] point =
        [
            .. told.Split(" at (")[1]
                .TrimEnd(')')
                .Split(", ")
                .Select(x => double.Parse(x, CultureInfo.InvariantCulture)),
        ];
        Assert.True(number <= 0);
        Assert.Equal(Determinant(loss, θ, point), number, 0.02 * Math.Abs(number) + 0.02);
    }

    [Fact]
    public void A_short_formula_is_written()
    {
        var text = new ProblemText("interval(0, 1)", ["u"], ["-D(1 - 1/(1 + D(u, x)), x)"], ["u = 0 on x=0"])
        {
            Energy = "D(u, x) - log(1 + D(u, x))",
        };
        var network = Network.Mlp(1, 1, [3], Activation.Tanh);
        var loss = new PdeObjective(
            text.Build("bar"),
            network,
            TrialFunction.None,
            new Formulation(FormulationKind.Ritz, 1.0),
            new SobolRule(8)
        );
        double[] θ = [.. Parameters(loss, 1).Select(_ => 0.0)];
        // u' = −3 at x = 0 and wherever tanh is straight.
        (θ[0], θ[6]) = (-0.5, 6);
        var told = loss.Undefined(θ, WorkerTeam.Sequential)!;
        Assert.StartsWith("'interior' takes the logarithm of 1 + D(u, x[0]) = -", told, StringComparison.Ordinal);
        var number = double.Parse(told.Split(" = ")[1].Split(" at ")[0], CultureInfo.InvariantCulture);
        var x = double.Parse(told.Split(" at (")[1].TrimEnd(')'), CultureInfo.InvariantCulture);
        Assert.Equal(1 - (3 / Math.Pow(Math.Cosh(0.5 * x), 2)), number, 2e-3);
    }

    [Fact]
    public void A_residual_without_a_value_is_no_number_and_tells_its_place()
    {
        var loss = Of(FormulationKind.Galerkin);
        var θ = Turned(Of(FormulationKind.Ritz));
        var value = new double[1];
        loss.Values(θ, value, default, default, WorkerTeam.Sequential);
        Assert.True(double.IsNaN(value[0]));
        Assert.NotNull(loss.Undefined(θ, WorkerTeam.Sequential));
    }

    [Fact]
    public void A_loss_that_is_lost_for_another_reason_stays_no_number()
    {
        var loss = Of(FormulationKind.Ritz);
        var θ = Parameters(loss, 1);
        θ[0] = double.NaN;
        var value = new double[1];
        loss.Values(θ, value, default, default, WorkerTeam.Sequential);
        Assert.True(double.IsNaN(value[0]));
        var poisson = new PdeObjective(
            PoissonProblem.Sine(2),
            Network.Mlp(2, 1, [5], Activation.Tanh),
            TrialFunction.Hard(PoissonProblem.Sine(2)),
            new Formulation(FormulationKind.Ritz),
            new SobolRule(20)
        );
        Assert.Null(poisson.Undefined(Parameters(poisson, 1), WorkerTeam.Sequential));
    }

    private static double[] Parameters(PdeObjective objective, int seed) =>
        [.. Enumerable.Range(0, objective.ParameterCount).Select(i => 0.4 * Math.Sin((seed * 7) + i))];

    private static PdeObjective Of(FormulationKind kind, Precision precision = Precision.Double)
    {
        var network = Network.Mlp(2, 2, [6], Activation.Tanh);
        return new PdeObjective(
            Beam,
            network,
            TrialFunction.None,
            new Formulation(kind, 100.0),
            new SobolRule(60),
            new Arithmetic(precision)
        );
    }

    private static double[] Turned(PdeObjective loss)
    {
        for (var seed = 1; ; seed++)
        {
            double[] θ = [.. Parameters(loss, seed).Select(x => 3 * x)];
            if (LeastDeterminant(loss, θ) < -0.1)
            {
                return θ;
            }
        }
    }

    private static double LeastDeterminant(PdeObjective loss, double[] θ) =>
        Enumerable
            .Range(0, loss.InteriorPoints.Count)
            .Min(n => Determinant(loss, θ, [loss.InteriorPoints.Axis(0)[n], loss.InteriorPoints.Axis(1)[n]]));

    /// <summary>det(I + ∇u) by central differences of the network.</summary>
    private static double Determinant(PdeObjective loss, double[] θ, double[] x)
    {
        const double H = 1e-5;
        double[] points = [x[0] + H, x[0] - H, x[0], x[0], x[1], x[1], x[1] + H, x[1] - H];
        var u = new FieldEvaluator(
            loss.Network,
            TrialFunction.None,
            [new JetEntry(0, JetKind.Value), new JetEntry(1, JetKind.Value)],
            new PointSet(2, points, [1, 1, 1, 1])
        ).Evaluate(θ, WorkerTeam.Sequential);
        double D(int component, int pair) =>
            (u[(4 * component) + (2 * pair)] - u[(4 * component) + (2 * pair) + 1]) / (2 * H);
        return ((1 + D(0, 0)) * (1 + D(1, 1))) - (D(0, 1) * D(1, 0));
    }
}
