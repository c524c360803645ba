using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulas;

namespace Thalweg.Pde.Tests.Formulas;

/// <summary>A formula makes the network that the known activation of the same values makes.</summary>
public sealed unsafe class ActivationFormulaTests
{
    private const int Points = 16;

    [Theory]
    [InlineData("tanh(x1)", "tanh")]
    [InlineData("(exp(2*x1)-1)/(exp(2*x1)+1)", "tanh")]
    [InlineData("x1/(1+exp(-x1))", "swish")]
    [InlineData("log(1+exp(x1))", "softplus")]
    [InlineData("cos(x1-pi/2)", "sin")]
    [InlineData("sin(x1)*cos(0)+0*x1", "sin")]
    [InlineData("(abs(x1)+x1)/2", "relu")]
    [InlineData("((abs(x1)+x1)/2)^3", "relu3")]
    [InlineData("(x1^2+1)/sqrt(x1^2+1)*sqrt(1+x1*x1)/(1+x1^2)*x1/(1+exp(-x1))", "swish")]
    [InlineData("x1*exp(-log(1+exp(-x1)))", "swish")]
    public void Formulas_are_functions(string formula, string activation)
    {
        var known = Activation.Known.Single(a => a.Name == activation);
        var own = Activation.Of("own", ActivationFormulas.Of(FormulaParser.Parse(formula)));
        var streams = new StreamSet(
            2,
            [0, 1],
            known.Smoothness > 3
                ? [StreamOperator.Laplacian(2), StreamOperator.Along([1, 1], 4)]
                : [StreamOperator.Laplacian(2)]
        );
        var (expected, got) = (Run(known, streams), Run(own, streams));
        var scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * scale));
    }

    [Fact]
    public void Smoothness_is_that_of_the_least_smooth_part()
    {
        Assert.Equal(1, Of("abs(x1)*tanh(x1)").Smoothness);
        Assert.Equal(int.MaxValue, Of("exp(-x1^2)").Smoothness);
        Assert.Equal([UnitMap.Identity], Of("tanh(x1)").Symmetry.Flips);
    }

    [Theory]
    [InlineData("3", "the number 3")]
    [InlineData("x1+x2", "x1 alone")]
    [InlineData("x1^17", "power 17")]
    public void What_is_no_formula_of_one_variable_is_refused(string formula, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => Of(formula)).Message, StringComparison.Ordinal);

    private static Activation Of(string formula) =>
        Activation.Of(formula, ActivationFormulas.Of(FormulaParser.Parse(formula)));

    private static double[] Run(Activation activation, StreamSet streams)
    {
        var network = Network.Mlp(2, 1, [4, 3], activation);
        var propagation = JetPropagation<double>.For(network, new(JetSweep.Forward, streams), LaneWidth.Widest);
        var scratch = new JetScratch();
        double[] theta = [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.6 * Math.Sin((1.7 * i) + 0.3))];
        double[] x = [.. Enumerable.Range(0, 2 * Points).Select(i => 0.9 * Math.Sin((2.3 * i) + 0.7))];
        var (result, length) = (new List<double>(), streams.Count * Points);
        var gradient = new double[network.ParameterCount];
        fixed (
            double* at = theta,
                of = x,
                sum = gradient
        )
        {
            var output = propagation.Forward(at, of, Points, Points, scratch, keep: true);
            result.AddRange(new ReadOnlySpan<double>(output.Start, length));
            new Span<double>(propagation.OutputAdjoint(scratch).Start, length).Fill(1);
            propagation.Reverse(at, sum, Points, scratch);
        }
        GC.KeepAlive(scratch);
        return [.. result, .. gradient];
    }
}
