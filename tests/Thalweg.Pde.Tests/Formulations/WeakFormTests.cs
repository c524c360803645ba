using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Terms;
using Thalweg.Pde.Texts;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Weak forms: their test functions, norms in closed form, and what is refused.</summary>
public sealed class WeakFormTests
{
    public static TheoryData<TestFamily, bool, bool> Ends { get; } =
        new(
            from family in Enum.GetValues<TestFamily>()
            from below in (bool[])[false, true]
            from above in (bool[])[false, true]
            select new TheoryDataRow<TestFamily, bool, bool>(family, below, above)
        );

    [Theory]
    [MemberData(nameof(Ends))]
    public void Test_functions_vanish_where_they_have_to_and_have_their_slopes(
        TestFamily family,
        bool below,
        bool above
    )
    {
        const int count = 5;
        var basis = TestBasis.Of(new TestFunctions(family, count), -1, 2, below, above);
        double[] At(double x, bool slopes = false)
        {
            var (values, derivatives) = (new double[count], new double[count]);
            basis.At(x, values, derivatives);
            return slopes ? derivatives : values;
        }
        foreach (var (end, isZero) in ((double, bool)[])[(-1, below), (2, above)])
        {
            Assert.Equal(isZero, At(end).All(v => Math.Abs(v) < 1e-13));
        }
        const double h = 1e-5;
        foreach (var x in (double[])[-0.9, -0.33, 0.21, 1.17, 1.83])
        {
            var (up, down, slopes) = (At(x + h), At(x - h), At(x, slopes: true));
            for (var j = 0; j < count; j++)
            {
                Assert.Equal((up[j] - down[j]) / (2 * h), slopes[j], 1e-7);
            }
        }
        // They are linearly independent.
        Assert.True(
            Thalweg
                .Numerics.Linear.CholeskyFactorization.InPlace(basis.Gram().Mass, count, WorkerTeam.Sequential)
                .Failure
                is null
        );
    }

    [Fact]
    public void Gram_matrices_are_those_in_closed_form()
    {
        var (mass, stiffness) = TestBasis.Of(new TestFunctions(TestFamily.Sine, 6), 0, 2, true, true).Gram();
        var (hatMass, hatStiffness) = TestBasis
            .Of(new TestFunctions(TestFamily.Piecewise, 6), 0, 3.5, true, true)
            .Gram();
        // ∫ (P_(j+1) − P_(j−1))′² = 2 (2j + 1) on (−1, 1), with j from 1.
        var (_, legendre) = TestBasis.Of(new TestFunctions(TestFamily.Legendre, 6), -1, 1, true, true).Gram();
        for (var j = 0; j < 6; j++)
        {
            for (var k = 0; k < 6; k++)
            {
                var at = (j * 6) + k;
                var own = j == k ? 1.0 : 0.0;
                Assert.Equal(own, mass[at], 1e-13);
                Assert.Equal(own * Math.PI * Math.PI * (j + 1) * (j + 1) / 4, stiffness[at], 1e-11);
                Assert.Equal(own * 2 * (2 * (j + 1) + 1), legendre[at], 1e-12);
                // h = 1/2.
                Assert.Equal(
                    j == k ? 1.0 / 3
                        : Math.Abs(j - k) == 1 ? 1.0 / 12
                        : 0,
                    hatMass[at],
                    1e-14
                );
                Assert.Equal(
                    j == k ? 4
                        : Math.Abs(j - k) == 1 ? -2
                        : 0,
                    hatStiffness[at],
                    1e-13
                );
            }
        }
    }

    /// <summary>The dual norm of the residual of u is the energy norm of the part of u − u* that the test functions span: at u = 0 all of u* for
    /// sines, of which u* is one, and of hats the interpolant of u*.</summary>
    [Theory]
    [InlineData(1, TestFamily.Sine, 1)]
    [InlineData(1, TestFamily.Sine, 7)]
    [InlineData(2, TestFamily.Sine, 3)]
    [InlineData(1, TestFamily.Legendre, 12)]
    [InlineData(2, TestFamily.Legendre, 10)]
    [InlineData(1, TestFamily.Piecewise, 3)]
    public void The_dual_norm_of_poisson_is_the_error_in_the_energy(int dimension, TestFamily family, int degree)
    {
        var loss = AtZero(
            PoissonProblem.Sine(dimension),
            new TestFunctions(family, degree),
            new SimpsonRule(dimension == 1 ? 800 : 80)
        );
        // ∫ |∇u*|² = d π²/2^d; in one dimension the interpolant is the projection, with slopes of sines over h.
        var h = 1.0 / (degree + 1);
        var expected =
            family == TestFamily.Piecewise
                ? Enumerable
                    .Range(0, degree + 1)
                    .Sum(i => Math.Pow(Math.Sin(Math.PI * (i + 1) * h) - Math.Sin(Math.PI * i * h), 2) / h)
                : dimension * Math.PI * Math.PI / (1 << dimension);
        Assert.Equal(expected, loss, 1e-9);
    }

    [Fact]
    public void The_plain_norm_is_the_sum_of_the_squares()
    {
        var loss = AtZero(
            PoissonProblem.Sine(1),
            new TestFunctions(TestFamily.Sine, 4, IsDual: false),
            new GaussRule(40)
        );
        // Of r_1 = −∫ π² sin² πx alone.
        Assert.Equal(Math.Pow(Math.PI * Math.PI / 2, 2), loss, 1e-11);
    }

    [Fact]
    public void Test_functions_are_free_where_the_flux_is_given_and_see_it()
    {
        var bar = WeakForms.Of(HyperelasticBarProblem.Create()).Single();
        Assert.Equal([(true, false)], bar.Zeros);
        Assert.Empty(bar.Faces);
        var plate = WeakForms.Of(ElasticPlateProblem.Create());
        Assert.Equal([(false, false), (true, true)], plate[0].Zeros);
        Assert.Equal([(true, true), (true, false)], plate[1].Zeros);
        Assert.Empty(plate[0].Faces);
        Assert.Equal("y = 1", Assert.Single(plate[1].Faces).Face.Name);
        // No condition at the end of time, and u_t stays where it is.
        var heat = WeakForms.Of(HeatProblem.Create(1)).Single();
        Assert.Equal([(true, true), (false, false)], heat.Zeros);
        Assert.Equal([true, false], heat.Flows);
        var wave = WeakForms.Of(WaveProblem.Create()).Single();
        Assert.Equal([true, false], wave.Flows);
        Assert.Equal(2, Differentiation.Order(wave.Parts[^1].Integrand));
        // Where nothing flows, functions are free.
        Assert.Equal([(false, false), (false, false)], WeakForms.Of(KovasznayProblem.Create())[2].Zeros);
    }

    [Fact]
    public void A_robin_condition_that_holds_the_unknown_stays_a_condition()
    {
        var problem = new ProblemText(
            "interval(0, 1)",
            ["u"],
            ["-D(u, x, x) - 1"],
            ["u = 0 on x=0", "right: D(u, n) + 2*u = 1 on x=1"]
        ).Build("robin");
        Assert.Equal([(true, true)], WeakForms.Of(problem).Single().Zeros);
        var left = Assert.Single(Refusals(problem, new Formulation(FormulationKind.Weak)));
        Assert.Contains("leaves the condition 'right' out", left.Message, StringComparison.Ordinal);
        Assert.Empty(Refusals(problem, new Formulation(FormulationKind.Weak, 10)));
    }

    [Fact]
    public void What_has_no_weak_form_is_refused_with_a_reason()
    {
        var weak = new Formulation(FormulationKind.Weak);
        Assert.Contains(
            "has test functions on intervals and boxes, and 'interface' is on the disc",
            Assert.Single(Refusals(InterfaceProblem.Create(), weak)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            Refusals(KirchhoffPlateProblem.Create(), weak),
            r => r.Message.Contains("is of order 4; write galerkin", StringComparison.Ordinal)
        );
        var quasilinear = new ProblemText(
            "interval(0, 1)",
            ["u"],
            ["-(1 + u^2)*D(u, x, x) - 1"],
            ["u = 0 on boundary"]
        ).Build("quasilinear");
        Assert.Contains(
            "has a coefficient that depends on the unknown, and no energy is given",
            Assert.Single(Refusals(quasilinear, weak)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Points_that_do_not_serve_test_functions_are_refused()
    {
        var weak = new Formulation(FormulationKind.Weak);
        var square = PoissonProblem.Sine(2);
        var few = Assert.Single(Refusals(square, weak, new GaussRule(9)));
        Assert.Equal(PdePart.Quadrature, few.Part);
        Assert.Contains("got 81 points", few.Message, StringComparison.Ordinal);
        Assert.Contains("for the 100 test functions", few.Message, StringComparison.Ordinal);
        Assert.Contains(
            "takes other points at every step",
            Assert.Single(Refusals(square, weak, new MonteCarloRule(200, Redraw.Step))).Message,
            StringComparison.Ordinal
        );
        var many = new Formulation(FormulationKind.Weak) { Tests = new TestFunctions(Degree: 50) };
        Assert.Contains(
            "got 2500 test functions",
            Assert.Single(Refusals(square, many, new GaussRule(60))).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            PdePart.Sampler,
            Assert.Single(Refusals(square, weak, new GaussRule(12), new ResidualDistribution())).Part
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestFunctions(Degree: 0));
    }

    [Fact]
    public void Points_without_weight_take_no_part_even_where_nothing_is_finite()
    {
        // At x = 0 the source is infinite.
        var problem = new ProblemText("interval(0, 1)", ["u"], ["-D(u, x, x) - 1/x"], ["u = 0 on boundary"]).Build(
            "singular"
        );
        Assert.True(
            double.IsFinite(
                AtZero(problem, new TestFunctions(Degree: 3), new SimpsonRule(8, publishedEndWeights: true))
            )
        );
    }

    private static IReadOnlyList<Refusal> Refusals(
        Problem problem,
        Formulation formulation,
        QuadratureRule? rule = null,
        PointSampler? sampler = null
    ) =>
        PdeObjective.Refusals(
            problem,
            Network.Mlp(problem.Dimension, problem.Outputs, [3], Activation.Tanh),
            TrialFunction.Hard(problem),
            formulation,
            rule,
            sampler
        );

    private static double AtZero(Problem problem, TestFunctions tests, QuadratureRule rule)
    {
        var network = Network.Mlp(problem.Dimension, 1, [3], Activation.Tanh);
        var loss = new double[1];
        new PdeObjective(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Weak) { Tests = tests },
            rule
        ).Values(new double[network.ParameterCount], loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }
}
