using Thalweg.Results.Records;

namespace Thalweg.Results.Tests;

/// <summary>Names of arrays are those that files of earlier runs have.</summary>
public sealed class SliceArraysTests
{
    [Fact]
    public void Names_spell_losses_by_their_slugs()
    {
        string[] objectives = ["adam(rate=0.1)", "ritz"];
        string[] slugs = ["adam-rate-0.1", "ritz"];
        Assert.Equal("loss_adam-rate-0.1", SliceArrays.Loss(objectives, slugs, objectives[0]));
        Assert.Equal("trajectory_loss_ritz", SliceArrays.Trajectory(objectives, slugs, "ritz"));
        // Not the array of another loss.
        Assert.Equal("loss_unknown (1)", SliceArrays.Loss(objectives, slugs, "unknown (1)"));
        Assert.Equal("loss_ritz", SliceArrays.Loss(objectives, slugs[..1], "ritz"));
        Assert.Equal("term_ritz_interior", SliceArrays.Term("ritz", "interior"));
        Assert.Equal("error_relativeL2", SliceArrays.Error("relativeL2"));
    }

    [Theory]
    [InlineData("loss_ritz", true)]
    [InlineData("error_relativeL2", true)]
    [InlineData("term_ritz_interior", false)]
    [InlineData("trajectory_loss_ritz", false)]
    [InlineData("t1", false)]
    public void Losses_and_errors_are_told_from_the_rest(string name, bool isOne) =>
        Assert.Equal(isOne, SliceArrays.IsLossOrError(name));
}
