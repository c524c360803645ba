namespace Thalweg.Examples.Tests;

/// <summary>The examples run and give what they claim.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Train_and_measure()
    {
        var output = new StringWriter();
        var (error, roughness) = TrainAndMeasure.Run(output);
        Assert.InRange(error, 0.0, 1e-3);
        Assert.InRange(roughness, 1e-4, 1.0);
        Assert.Contains("roughness index", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Own_equation() => Assert.InRange(OwnEquation.Run(TextWriter.Null), 0.0, 1e-2);

    [Fact]
    public void Any_function()
    {
        var losses = AnyFunction.Run(TextWriter.Null);
        Assert.Equal(-146.699517209954, losses[2], 1e-9);
        Assert.Equal(-146.699517209954, losses[7], 1e-9);
        Assert.All(losses, value => Assert.True(value >= losses[2]));
    }
}
