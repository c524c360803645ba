using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>The problems of the literature: solutions solve, energies belong, least energies are those of solutions.</summary>
public sealed class KnownProblemTests
{
    private static readonly Problem[] Known =
    [
        HelmholtzProblem.Create(),
        HelmholtzProblem.Create(4),
        ErikssonJohnsonProblem.Create(),
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
        AllenCahnProblem.Create(),
        AllenCahnProblem.Create(isSmooth: true),
        KortewegDeVriesProblem.Create(),
        KuramotoSivashinskyProblem.Create(),
        InversePoissonProblem.Create(),
        BoxEigenvalueProblem.Create(2, 1),
        OscillatorProblem.Create(),
        HyperelasticBeamProblem.Create(),
        CavityProblem.Create(),
        TorsionProblem.LShape(),
        TorsionProblem.Slit(),
    ];

    public static TheoryData<string> Names => [.. Known.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_solution_solves_the_equations_on_a_fine_rule(string name)
    {
        var problem = Known.Single(p => p.Name == name);
        if (problem.Certify is not null)
        {
            // Computed: see the tests of its series.
            return;
        }
        var points = new GaussRule(12).Interior(problem.Domain);
        Expression[] left = [.. problem.Residuals.Select(r => Substitution.Of(r, problem.Exact, problem.Dimension))];
        Assert.All(CoordinateValues.Of(left, points), value => Assert.Equal(0, value, 1e-7));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_energy_is_that_of_the_equations_and_least_at_the_solution(string name)
    {
        var problem = Known.Single(p => p.Name == name);
        if (problem.Energy is not { } energy)
        {
            return;
        }
        Assert.All(EulerLagrange.Factors(problem)!, factor => Assert.Equal(1, Math.Abs(factor), 1e-9));
        if (problem.Certify is not null)
        {
            return;
        }
        double Energy(double share)
        {
            // The perturbation vanishes on every boundary.
            var factor = problem.BoundaryFactors.OfType<Expression>().Aggregate((Expression)1.0, (a, b) => a * b);
            Expression[] fields =
            [
                .. problem.Exact.Select(u => u + share * factor * Calculus.Sin(Calculus.X(0) + 0.3)),
            ];
            double Part(Expression density, PointSet points) =>
                CoordinateValues
                    .Of([Substitution.Of(density, fields, problem.Dimension)], points)
                    .Zip(points.Weights, (e, w) => e * w)
                    .Sum();
            return Part(energy, new GaussRule(40).Interior(problem.Domain))
                + problem.BoundaryEnergies.Sum(b => Part(b.Density, new GaussRule(40).Boundary(b.Region.Domain)));
        }
        var (below, least, above) = (Energy(-1e-3), Energy(0), Energy(1e-3));
        Assert.True(below >= least && above >= least, $"{below} {least} {above}");
        if (problem.EnergyMinimum is { } minimum && name != "interface")
        {
            Assert.Equal(minimum, least, 1e-11 * Math.Abs(minimum));
        }
    }

    /// <summary>By quadrature in the radius, which ends at the jump.</summary>
    [Fact]
    public void The_least_energy_of_the_interface_is_minus_two_integrals_of_its_solution()
    {
        double Ring(double from, double to, Func<double, double> u)
        {
            var rule = new GaussRule(8).Interior(new Thalweg.Pde.Geometry.Box([new(from, to)]));
            return rule.Axis(0).ToArray().Zip(rule.Weights, (r, w) => 2 * Math.PI * r * u(r) * w).Sum();
        }
        var integral = Ring(0, 0.5, r => 0.25 - r * r + 0.75 / 1000) + Ring(0.5, 1, r => (1 - r * r) / 1000);
        Assert.Equal(-2 * integral, InterfaceProblem.Create().EnergyMinimum!.Value, 1e-14);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HelmholtzProblem.Create(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErikssonJohnsonProblem.Create(1e-4));
        Assert.Throws<ArgumentOutOfRangeException>(() => WaveProblem.Create(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => KovasznayProblem.Create(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConvectionProblem.Create(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReactionProblem.Create(-1));
    }
}
