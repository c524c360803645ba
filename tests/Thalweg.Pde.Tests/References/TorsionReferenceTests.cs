using System.Numerics;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.References;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.References;

/// <summary>Corner expansions against what theory, the equation and another method say.</summary>
public sealed class TorsionReferenceTests
{
    public static TheoryData<string> Names => ["slit", "l-shape"];

    private static Problem Named(string name) => name == "slit" ? TorsionProblem.Slit() : TorsionProblem.LShape();

    private static HarmonicFit Fit(string name) =>
        name == "slit" ? TorsionReference.Slit.Fit : TorsionReference.LShape.Fit;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_error_on_the_boundary_is_rounding_and_the_certificate_says_no_less(string name)
    {
        var fit = Fit(name);
        var seen = fit.BoundaryError(4999);
        var certificate = Reference.Of(Named(name))!.Certificate!;
        Assert.True(seen < 2e-14, $"{seen}");
        Assert.InRange(certificate.Error, seen, 2e-13);
    }

    /// <summary>A right angle with u = 0 on both sides makes r² log r of −Δu = 1, with one coefficient.</summary>
    [Fact]
    public void Logarithms_at_right_angles_have_the_coefficients_of_the_local_expansion()
    {
        var slit = Fit("slit").Coefficients;
        Assert.Equal([1 / (2 * Math.PI), -1 / Math.PI, 1 / Math.PI], slit.TakeLast(3), Near(1e-9));
        var lShape = Fit("l-shape").Coefficients;
        Assert.Equal([1 / Math.PI, -1 / Math.PI, 1 / Math.PI], lShape.TakeLast(3), Near(1e-9));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_solves_the_equation_and_the_gradient_is_its_own(string name)
    {
        var fit = Fit(name);
        foreach (var (x, y) in new[] { (-0.5, 0.5), (0.3, 0.7), (-0.2, 0.1), (-0.7, -0.6), (-0.01, 0.02), (0.9, 0.95) })
        {
            double At(double dx, double dy) => fit.At(x + dx, y + dy).Value;
            // Of the fourth order; rounding is 1e-15/h².
            const double h = 4e-3;
            double Second(Func<double, double> u) =>
                (-u(2 * h) + 16 * u(h) - 30 * u(0) + 16 * u(-h) - u(-2 * h)) / (12 * h * h);
            double First(Func<double, double> u) => (-u(2 * h) + 8 * u(h) - 8 * u(-h) + u(-2 * h)) / (12 * h);
            var near = Math.Abs(x) < 0.05 ? 1e-1 : 1e-6;
            Assert.Equal(-1, Second(d => At(d, 0)) + Second(d => At(0, d)), near);
            Assert.Equal(First(d => At(d, 0)), fit.At(x, y).AlongX, 1e-2 * near);
            Assert.Equal(First(d => At(0, d)), fit.At(x, y).AlongY, 1e-2 * near);
        }
    }

    [Fact]
    public void It_has_the_symmetry_of_the_domain()
    {
        var (slit, lShape) = (Fit("slit"), Fit("l-shape"));
        foreach (var (x, y) in new[] { (-0.5, 0.25), (0.3, 0.7), (0.9, 0.1) })
        {
            Assert.Equal(slit.At(x, y).Value, slit.At(x, -y).Value, 1e-15);
            Assert.Equal(slit.At(x, y).AlongY, -slit.At(x, -y).AlongY, 1e-14);
            Assert.Equal(lShape.At(x, y).Value, lShape.At(-y, -x).Value, 1e-14);
            Assert.Equal(lShape.At(x, y).AlongX, -lShape.At(-y, -x).AlongY, 1e-13);
        }
    }

    /// <summary>Both sides of the slit and of the corner are held exactly or on the boundary that is checked, and the corner itself.</summary>
    [Fact]
    public void The_corner_that_turns_inwards_is_part_of_the_domain()
    {
        Assert.Equal(0, Fit("slit").At(0, 0).Value);
        Assert.Equal(0, Fit("slit").At(0.5, 0).Value, 1e-15);
        Assert.Equal(0, Fit("l-shape").At(0, 0).Value, 1e-14);
        Assert.Equal(0, Fit("l-shape").At(0, -0.5).Value, 1e-14);
        Assert.False(double.IsFinite(Fit("slit").At(0, 0).AlongX));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_integral_over_the_boundary_is_that_over_the_domain(string name)
    {
        var problem = Named(name);
        var reference = Reference.Of(problem)!;
        var integral = Assert.Single(reference.Integrals());
        var points = new GaussRule(64).Interior(problem.Domain);
        var values = reference.Values(points);
        var sum = Enumerable.Range(0, points.Count).Sum(n => points.Weights[n] * values[n]);
        Assert.Equal(sum, integral.Value, 3e-12);
        Assert.InRange(integral.Error, 1e-16, 1e-12);
        Assert.Equal(-0.5 * integral.Value, reference.Energy()!.Value.Value, 1e-15);
        // ∫|∇u|² = ∫u: the energy of the gradients is that of the values.
        var slopes = reference.Gradients(points);
        var squares = Enumerable
            .Range(0, points.Count)
            .Sum(n =>
                points.Weights[n] * (slopes[n] * slopes[n] + slopes[points.Count + n] * slopes[points.Count + n])
            );
        Assert.Equal(squares, integral.Value, 1e-10);
    }

    /// <summary>Linear elements on 2n × 2n squares, n doubled and extrapolated by the exponents of the corner.</summary>
    [Theory]
    [InlineData("slit", 1.0, 1e-6)]
    [InlineData("l-shape", 4.0 / 3, 1e-6)]
    public void Finite_elements_agree(string name, double exponent, double tolerance)
    {
        var solutions = new[] { 16, 32, 64, 128 }
            .Select(n => LinearElements.Solve(n, isSlit: name == "slit"))
            .ToArray();
        var integral = Extrapolated([.. solutions.Select(s => s.Integral)], exponent, 2);
        var value = Extrapolated([.. solutions.Select(s => s.Middle)], exponent, 2);
        var fit = Fit(name);
        Assert.Equal(fit.Integral(64), integral, tolerance);
        Assert.Equal(fit.At(-0.5, 0.5).Value, value, tolerance);
        // Not by chance: the finest alone is much farther off.
        Assert.True(Math.Abs(fit.Integral(64) - solutions[^1].Integral) > 10 * tolerance);
    }

    [Fact]
    public void Arguments_and_powers_are_those_of_the_platform_to_rounding()
    {
        for (var i = 0; i < 400; i++)
        {
            var angle = -Math.PI + (i + 0.5) * Math.PI / 200;
            var (x, y) = (1.7 * Math.Cos(angle), 1.7 * Math.Sin(angle));
            Assert.Equal(Math.Atan2(y, x), PlaneLogarithm.Argument(x, y), 2e-15);
            var logarithm = PlaneLogarithm.Of(new Complex(x, y));
            Assert.Equal(0, (PlaneLogarithm.Exp(logarithm) - new Complex(x, y)).Magnitude, 3e-15);
        }
        Assert.Equal(0, PlaneLogarithm.Argument(0, 0));
        Assert.Equal(Math.PI, PlaneLogarithm.Argument(-1, 0), 1e-15);
        Assert.Equal(-Math.PI / 2, PlaneLogarithm.Argument(0, -2), 1e-15);
    }

    private static double Extrapolated(double[] values, params ReadOnlySpan<double> exponents)
    {
        foreach (var exponent in exponents)
        {
            var factor = Math.Pow(2, exponent);
            values = [.. values.Skip(1).Zip(values, (fine, coarse) => (factor * fine - coarse) / (factor - 1))];
        }
        return values[^1];
    }

    private static EqualityComparer<double> Near(double tolerance) =>
        EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) <= tolerance, _ => 0);
}
