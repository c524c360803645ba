using Thalweg.Networks.Activations;
using Thalweg.Networks.Symmetries;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Random;

namespace Thalweg.Networks.Tests.Symmetries;

/// <summary>A point carried away by a random element is brought back, also where it was moved a little before.</summary>
public sealed class AlignmentTests(ITestOutputHelper output)
{
    private const int Trials = 100;

    public static TheoryData<string, string> Subjects => Symmetries.Subjects.All;

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Planted_elements_are_found(string kind, string activation)
    {
        var network = Symmetries.Subjects.Create(kind, activation);
        var group = NetworkGroup.Of(network);
        var (worst, noisy) = (0.0, 0.0);
        // Scalings beside a linear layer take most of the time.
        var isSlow =
            kind.StartsWith("linear input", StringComparison.Ordinal)
            && activation.StartsWith("relu", StringComparison.Ordinal);
        var noisyTrials = isSlow ? 20UL : Trials;
        for (var seed = 0UL; seed < Trials; seed++)
        {
            var point = Symmetries.Subjects.Point(network, seed);
            var map = group.Draw(new RandomStream(seed, "planted"));
            var back = group.Align(point, map.Apply(point));
            worst = Math.Max(worst, back.Distance / Vectors.Norm(point));
            if (seed >= noisyTrials)
            {
                continue;
            }
            var noise = new double[point.Length];
            new RandomStream(seed, "noise").FillGaussian(noise);
            var moved = new double[point.Length];
            Vectors.Combine(point, 1e-3, noise, moved);
            var found = group.Align(point, map.Apply(moved));
            noisy = Math.Max(noisy, found.Distance / (1e-3 * Vectors.Norm(noise)));
        }
        output.WriteLine($"{kind}, {activation}: {worst:E1} of the norm, {noisy:F3} of the noise");
        Assert.InRange(worst, 0, 1e-12);
        Assert.InRange(noisy, 0, 1 + 1e-9);
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sin")]
    [InlineData("sigmoid")]
    [InlineData("gelu")]
    [InlineData("relu2")]
    public void Planted_elements_of_wide_networks_are_found(string activation)
    {
        var function = Activation.Known.Single(a => a.Name == activation);
        foreach (
            var network in (Network[])
                [Network.Mlp(2, 1, [32, 32, 32], function), Network.Residual(2, 1, 24, 3, function)]
        )
        {
            var group = NetworkGroup.Of(network);
            for (var seed = 0UL; seed < 5; seed++)
            {
                var point = Symmetries.Subjects.Point(network, seed);
                var noise = Symmetries.Subjects.Point(network, seed + 1000);
                var moved = new double[point.Length];
                Vectors.Combine(point, 1e-3, noise, moved);
                var map = group.Draw(new RandomStream(seed, "planted"));
                var back = group.Align(point, map.Apply(point));
                Assert.InRange(back.Distance, 0, 1e-11 * Vectors.Norm(point));
                var near = group.Align(point, map.Apply(moved));
                Assert.InRange(near.Distance, 0, 1e-3 * Vectors.Norm(noise) * (1 + 1e-9));
            }
        }
    }

    /// <summary>Of points that have nothing to do with each other, against all images.</summary>
    [Theory]
    [InlineData("tanh", NetworkBiases.Hidden, true)]
    [InlineData("tanh", NetworkBiases.All, true)]
    [InlineData("swish", NetworkBiases.None, true)]
    [InlineData("tanh", NetworkBiases.All, false)]
    public void No_image_is_nearer(string activation, NetworkBiases biases, bool isOneLayer)
    {
        var function = Activation.Known.Single(a => a.Name == activation);
        var network = isOneLayer
            ? Network.Mlp(2, 1, [4], function, biases)
            : Network.Mlp(1, 1, [2, 3], function, biases);
        var nearest = 0;
        for (var seed = 0UL; seed < Trials; seed++)
        {
            var (reference, point) = (
                Symmetries.Subjects.Point(network, seed),
                Symmetries.Subjects.Point(network, seed + 1000)
            );
            var found = NetworkGroup.Of(network).Align(reference, point);
            var least = new Orbit(network.Symmetry, point, 1e-9).Points.Min(p => Distance(p, reference));
            Assert.Equal(Distance(point, reference), found.DistanceBefore);
            Assert.Equal(Distance([.. found.Image], reference), found.Distance, 1e-12);
            Assert.True(found.Distance > least - 1e-12);
            nearest += found.Distance < least + 1e-12 ? 1 : 0;
        }
        output.WriteLine($"{nearest} of {Trials} are nearest");
        // Layers matched one after the other may miss the best; one layer may not.
        Assert.InRange(nearest, isOneLayer ? Trials : Trials * 95 / 100, Trials);
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void The_image_is_a_copy_and_never_farther(string kind, string activation)
    {
        var network = Symmetries.Subjects.Create(kind, activation);
        foreach (var isometric in (bool[])[false, true])
        {
            var group = NetworkGroup.Of(network, isometric);
            for (var seed = 0UL; seed < 5; seed++)
            {
                var (reference, point) = (
                    Symmetries.Subjects.Point(network, seed),
                    Symmetries.Subjects.Point(network, seed + 1000)
                );
                var found = group.Align(reference, point);
                Assert.InRange(found.Distance, 0, found.DistanceBefore);
                var expected = Symmetries.Subjects.Outputs(network, point);
                var outputs = Symmetries.Subjects.Outputs(network, [.. found.Image]);
                Assert.InRange(Distance(expected, outputs), 0, 1e-10 * (1 + Vectors.Norm(expected)));
                if (isometric)
                {
                    Assert.Equal(Vectors.Norm(point), Vectors.Norm([.. found.Image]), 1e-11);
                }
                Assert.Equal(found.Distance < found.DistanceBefore, found.Map != "same point");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Isometric_elements_are_found(string kind, string activation)
    {
        var network = Symmetries.Subjects.Create(kind, activation);
        var group = NetworkGroup.Of(network, isometric: true);
        for (var seed = 0UL; seed < 10; seed++)
        {
            var point = Symmetries.Subjects.Point(network, seed);
            var back = group.Align(point, group.Draw(new RandomStream(seed, "planted")).Apply(point));
            Assert.InRange(back.Distance, 0, 1e-12 * Vectors.Norm(point));
        }
    }

    [Fact]
    public void Bad_points_are_refused()
    {
        var network = Network.Mlp(1, 1, [2], Activation.Tanh);
        var group = NetworkGroup.Of(network);
        Assert.Contains(
            "7: give parameters of mlp",
            Assert.Throws<ArgumentException>(() => group.Align(new double[7], new double[6])).Message
        );
        Assert.Throws<ArgumentException>(() => group.Align(new double[7], [0, 0, 0, 0, 0, 0, double.NaN]));
        Assert.Throws<ArgumentException>(() =>
            group.Identity.After(NetworkGroup.Of(Network.Mlp(1, 1, [3], Activation.Tanh)).Identity)
        );
    }

    [Fact]
    public void Groups_of_one_network_are_equal()
    {
        var network = Network.Mlp(1, 1, [2], Activation.Tanh);
        Assert.Equal(NetworkGroup.Of(network), NetworkGroup.Of(Network.Mlp(1, 1, [2], Activation.Tanh)));
        Assert.NotEqual(NetworkGroup.Of(network), NetworkGroup.Of(network).Isometric);
        Assert.NotEqual(NetworkGroup.Of(network), NetworkGroup.Of(Network.Mlp(2, 1, [2], Activation.Tanh)));
    }

    private static double Distance(double[] a, double[] b)
    {
        var apart = new double[a.Length];
        Vectors.Difference(a, b, apart);
        return Vectors.Norm(apart);
    }
}
