using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.References;
using Thalweg.Pde.Texts;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.References;

public sealed class ReferenceTests
{
    private static readonly Problem[] Closed =
    [
        PoissonProblem.Sine(1),
        PoissonProblem.Sine(3),
        PoissonProblem.Peak(2),
        PoissonProblem.Ball(),
        HeatProblem.Create(1),
        CubicProblem.Create(),
        HelmholtzProblem.Create(),
        ErikssonJohnsonProblem.Create(1e-3),
        WaveProblem.Create(),
        SemilinearProblem.Create(),
        HyperelasticBarProblem.Create(),
        ElasticPlateProblem.Create(),
        KirchhoffPlateProblem.Create(),
        InterfaceProblem.Create(),
        KovasznayProblem.Create(),
        ConvectionProblem.Create(),
        ReactionProblem.Create(),
        SchroedingerProblem.Create(),
        InversePoissonProblem.Create(),
        BoxEigenvalueProblem.Create(3, 2),
    ];

    public static TheoryData<string> Names => [.. Closed.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Formulas_are_certified_to_the_rounding_of_their_evaluation(string name)
    {
        var problem = Closed.Single(p => p.Name == name);
        var certificate = Reference.Of(problem)!.Certificate!;
        var size = Reference.Of(problem)!.Values(new SobolRule(256).Interior(problem.Domain)).Max(Math.Abs);
        Assert.InRange(certificate.Error, 1e-16 * size, 1e-12 * Math.Max(1, size));
        Assert.InRange(FormulaCertificate.Left(problem), 0, 1e-13);
    }

    /// <summary>(2^k + x) − 2^k loses the last k bits of x, which the bound has to know.</summary>
    [Fact]
    public void The_bound_of_rounding_sees_cancellation()
    {
        var x = Calculus.X(0);
        const double big = 1 << 30;
        var lossy = new Sum(new Sum(big, x), -big);
        var point = new[] { 0.1 };
        var left = big + 0.1 - big - 0.1;
        var bound = new RoundingBound(point).Of(lossy);
        Assert.InRange(bound, Math.Abs(left), 10 * Math.Abs(left));
        Assert.InRange(
            new RoundingBound(point).Of(Calculus.Exp(100.0 * x)),
            1e-16 * Math.Exp(10),
            1e-13 * Math.Exp(10)
        );
        // Near a zero of the logarithm the error of its argument is all.
        Assert.InRange(new RoundingBound([0.1]).Of(Calculus.Log(lossy + 0.9)), Math.Abs(left) / 2, 1e-6);
    }

    [Theory]
    [InlineData(5.4298e-15, "5.5e-15")]
    [InlineData(2e-8, "2.0e-8")]
    [InlineData(9.96e-7, "1.0e-6")]
    [InlineData(9.91e-7, "1.0e-6")]
    [InlineData(0.00021, "2.1e-4")]
    public void Bounds_are_rounded_upwards(double error, string expected) =>
        Assert.Equal(expected, new Certificate(error, "").Bound);

    [Fact]
    public void A_formula_that_leaves_something_of_its_equation_is_not_certified()
    {
        var text = new ProblemText(
            "interval(0, 1)",
            ["u"],
            ["-D(u, x, x) - 9.8696043*sin(pi*x)"],
            ["u = 0 on boundary"]
        )
        {
            Reference = ["sin(pi*x)"],
        };
        var reference = Reference.Of(text.Build("rounded"))!;
        Assert.InRange(FormulaCertificate.Left(reference.Problem), 1e-10, 1e-8);
        Assert.Null(reference.Certificate);
        Assert.Null(Reference.Of((text with { Reference = [] }).Build("none")));
    }

    [Fact]
    public void The_quadrature_of_Burgers_is_certified_by_a_finer_one()
    {
        var reference = Reference.Of(BurgersProblem.Create())!;
        Assert.InRange(reference.Certificate!.Error, 1e-15, 1e-13);
        Assert.Equal(0, Assert.Single(reference.Integrals()).Value, 1e-13);
        Assert.Null(reference.Energy());
        // A rule that is too coarse is seen: the certificate is no constant.
        var coarse = new ColeHopf(BurgersProblem.Viscosity, nodes: 40, step: 0.6);
        Assert.True(
            Math.Abs(coarse.At(0.01, 1).Value - new ColeHopf(BurgersProblem.Viscosity).At(0.01, 1).Value) > 1e-8
        );
    }

    [Theory]
    [InlineData("poisson(dim=1)", 2 / Math.PI)]
    [InlineData("hyperelastic-bar", 2 * 68.0 / 135)]
    [InlineData("semilinear", 0)]
    public void Integrals_are_those_of_the_formulas(string name, double expected)
    {
        var integral = Assert.Single(Reference.Of(Closed.Single(p => p.Name == name))!.Integrals());
        Assert.Equal(expected, integral.Value, integral.Error);
        Assert.InRange(integral.Error, 0, 2e-14);
    }

    [Fact]
    public void Energies_are_the_closed_forms_or_integrals_of_their_density()
    {
        double Energy(Problem problem) => Reference.Of(problem)!.Energy()!.Value.Value;
        Assert.Equal(-Math.PI * Math.PI / 4, Energy(PoissonProblem.Sine(1)), 1e-14);
        // −½ ∫ f u: f = −Δu on the square of the peak, by another expression.
        var peak = PoissonProblem.Peak(2);
        var points = new GaussRule(64).Interior(peak.Domain);
        var work = Thalweg.Pde.Engine.CoordinateValues.Of(
            [peak.Exact[0] * Differentiation.LaplacianOf(peak.Exact[0], 2)],
            points
        );
        var half = 0.5 * Enumerable.Range(0, points.Count).Sum(n => points.Weights[n] * work[n]);
        Assert.Equal(half, Energy(peak), 1e-11);
        Assert.NotNull(Reference.Of(ElasticPlateProblem.Create())!.Energy());
        Assert.Null(Reference.Of(WaveProblem.Create())!.Energy());
    }
}
