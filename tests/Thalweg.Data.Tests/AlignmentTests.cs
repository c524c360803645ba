using Thalweg.Networks.Layers;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Data.Tests;

public sealed class AlignmentTests
{
    private const int Elements = 100;

    [Theory]
    [InlineData("fcp", "50 50")]
    [InlineData("lenet", "6 16 120 84")]
    [InlineData("autoencoder", "32 32 32")]
    [InlineData("lstm", "48")]
    [InlineData("conv-stride-padding", "5 3")]
    [InlineData("linear-tanh-linear", "5")]
    [InlineData("squared", "4")]
    public void Every_element_of_the_group_leads_back_and_keeps_the_loss(string name, string units)
    {
        var subject = Subject.Of(name, 10, 3);
        var group = LayeredGroup.Of(subject.Network);
        Assert.Equal(units, string.Join(' ', group.Units));
        var objective = subject.Objective();
        using var team = new WorkerTeam(2);
        var random = new RandomStream(8, "group");
        var losses = new double[1];
        objective.Values(subject.Parameters, losses, default, default, team);
        var loss = losses[0];
        for (var k = 0; k < Elements; k++)
        {
            var image = group.Carry(subject.Parameters, random.NextInt);
            objective.Values(image, losses, default, default, team);
            Assert.Equal(loss, losses[0], 1e-13 * loss);
            var back = group.Align(subject.Parameters, image);
            Assert.Equal(0.0, back.Distance);
            Assert.True(back.DistanceBefore > 0);
            Assert.Equal(subject.Parameters, back.Image);
        }
    }

    [Theory]
    [InlineData("fcp")]
    [InlineData("lstm")]
    [InlineData("conv")]
    public void Another_point_comes_nearer_and_never_farther(string name)
    {
        var (one, two) = (Subject.Of(name, 2, 3), Subject.Of(name, 2, 4));
        var objective = two.Objective();
        var group = LayeredGroup.Of(one.Network);
        var aligned = group.Align(one.Parameters, two.Parameters);
        Assert.True(aligned.Distance < aligned.DistanceBefore);
        var difference = new double[one.Parameters.Length];
        Vectors.Difference(one.Parameters, [.. aligned.Image], difference);
        Assert.Equal(Vectors.Norm(difference), aligned.Distance, 1e-12);
        var losses = new double[2];
        objective.Values(
            (double[])[.. two.Parameters, .. aligned.Image],
            losses,
            default,
            default,
            WorkerTeam.Sequential
        );
        Assert.Equal(losses[0], losses[1], 1e-12 * losses[0]);
        Assert.Equal("same point", group.Align(one.Parameters, one.Parameters).Map);
    }

    [Fact]
    public void Signs_are_turned_where_the_activation_is_odd_alone()
    {
        var group = LayeredGroup.Of(Subject.NetworkOf("linear-tanh-linear"));
        var point = Subject.Of("linear-tanh-linear", 2, 3).Parameters;
        double[] turned = [.. point];
        // Unit 2: its row of the first weights, and its column of the last.
        for (var i = 14; i < 21; i++)
        {
            turned[i] = -turned[i];
        }
        for (var row = 0; row < 3; row++)
        {
            turned[35 + (row * 5) + 2] *= -1;
        }
        Assert.Equal(0, group.Align(point, turned).Distance);
    }
}
