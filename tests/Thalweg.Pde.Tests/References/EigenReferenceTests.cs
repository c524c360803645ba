using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.References;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.References;

/// <summary>States of the oscillator and of the box: equation, norm, order, and what their eigenvalues are known to be.</summary>
public sealed class EigenReferenceTests
{
    /// <summary>Of the box ±3, ±4, ±6 the lowest eigenvalue by Chebyshev collocation, less one.</summary>
    [Theory]
    [InlineData(3, 7.8e-4)]
    [InlineData(4, 9.8e-7)]
    public void The_ends_raise_the_lowest_eigenvalue_by_what_is_known(double half, double shift) =>
        Assert.Equal(shift, new OscillatorState(0, half).Shift, 0.01 * shift);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void States_solve_their_equation_vanish_at_the_ends_and_are_those_of_polynomials(int number)
    {
        var state = new OscillatorState(number, 6);
        Assert.InRange(state.Shift, 1e-15, number == 9 ? 1e-3 : 1e-7);
        Assert.Equal(0, state.At(6).Value, 1e-15);
        Assert.Equal(0, state.At(-6).Value, 1e-15);
        const double h = 1e-2;
        for (var x = -5.5; x < 5.6; x += 0.37)
        {
            double Slope(int k) => state.At(x + k * h).Slope;
            double Value(int k) => state.At(x + k * h).Value;
            var second = (Slope(-2) - 8 * Slope(-1) + 8 * Slope(1) - Slope(2)) / (12 * h);
            var first = (Value(-2) - 8 * Value(-1) + 8 * Value(1) - Value(2)) / (12 * h);
            Assert.Equal(0, -second + (x * x - state.Eigenvalue) * state.At(x).Value, 2e-5);
            Assert.Equal(state.At(x).Slope, first, 2e-6);
        }
        Assert.InRange(new OscillatorReference(1, 6, number).Difference(number), 0, 1e-13);
    }

    [Theory]
    [InlineData("oscillator", 1, 0)]
    [InlineData("oscillator", 2, 4)]
    [InlineData("oscillator", 3, 1)]
    [InlineData("box", 1, 3)]
    [InlineData("box", 2, 2)]
    [InlineData("box", 3, 0)]
    public void States_are_orthonormal_and_the_quotient_is_the_eigenvalue(string name, int dimension, int state)
    {
        var problem =
            name == "box" ? BoxEigenvalueProblem.Create(dimension, state) : OscillatorProblem.Create(dimension, state);
        var quotient = problem.Quotient!;
        var points = new GaussRule(dimension == 3 ? 44 : 60).Interior(problem.Domain);
        double Integral(Expression e) => CoordinateValues.Of([e], points).Zip(points.Weights, (f, w) => f * w).Sum();
        Assert.Equal(1, Integral(problem.Exact[0].Power(2)), 1e-11);
        Assert.All(quotient.Lower, lower => Assert.Equal(0, Integral(lower[0] * problem.Exact[0]), 1e-11));
        // ∫|∇u|² + Vu² = λ.
        var slopes = Calculus.SumOver(dimension, k => problem.ExactGradient[k].Power(2));
        var potential = name == "box" ? (Expression)0.0 : Calculus.SumOver(dimension, k => Calculus.X(k).Power(2));
        Assert.Equal(
            problem.EnergyMinimum!.Value,
            Integral(slopes + potential * problem.Exact[0].Power(2)),
            1e-10 * problem.EnergyMinimum.Value
        );
        var expected = (name, dimension, state) switch
        {
            ("oscillator", 1, 0) => 1,
            ("oscillator", 2, 4) => 6,
            ("oscillator", _, _) => 5,
            ("box", 1, _) => 16 * Math.PI * Math.PI,
            ("box", 2, _) => 5 * Math.PI * Math.PI,
            _ => 3 * Math.PI * Math.PI,
        };
        Assert.Equal(expected, problem.EnergyMinimum.Value, 1e-10 * expected);
        Assert.True(Reference.Of(problem)!.Certificate!.Measure!() <= Reference.Of(problem)!.Certificate!.Error);
    }

    [Fact]
    public void States_of_one_eigenvalue_are_all_given_but_the_one_that_is_sought()
    {
        Assert.Equal(3, BoxEigenvalueProblem.Create(3, 2).Quotient!.Lower.Count);
        Assert.Empty(BoxEigenvalueProblem.Create(3).Quotient!.Lower);
        int[][] expected =
        [
            [0, 0],
            [1, 0],
            [0, 1],
            [2, 0],
            [1, 1],
            [0, 2],
        ];
        Assert.Equal(expected, SeparableStates.UpTo(2, 4, k => k));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OscillatorProblem.Create(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => OscillatorProblem.Create(1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BoxEigenvalueProblem.Create(11));
        Assert.Throws<ArgumentOutOfRangeException>(() => BoxEigenvalueProblem.Create(1, -1));
    }
}
