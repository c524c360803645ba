using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulas;

namespace Thalweg.Pde.Tests.Equations;

/// <summary>Formulas against the values that the rules of precedence give.</summary>
public sealed class FormulaParserTests
{
    [Theory]
    [InlineData("-x1^2", -9)]
    [InlineData("(-x1)^2", 9)]
    [InlineData("2^3^2", 512)]
    [InlineData("2^-1", 0.5)]
    [InlineData("x1^-2", 1.0 / 9)]
    [InlineData("6/3/2", 1)]
    [InlineData("6-3-2", 1)]
    [InlineData("2+3*4", 14)]
    [InlineData("2*x1/4*2", 3)]
    [InlineData("- -x1", 3)]
    [InlineData("+x1−x2", 5)]
    [InlineData("x1-x2", 5)]
    [InlineData("1.5e2*.5", 75)]
    [InlineData("1e+2 - 1E2", 0)]
    [InlineData("abs(x2) + sqrt(x1^2)", 5)]
    [InlineData("exp(log(x1))", 3)]
    [InlineData("cos(pi)", -1)]
    [InlineData("sin(pi/2)+tanh(0)", 1)]
    [InlineData("x1^0.5*x1^(1/2)", 3)]
    [InlineData("x1^(1+1)", 9)]
    public void Text_means(string text, double expected) => Assert.Equal(expected, Value(text, 3, -2), 1e-14);

    [Theory]
    [InlineData("", 1, "expected a number, a variable", "the end at column 1")]
    [InlineData("x1 +* x2", 5, "expected a number, a variable", "'*' at column 5")]
    [InlineData("(x1 + 2", 8, "or ')'", "the end at column 8")]
    [InlineData("x1 x2", 4, "expected an operator", "'x' at column 4")]
    [InlineData("2x1", 2, "expected an operator", "'x' at column 2")]
    [InlineData("x0^2", 1, "from x1 to x1000", "x0 at column 1")]
    [InlineData("x1 + x1001", 6, "from x1 to x1000", "x1001")]
    [InlineData("sin x1", 5, "expected '(' after sin", "'x' at column 5")]
    [InlineData("1 + y", 5, "unknown word 'y'", "column 5")]
    [InlineData("x1)", 3, "expected an operator", "')' at column 3")]
    [InlineData("1e999", 1, "finite number", "1e999")]
    public void What_is_no_formula_is_told_with_its_column(string text, int column, string expected, string found)
    {
        var fault = Assert.Throws<FormulaException>(() => FormulaParser.Parse(text));
        Assert.Equal(column, fault.Column);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("2^", "")]
    public void Depth_and_length_are_bounded(string open, string close)
    {
        var many = string.Concat(Enumerable.Repeat(open, 1900)) + "x1" + string.Concat(Enumerable.Repeat(close, 1900));
        var fault = Assert.Throws<FormulaException>(() => FormulaParser.Parse(many));
        Assert.Contains("levels", fault.Message, StringComparison.Ordinal);
        var text = string.Join('+', Enumerable.Repeat("x1", 1333));
        Assert.Equal(3999, Value(text, 3, 0));
        Assert.Throws<FormulaException>(() => FormulaParser.Parse(text + "+12"));
    }

    [Fact]
    public void A_word_that_is_none_is_named()
    {
        Assert.Equal("muler-brown", Assert.Throws<FormulaException>(() => FormulaParser.Parse("muler-brown")).Unknown);
        Assert.Null(Assert.Throws<FormulaException>(() => FormulaParser.Parse("x1+")).Unknown);
    }

    private static double Value(string text, double x1, double x2)
    {
        var value = new double[1];
        new FormulaObjective(FormulaParser.Parse(text), 2).Values(
            new[] { x1, x2 },
            value,
            default,
            default,
            WorkerTeam.Sequential
        );
        return value[0];
    }
}
