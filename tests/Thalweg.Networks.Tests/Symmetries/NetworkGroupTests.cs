using Thalweg.Networks.Activations;
using Thalweg.Networks.Symmetries;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Random;

namespace Thalweg.Networks.Tests.Symmetries;

/// <summary>Every element leaves the network's function as it is, and there are as many as there should be.</summary>
public sealed class NetworkGroupTests
{
    public static TheoryData<string, string> Subjects => Symmetries.Subjects.All;

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Elements_leave_the_function(string kind, string activation)
    {
        var network = Symmetries.Subjects.Create(kind, activation);
        foreach (var isometric in (bool[])[false, true])
        {
            var group = NetworkGroup.Of(network, isometric);
            for (var seed = 0UL; seed < 10; seed++)
            {
                var point = Symmetries.Subjects.Point(network, seed);
                var expected = Symmetries.Subjects.Outputs(network, point);
                var scale = 1e-12 * expected.Append(1).Max(Math.Abs);
                var (first, second) = (group.Draw(new(seed, "first")), group.Draw(new(seed, "second")));
                var image = first.Apply(point);
                Near(expected, Symmetries.Subjects.Outputs(network, image), 30 * scale);
                var twice = second.Apply(image);
                Near(twice, second.After(first).Apply(point), 1e-12 * (1 + Vectors.Norm(twice)));
                Near(expected, Symmetries.Subjects.Outputs(network, twice), 1000 * scale);
                if (isometric)
                {
                    Assert.Equal(Vectors.Norm(point), Vectors.Norm(image), 1e-12 * Vectors.Norm(point));
                }
            }
        }
    }

    /// <summary>The maps that keep lengths are the orbit that the census closes its lists by.</summary>
    [Fact]
    public void Isometric_elements_make_the_orbit()
    {
        (Network Network, int Size)[] cases =
        [
            (Network.Mlp(1, 1, [1], Activation.Tanh, NetworkBiases.Hidden), 2),
            (Network.Mlp(1, 1, [2], Activation.Tanh, NetworkBiases.Hidden), 8),
            (Network.Mlp(1, 1, [2, 2], Activation.Sin), 64),
            (Network.Mlp(1, 1, [3], Activation.Sigmoid), 6),
            (Network.Residual(1, 1, 2, 1, Activation.Tanh), 64),
            (Network.Residual(1, 1, 2, 2, Activation.Gelu), 8),
            (Network.Residual(1, 1, 2, 1, Activation.SquaredRelu), 4),
        ];
        foreach (var (network, size) in cases)
        {
            var point = Symmetries.Subjects.Point(network, 1);
            var orbit = new Orbit(network.Symmetry, point, 1e-9);
            Assert.Equal(size, orbit.Size);
            var group = NetworkGroup.Of(network, isometric: true);
            var stream = new RandomStream(1, "orbit");
            var images = Enumerable.Range(0, 20 * size).Select(_ => group.Draw(stream).Apply(point)).ToList();
            Assert.All(images, image => Assert.True(orbit.Contains(image)));
            Assert.Equal(size, images.Select(image => string.Join(' ', image)).Distinct().Count());
        }
    }

    [Fact]
    public void The_identity_is_printed_as_the_same_point()
    {
        var network = Network.Residual(1, 1, 3, 1, Activation.Sin);
        var group = NetworkGroup.Of(network);
        var point = Symmetries.Subjects.Point(network, 0);
        Assert.Equal("same point", group.Identity.ToString());
        Assert.Equal(point, group.Identity.Apply(point));
        Assert.NotEqual("same point", group.Draw(new(1, "map")).ToString());
    }

    [Theory]
    [InlineData("tanh", 1, "layer_in (-z2, z1)")]
    [InlineData("sin", 0, "layer_in (-z1+3pi, z2+5pi)")]
    [InlineData("sin", 1, "layer_in (z2-pi, z1-3pi)")]
    public void Elements_are_printed_by_what_units_take_in(string activation, ulong seed, string text)
    {
        var network = Network.Mlp(1, 1, [2], Activation.Known.Single(a => a.Name == activation));
        Assert.Equal(text, NetworkGroup.Of(network).Draw(new RandomStream(seed, "map")).ToString());
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), 0, tolerance);
    }
}
