using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Tests.Shared.Conformance;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>The term that makes a loss grow, and the maps that leave a loss as it is.</summary>
public sealed class RidgeTests
{
    public static TheoryData<string> Wraps => [.. Wrappings.Names];

    [Theory]
    [MemberData(nameof(Wraps))]
    public void Capabilities_are_those_of_the_values(string wrapping) =>
        Conformance.Check(
            new(() => new Thalweg.Numerics.Objectives.Wrapping.Ridge(new Rosenbrock(3), 0.7), [-0.6, 0.4, 0.3]),
            wrapping
        );

    [Fact]
    public void It_keeps_signs_and_exchanges_and_drops_motions()
    {
        var cube = new Thalweg.Numerics.Objectives.Wrapping.Ridge(Separable.Cube(2), 1);
        Assert.Equal(2, cube.As<ISymmetric>()!.Symmetry.Generators.Count);
        Assert.Null(new Thalweg.Numerics.Objectives.Wrapping.Ridge(new LennardJones(3), 1).As<ISymmetric>());
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Thalweg.Numerics.Objectives.Wrapping.Ridge(Separable.Cube(2), 0)
        );
    }

    [Fact]
    public void It_aligns_by_the_maps_that_leave_the_norm()
    {
        IAlignable? Of(double factor) =>
            new Thalweg.Numerics.Objectives.Wrapping.Ridge(new Scaled(factor), 1).As<IAlignable>();
        var aligned = Of(-1)!.Align([-1, -2], [1, 2]);
        Assert.Equal([-1.0, -2.0], aligned.Image);
        Assert.Equal(0, aligned.Distance);
        // A rescaling leaves the loss alone and changes the ridge.
        Assert.Null(Of(-2));
        Assert.Null(new Thalweg.Numerics.Objectives.Wrapping.Ridge(Separable.Cube(2), 1).As<IAlignable>());
        Assert.Null(new Thalweg.Numerics.Objectives.Wrapping.Ridge(new LennardJones(3), 1).As<IAlignable>());
    }

    [Fact]
    public void An_orbit_has_each_image_once()
    {
        var group = SymmetryGroup.Permutations(3).With(SymmetryGroup.Signs(3));
        Assert.Equal(48, new Orbit(group, [1, 2, 3], 1e-9).Size);
        Assert.Equal(24, new Orbit(group, [1, 1, 2], 1e-9).Size);
        Assert.Equal(6, new Orbit(group, [0, 0, 2], 1e-9).Size);
        Assert.Equal(1, new Orbit(group, [0, 1e-12, 0], 1e-9).Size);
        var orbit = new Orbit(group, [1, 2, 3], 1e-9);
        Assert.Equal("(x3, -x1, x2)", orbit.MapTo([3, -1, 2]));
        Assert.Equal("same point", orbit.MapTo([1, 2, 3]));
        Assert.Null(orbit.MapTo([1, 2, 4]));
        Assert.Null(new Orbit(group, [1, 2, 3], 1e-9, most: 47).Size);
    }

    [Fact]
    public void Clusters_are_one_where_their_distances_are()
    {
        var orbit = new Orbit(SymmetryGroup.Particles(3), [0, 0, 0, 1, 0, 0, 0, 2, 0], 1e-9);
        Assert.Null(orbit.Size);
        // Turned, moved, exchanged.
        Assert.True(orbit.Contains([5, 5, 7, 5, 5, 5, 5, 4, 5]));
        Assert.False(orbit.Contains([0, 0, 0, 1, 0, 0, 0, 2.001, 0]));
    }

    /// <summary>Carries every point to a multiple of it.</summary>
    private sealed class Scaled(double factor)
        : Thalweg.Numerics.Objectives.Wrapping.AlteringObjective(Separable.Cube(2)),
            IAlignable
    {
        public override string Name => "scaled";

        public IAlignable? Isometric => Math.Abs(factor) == 1 ? this : null;

        public Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point)
        {
            var (before, after) = (0.0, 0.0);
            var image = point.ToArray();
            for (var i = 0; i < image.Length; i++)
            {
                image[i] *= factor;
                before += (point[i] - reference[i]) * (point[i] - reference[i]);
                after += (image[i] - reference[i]) * (image[i] - reference[i]);
            }
            return new Alignment(image, Math.Sqrt(after), Math.Sqrt(before), "scaled");
        }

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, default, default, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, default, team);
    }
}
