using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>What a program says about itself is read with messages that say what is wrong.</summary>
public sealed class ProgramDescriptionTests
{
    [Fact]
    public void Tensors_make_up_the_layout()
    {
        var description = ProgramDescription.Parse(
            """
            {"thalweg": 1, "name": "net", "parameters": 35, "tensors": [
              {"name": "a.weight", "shape": [2, 1, 5]}, {"name": "a.bias", "shape": [2]},
              {"name": "b.weight", "shape": [3], "role": "weight"}, {"name": "scale", "shape": []},
              {"name": "W", "shape": [3, 4]}, {"name": "c", "shape": [3]}, {"name": "V", "shape": [4, 1], "role": "bias"}]}
            """
        );
        Assert.Equal(
            [
                new ParameterTensor("a.weight", ParameterRole.Weight, 0, 2, 5, 0),
                new ParameterTensor("a.bias", ParameterRole.Bias, 0, 2, 1, 10),
                new ParameterTensor("b.weight", ParameterRole.Weight, 1, 1, 3, 12),
                new ParameterTensor("scale", ParameterRole.Bias, 2, 1, 1, 15),
                new ParameterTensor("W", ParameterRole.Weight, 3, 3, 4, 16),
                new ParameterTensor("c", ParameterRole.Bias, 3, 3, 1, 28),
                new ParameterTensor("V", ParameterRole.Bias, 3, 4, 1, 31),
            ],
            description.Layout.Tensors
        );
    }

    [Fact]
    public void Little_need_be_said()
    {
        var description = ProgramDescription.Parse("""{"thalweg": 1, "name": "f", "parameters": 2, "terms": null}""");
        Assert.Equal(["loss"], description.TermNames);
        Assert.Empty(description.MetricNames);
        Assert.Null(description.LowerBound);
        Assert.Equal(0, description.ResidualCount);
        Assert.False(description.OffersGradient || description.OffersProducts || description.OffersStart);
        Assert.Equal(ParameterLayout.Point(2).Tensors, description.Layout.Tensors);
    }

    [Theory]
    [InlineData("{", "it is no JSON object on one line")]
    [InlineData("[1]", "the description is '[1]', expected a JSON object")]
    [InlineData("{}", "has no 'thalweg'; it is required")]
    [InlineData("""{"thalweg": 2, "new": 1}""", "speaks version 2 of the protocol, version 1 is spoken here")]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 0}""",
        "'parameters' of the description is '0', expected a whole"
    )]
    [InlineData("""{"thalweg": 1, "parameters": 1}""", "has no 'name'")]
    [InlineData("""{"thalweg": 1, "name": "", "parameters": 1}""", "expected a text")]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameter": 1}""",
        "unknown key 'parameter'; did you mean 'parameters'?"
    )]
    [InlineData("""{"thalweg": 1, "name": "f", "parameters": 1, "parameters": 2}""", "has 'parameters' twice")]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 1, "terms": ["a", "a"]}""",
        "expected a list of different texts"
    )]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 1, "terms": "a"}""",
        "'terms' of the description is '\"a\"', expected a list"
    )]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 1, "offers": ["gradients"]}""",
        "did you mean 'gradient'?"
    )]
    [InlineData("""{"thalweg": 1, "name": "f", "parameters": 1, "lowerBound": "0"}""", "expected a finite number")]
    [InlineData("""{"thalweg": 1, "name": "f", "parameters": 1, "residuals": 0}""", "expected a whole number")]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 3, "tensors": [{"name": "w", "shape": [2]}]}""",
        "have 2 entries so far, expected 3"
    )]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 3, "tensors": [{"name": "w", "shape": [99999, 99999]}]}""",
        "expected 3"
    )]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 2, "tensors": [{"name": "w", "shape": [1]}, {"name": "w", "shape": [1]}]}""",
        "two tensors have one name"
    )]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 1, "tensors": [{"name": "w", "shape": [0]}]}""",
        "not a list of sizes above 0"
    )]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 1, "tensors": [{"name": "w", "shape": [1], "role": "gain"}]}""",
        "is 'gain', expected weight or bias"
    )]
    [InlineData(
        """{"thalweg": 1, "name": "f", "parameters": 1, "tensors": [{"name": "w", "size": 1}]}""",
        "tensor 0 has the unknown key 'size'"
    )]
    public void A_fault_is_named(string line, string message)
    {
        var fault = Assert.Throws<FormatException>(() => ProgramDescription.Parse(line));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_description_is_told_with_the_command()
    {
        using var program = TwinProgram.Start("rosenbrock", "5", "describe={}");
        var fault = Assert.Throws<ExternalProcessException>(() =>
            program.Describe(TestContext.Current.CancellationToken)
        );
        Assert.Equal(ExternalFault.WrongDescription, fault.Fault);
        Assert.Contains(
            "rosenbrock 5 describe={}' gave is wrong: the description has no 'thalweg'",
            fault.Message,
            StringComparison.Ordinal
        );
    }
}
