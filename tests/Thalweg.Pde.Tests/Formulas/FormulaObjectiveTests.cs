using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulas;
using Thalweg.Tests.Shared.Conformance;

namespace Thalweg.Pde.Tests.Formulas;

/// <summary>Losses given by formulas: against their own values, and against the same losses written by hand.</summary>
public sealed class FormulaObjectiveTests
{
    private const string Every =
        "exp(x1*x2)/(2+cos(x1)) - log(3+x2^2)*sqrt(4+x1) + tanh(x1-x2)^3 - abs(x1-5)*sin(x2) + x1^-2 + (2+x2)^1.5 - x1/x2";

    public static TheoryData<string> Wraps => [.. Wrappings.Names];

    [Theory]
    [MemberData(nameof(Wraps))]
    public void Capabilities_are_those_of_the_values(string wrapping) =>
        Conformance.Check(new(() => new FormulaObjective(FormulaParser.Parse(Every)), [0.7, 0.4]), wrapping);

    [Theory]
    [InlineData("(1-x1)^2 + 100*(x2-x1^2)^2", "rosenbrock")]
    [InlineData("(x1^2+x2-11)^2 + (x1+x2^2-7)^2", "himmelblau")]
    [InlineData("(4-2.1*x1^2+x1^4/3)*x1^2 + x1*x2 + (4*x2^2-4)*x2^2", "camel")]
    [InlineData("20 + x1^2 + x2^2 - 10*cos(2*pi*x1) - 10*cos(2*pi*x2)", "rastrigin")]
    public void A_formula_is_the_objective_of_that_formula(string text, string name)
    {
        var known = AnalyticObjectives.Find(name)!.For(2);
        var formula = new FormulaObjective(FormulaParser.Parse(text));
        double[] point = [0.83, -1.7];
        double[] basis = [1, 0, 0, 1];
        var (expected, actual) = (new double[2], new double[2]);
        var (expectedProducts, products) = (new double[4], new double[4]);
        Assert.Equal(
            known.Gradient(point, expected, default, WorkerTeam.Sequential),
            formula.Gradient(point, actual, default, WorkerTeam.Sequential),
            1e-12
        );
        known.LinearizeAt(point, WorkerTeam.Sequential).Apply(basis, expectedProducts, WorkerTeam.Sequential);
        formula.LinearizeAt(point, WorkerTeam.Sequential).Apply(basis, products, WorkerTeam.Sequential);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-11);
        }
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(expectedProducts[i], products[i], 1e-10);
        }
    }

    [Fact]
    public void Magnitudes_are_those_of_the_outermost_sum()
    {
        var formula = new FormulaObjective(FormulaParser.Parse("x1^2 - 3*x2 + 1"));
        var (loss, magnitude) = (new double[1], new double[1]);
        formula.ValuesAndMagnitudes(new[] { 2.0, 5.0 }, loss, magnitude, WorkerTeam.Sequential);
        Assert.Equal((-10.0, 20.0), (loss[0], magnitude[0]));
    }

    [Fact]
    public void No_derivative_is_told_as_no_number()
    {
        var gradient = new double[1];
        new FormulaObjective(FormulaParser.Parse("abs(x1)")).Gradient(
            new double[1],
            gradient,
            default,
            WorkerTeam.Sequential
        );
        Assert.Equal(double.NaN, gradient[0]);
    }

    [Fact]
    public void The_last_variable_counts_the_parameters()
    {
        var formula = FormulaParser.Parse("x3^2");
        Assert.Equal(3, new FormulaObjective(formula).ParameterCount);
        Assert.Equal(5, new FormulaObjective(formula, 5).ParameterCount);
        var fault = Assert.Throws<ArgumentException>(() => new FormulaObjective(formula, 2));
        Assert.Contains("x1 to x3, received 2", fault.Message, StringComparison.Ordinal);
    }
}
