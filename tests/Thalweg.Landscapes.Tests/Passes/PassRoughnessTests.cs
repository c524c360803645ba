using Thalweg.Landscapes.Passes;
using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Passes;

public sealed class PassRoughnessTests(KnownSurfaces known) : IClassFixture<KnownSurfaces>
{
    /// <summary>Minima A (lowest), C and B of Müller and Brown, from their losses and passes to 12 digits.</summary>
    [Fact]
    public void Of_a_known_surface_it_is_the_closed_form()
    {
        const double a = -146.699517209954;
        const double b = -108.166724117;
        const double c = -80.767818129;
        const double ac = -40.664843508657;
        var found = PassRoughness.Of(known.Graph("muller-brown", 2));
        Assert.Equal((3, 0, true), (found.Minima, found.Apart, found.IsVerified));
        // The way from B leads over C, and its highest pass is that between A and C.
        Assert.Equal(0.5 * (((ac - a) / (c - a)) + ((ac - a) / (b - a))), found.Frustration!.Value, 1e-8);
        Assert.Equal(0.5 * (((ac - c) / (ac - a)) + ((ac - b) / (ac - a))), found.Climb!.Value, 1e-8);
    }

    /// <summary>Left and right of the three holes are copies, the lowest; the third is joined to them at −1.6467.</summary>
    [Fact]
    public void Copies_count_once()
    {
        var graph = known.Graph("three-hole", 2);
        var (low, high) = (graph.Minima[0].Point.Value, graph.Minima[2].Point.Value);
        var found = PassRoughness.Of(graph);
        Assert.Equal(2, found.Minima);
        Assert.Equal((-1.646687453475 - low) / (high - low), found.Frustration!.Value, 1e-8);
        Assert.Equal((-1.646687453475 - high) / (-1.646687453475 - low), found.Climb!.Value, 1e-8);
    }

    [Fact]
    public void One_minimum_has_none()
    {
        var found = PassRoughness.Of(
            new PassSearch(new Polynomial("bowl", 2, [new(1, 2, 0), new(2, 0, 2)])).Between(
                [
                    [0.3, 0.4],
                ],
                WorkerTeam.Sequential
            )
        );
        Assert.Equal(new PassRoughness(null, null, 1, 0, true), found);
    }

    /// <summary>Two minima as low as each other that no symmetry declares: all is climbed, and no bound holds.</summary>
    [Fact]
    public void Minima_as_low_as_the_lowest_are_frustrated_without_bound()
    {
        var wells = new Polynomial("wells", 2, [new(1, 4, 0), new(-2, 2, 0), new(1, 0, 0), new(1, 0, 2)]);
        var found = PassRoughness.Of(
            new PassSearch(wells).Between(
                [
                    [-1, 0],
                    [1, 0],
                ],
                WorkerTeam.Sequential
            )
        );
        Assert.Equal(double.PositiveInfinity, found.Frustration);
        Assert.Equal(1, found.Climb!.Value, 1e-12);
    }

    /// <summary>A minimum that nothing leads to is counted and left out.</summary>
    [Fact]
    public void Minima_without_a_way_stand_apart()
    {
        var graph = known.Graph("muller-brown", 2);
        var cut = graph with { Passes = [], Bounds = [] };
        Assert.Equal(new PassRoughness(null, null, 3, 2, true), PassRoughness.Of(cut));
        Assert.Equal(PointLabel.Regular, cut.Minima[0].Point.Label);
    }
}
