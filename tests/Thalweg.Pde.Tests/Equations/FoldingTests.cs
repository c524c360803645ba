using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Equations;

/// <summary>Sums of derivatives travel as one stream where they may, and the loss is the same where they may not.</summary>
public sealed class FoldingTests
{
    private static readonly JetEntry U0 = U();
    private static readonly JetEntry U1 = U(1);

    /// <summary>Integrand, dimensions, outputs, streams, and the operators among them.</summary>
    private static readonly (
        string Name,
        Expression Integrand,
        int Dimension,
        int Outputs,
        int Streams,
        string Operators
    )[] Cases =
    [
        ("burgers", (D(U0, 1) + U0 * D(U0, 0) - 0.02 * D2(U0, 0)).Power(2), 2, 1, 3, "-0.02*D(x[0], x[0]) + D(x[1])"),
        (
            "convection and diffusion in time",
            (D(U0, 1) + 3.0 * D(U0, 0) - 0.02 * D2(U0, 0) - X(0)).Power(2),
            2,
            1,
            3,
            "3*D(x[0]) + -0.02*D(x[0], x[0]) + D(x[1])"
        ),
        (
            "convection and diffusion at rest",
            (2.0 * D(U0, 0) + D(U0, 1) - 0.1 * Laplacian(U0)).Power(2),
            2,
            1,
            4,
            "D(x[0], x[0]) + D(x[1], x[1])"
        ),
        ("a residual used twice", Twice(D(U0, 1) - D2(U0, 0)), 2, 1, 3, "-1*D(x[0], x[0]) + D(x[1])"),
        ("a sum inside a sum", Shared(D(U0, 1) - D2(U0, 0)), 3, 1, 3, "-1*D(x[0], x[0]) + D(x[1]) + 2*D(x[2])"),
        (
            "a multiple of a sum",
            (2.0 * (D(U0, 1) - 0.5 * (D2(U0, 0) + D2(U0, 1))) + U0).Power(2),
            2,
            1,
            4,
            "-1*D(x[0], x[0]) + 2*D(x[1]) + -1*D(x[1], x[1])"
        ),
        (
            "a quotient of a sum",
            ((D(U0, 1) - D2(U0, 0)) / (1.0 + X(0))).Power(2),
            2,
            1,
            3,
            "-1*D(x[0], x[0]) + D(x[1])"
        ),
        (
            "two outputs, one operator",
            (D(U0, 1) - D2(U0, 0) + U0 * U1).Power(2) + (D(U1, 1) - D2(U1, 0)).Power(2),
            2,
            2,
            3,
            "-1*D(x[0], x[0]) + D(x[1])"
        ),
        (
            "two outputs with different operators, no cheaper than as written",
            (D(U0, 1) - D2(U0, 0) + 2.0 * D(U1, 1) - 2.0 * D2(U1, 0)).Power(2),
            2,
            2,
            4,
            "D(x[0], x[0])"
        ),
        (
            "a time derivative that also appears by itself",
            (D(U0, 1) - D2(U0, 0)).Power(2) + D(U0, 1).Power(2),
            2,
            1,
            4,
            "D(x[0], x[0])"
        ),
        (
            "a second derivative that also appears by itself",
            (D(U0, 1) - D2(U0, 0)).Power(2) + Sin(D2(U0, 0)),
            2,
            1,
            4,
            "D(x[0], x[0])"
        ),
        ("a coefficient that varies", (D(U0, 1) - X(0) * D2(U0, 0)).Power(2), 2, 1, 4, "D(x[0], x[0])"),
        (
            "a Laplacian and a second derivative",
            (Laplacian(U0) + 2.0 * D2(U0, 0) - U0).Power(2),
            2,
            1,
            4,
            "3*D(x[0], x[0]) + D(x[1], x[1])"
        ),
        ("a Laplacian less itself", Laplacian(U0) - D2(U0, 0) + U0.Power(2), 1, 1, 2, ""),
        ("first derivatives alone", (D(U0, 0) + 2.0 * D(U0, 1) + D(U0, 2) - U0).Power(2), 3, 1, 4, ""),
        ("nothing to fold", D(U0, 0) * D(U0, 1) + D2(U0, 0).Power(2), 2, 1, 4, "D(x[0], x[0])"),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_loss_is_that_of_the_unfolded_integrand_and_the_streams_are_the_least(string name)
    {
        var (_, integrand, dimension, outputs, streams, operators) = Cases.Single(c => c.Name == name);
        var plan = Assert.Single(Unfolding.Check(integrand, dimension, outputs).Plans);
        Assert.Equal(operators, string.Join("; ", plan.Plan.Streams.Operators.ToArray().Select(op => op.ToString())));
        Assert.Equal(streams, plan.Plan.Streams.Count);
    }

    [Theory]
    [InlineData("a time derivative that also appears by itself")]
    [InlineData("a second derivative that also appears by itself")]
    [InlineData("a coefficient that varies")]
    [InlineData("nothing to fold")]
    public void What_is_needed_by_itself_stays(string name)
    {
        var (_, integrand, dimension, _, _, _) = Cases.Single(c => c.Name == name);
        var entries = Differentiation.Entries(Folding.Of([integrand], dimension)[0]);
        Assert.DoesNotContain(entries, entry => entry.Kind == JetKind.Operator);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 5)]
    public void Heat_carries_one_operator(int dimension, int streams)
    {
        var plan = PlanOf(HeatProblem.Create(dimension), FormulationKind.Galerkin);
        Assert.Equal(streams, plan.Plan.Streams.Count);
        var op = Assert.Single(plan.Plan.Streams.Operators.ToArray());
        var time = new double[dimension + 1];
        time[dimension] = 1.0;
        var space = Enumerable.Repeat(-HeatProblem.DefaultDiffusivity, dimension).Append(0.0).ToArray();
        Assert.Equal(new StreamOperator(time, space), op);
        Assert.Equal(-1, plan.Plan.Streams.IndexOfFirst(dimension));
    }

    [Fact]
    public void Streams_of_the_catalogue()
    {
        Assert.Equal(3, PlanOf(BurgersProblem.Create(), FormulationKind.Galerkin).Plan.Streams.Count);
        for (var d = 1; d <= 6; d++)
        {
            var galerkin = PlanOf(PoissonProblem.Sine(d), FormulationKind.Galerkin).Plan;
            Assert.Equal((JetSweep.Forward, d + 2), (galerkin.Sweep, galerkin.Streams.Count));
            var ritz = PlanOf(PoissonProblem.Sine(d), FormulationKind.Ritz).Plan;
            Assert.Equal(d == 1 ? JetSweep.Forward : JetSweep.ReverseOverInputs, ritz.Sweep);
            Assert.Equal((2, 6), (ritz.ForwardPasses, ritz.GradientPasses));
            var supervised = PlanOf(PoissonProblem.Sine(d), FormulationKind.Supervised).Plan;
            Assert.Equal((JetSweep.Forward, 1), (supervised.Sweep, supervised.Streams.Count));
        }
    }

    [Fact]
    public void The_plan_is_the_cheapest_of_those_that_were_compared()
    {
        // Folded it carries four streams; as written reverse mode over x is cheaper than that.
        var u = U();
        var energy = (D(u, 0) + D(u, 1)).Power(2) + D(u, 2).Power(2) + D(u, 3).Power(2);
        TermPlan[] plans =
        [
            PlanOf(PoissonProblem.Sine(4) with { Energy = energy }, FormulationKind.Ritz),
            PlanOf(PoissonProblem.Sine(3), FormulationKind.Ritz),
            PlanOf(PoissonProblem.Sine(3), FormulationKind.Galerkin),
            PlanOf(BurgersProblem.Create(), FormulationKind.Galerkin),
            PlanOf(PoissonProblem.Sine(1), FormulationKind.Supervised),
        ];
        Assert.Equal(JetSweep.ReverseOverInputs, plans[0].Plan.Sweep);
        foreach (var plan in plans)
        {
            Assert.Equal(plan.GradientFlops, plan.Alternatives[^1].GradientFlops);
            Assert.Equal(plan.Plan.Streams, plan.Alternatives[^1].Streams);
            Assert.Equal(plan.Alternatives, plan.Alternatives.OrderByDescending(w => w.GradientFlops));
            Assert.Equal(plan.Alternatives.Count, plan.Alternatives.DistinctBy(w => w.Name).Count());
        }
    }

    private static Expression Twice(Expression residual) => residual * residual + U0 * residual;

    // The inner sum is no sum of its own: its only reader is the outer one.
    private static Expression Shared(Expression inner) => (inner + 2.0 * D(U0, 2) + U0 * D(U0, 0)).Power(2) + U0;

    private static TermPlan PlanOf(Problem problem, FormulationKind kind) =>
        new PdeObjective(
            problem,
            Network.Mlp(problem.Dimension, 1, [20, 20], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(kind),
            new MonteCarloRule(8)
        ).Plans[0];
}
