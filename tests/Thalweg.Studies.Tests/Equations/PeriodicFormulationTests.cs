using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Equations;

/// <summary>Periodic conditions where a network gives more numbers than the problem has components: fluxes of a mixed formulation, or numbers to spare.</summary>
public sealed class PeriodicFormulationTests
{
    private const string Equation = "D(u, t) - D(u, x, x) + u^3";

    [Theory]
    [InlineData("galerkin(penalty=3)", 2)]
    [InlineData("galerkin(penalty=3)", 4)]
    [InlineData("mixed(penalty=3)", 2)]
    [InlineData("mixed(penalty=3)", 4)]
    public void The_term_speaks_of_the_same_component_at_the_second_place(string formulation, int outputs)
    {
        var source = Source(formulation, outputs);
        Assert.Empty(source.Refusals);
        var objective = source.Create();
        double[] theta = [.. Enumerable.Range(0, objective.ParameterCount).Select(i => 0.6 * Math.Sin(i + 1.0))];
        var terms = new double[objective.TermNames.Count];
        objective.Values(theta, new double[1], terms, default, WorkerTeam.Sequential);
        // By hand: 3 ∫ (u(0, t) − u(1, t))² by the same nodes.
        var expected = 0.0;
        for (var n = 0; n < 6; n++)
        {
            var (t, weight) = (Nodes[n], Weights[n]);
            var misfit = Value(theta, outputs, 0, t) - Value(theta, outputs, 1, t);
            expected += 3 * weight * misfit * misfit;
        }
        Assert.Equal(expected, terms[objective.TermNames.ToList().IndexOf("periodic")], 1e-12 * expected);
        // The gradient of all terms by differences.
        var gradient = new double[theta.Length];
        objective.Gradient(theta, gradient, default, WorkerTeam.Sequential);
        for (var j = 0; j < theta.Length; j += 5)
        {
            double Moved(double step)
            {
                var moved = (double[])theta.Clone();
                moved[j] += step;
                var loss = new double[1];
                objective.Values(moved, loss, default, default, WorkerTeam.Sequential);
                return loss[0];
            }
            const double h = 1e-3;
            var slope = ((8 * (Moved(h) - Moved(-h))) - (Moved(2 * h) - Moved(-2 * h))) / (12 * h);
            Assert.Equal(slope, gradient[j], 1e-7 * (1 + Math.Abs(slope)));
        }
    }

    /// <summary>The network of zeros is the solution, which flows through the seam.</summary>
    [Theory]
    [InlineData("weak")]
    [InlineData("galerkin")]
    public void Nothing_is_asked_of_the_flux_at_a_seam(string formulation)
    {
        var source = new PdeSource(
            Problems.Catalogue.Resolve(
                new Call(
                    "equation",
                    null,
                    [
                        new CallArgument("domain", "box((0, 0), (2, 1))", default),
                        new CallArgument("residual", "-laplacian(u) - pi^2*sin(pi*x)", default),
                        new CallArgument("energy", "0.5*dot(grad(u), grad(u)) - pi^2*sin(pi*x)*u", default),
                        new CallArgument("conditions", "periodic x;u = sin(pi*x) on y=0, y=1", default),
                    ],
                    default
                )
            ),
            Catalogues.Networks.Catalogue.Resolve("mlp(width=3, depth=1)", default),
            Trials.Catalogue.Resolve("hard", default),
            Quadratures.Catalogue.Resolve("gauss:20", default),
            Formulations.Catalogue.Resolve(formulation, default)
        );
        var objective = source.Create();
        var loss = new double[1];
        objective.Values(new double[objective.ParameterCount], loss, default, default, WorkerTeam.Sequential);
        Assert.InRange(loss[0], 0, 1e-20);
    }

    [Fact]
    public void A_mixed_formulation_asks_for_no_coefficient()
    {
        var source = Source("mixed(penalty=3)", 2) with
        {
            Problem = Problem("D(u, t) - k*D(u, x, x)", new CallArgument("coefficients", "k = 1", default)),
        };
        Assert.Contains(source.Refusals, r => r.Message.Contains("asks for k too", StringComparison.Ordinal));
    }

    // Gauss's six nodes of (0, 1).
    private static readonly double[] Nodes =
    [
        0.03376524289842399,
        0.16939530676686774,
        0.38069040695840155,
        0.6193095930415985,
        0.8306046932331322,
        0.966234757101576,
    ];

    private static readonly double[] Weights =
    [
        0.08566224618958517,
        0.1803807865240693,
        0.23395696728634552,
        0.23395696728634552,
        0.1803807865240693,
        0.08566224618958517,
    ];

    /// <summary>The first number that mlp(width=5, depth=1) gives.</summary>
    private static double Value(double[] theta, int outputs, double x, double t)
    {
        var value = theta[15 + (5 * outputs)];
        for (var unit = 0; unit < 5; unit++)
        {
            value +=
                theta[15 + unit] * Math.Tanh((theta[2 * unit] * x) + (theta[(2 * unit) + 1] * t) + theta[10 + unit]);
        }
        return value;
    }

    private static PdeSource Source(string formulation, int outputs) =>
        new(
            Problem(Equation),
            Catalogues.Networks.Catalogue.Resolve(
                $"mlp(width=5, depth=1, activation=tanh, outputs={outputs})",
                default
            ),
            Trials.Catalogue.Resolve("none", default),
            Quadratures.Catalogue.Resolve("gauss:6", default),
            Formulations.Catalogue.Resolve(formulation, default)
        );

    private static ResolvedCall Problem(string equation, params CallArgument[] more) =>
        Problems.Catalogue.Resolve(
            new Call(
                "equation",
                null,
                [
                    new CallArgument("domain", "interval(0, 1) x time(1)", default),
                    new CallArgument("residual", equation, default),
                    new CallArgument("conditions", "u = sin(2*pi*x) at t=0;periodic x", default),
                    .. more,
                ],
                default
            )
        );
}
