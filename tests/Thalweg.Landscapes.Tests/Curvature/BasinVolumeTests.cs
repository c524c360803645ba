using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Volumes of basins that are known.</summary>
public sealed class BasinVolumeTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, Math.PI)]
    [InlineData(3, 4 * Math.PI / 3)]
    [InlineData(8, Math.PI * Math.PI * Math.PI * Math.PI / 24)]
    public void Balls_have_their_volume(int dimension, double volume)
    {
        Assert.Equal(Math.Log(volume), BasinVolume.OfBall(dimension, 1), 1e-12);
        Assert.Equal(Math.Log(volume) + (dimension * Math.Log(3)), BasinVolume.OfBall(dimension, 3), 1e-12);
    }

    [Fact]
    public void Along_the_spectrum_an_ellipsoid_has_no_variance()
    {
        double[] spectrum = [.. Enumerable.Range(0, 20).Select(i => Math.Pow(10, i / 4.0))];
        var bowl = Quadratic.Create(spectrum, basisSeed: 4, offset: 7);
        var hessian = DenseSpectrum.Of(bowl.LinearizeAt(new double[20], Alone), Alone);
        var options = new RayOptions { Excess = 1e-4, Radius = 1 };
        var volume = BasinVolume.ByRays(bowl, new double[20], options, Alone, hessian);
        var truth = BasinVolume.OfBall(20, 1) + spectrum.Sum(λ => 0.5 * Math.Log(2e-4 / λ));
        Assert.Equal(truth, volume.LogVolume, 1e-6);
        Assert.InRange(volume.StandardError, 0, 1e-6);
        Assert.Equal(options.Pairs, volume.EffectiveRays, 1e-3);
        Assert.Equal(0, volume.EndedAtRadius);
        // Evenly drawn rays hardly see it, and say so.
        var even = BasinVolume.ByRays(bowl, new double[20], options, Alone);
        Assert.InRange(even.EffectiveRays, 1, 40);
        Assert.True(even.LogVolume < truth - 3);
    }

    [Fact]
    public void Intervals_cover_where_many_rays_carry_the_figure()
    {
        double[] spectrum = [1, 2, 4];
        var bowl = Quadratic.Create(spectrum, basisSeed: 4);
        var truth = BasinVolume.OfBall(3, 1) + spectrum.Sum(λ => 0.5 * Math.Log(0.02 / λ));
        var covering = 0;
        for (var seed = 1ul; seed <= 100; seed++)
        {
            var options = new RayOptions
            {
                Excess = 0.01,
                Pairs = 64,
                Seed = seed,
            };
            var volume = BasinVolume.ByRays(bowl, new double[3], options, Alone);
            covering += volume.IntervalAt(0.95).Contains(truth) ? 1 : 0;
        }
        Assert.InRange(covering, 90, 100);
    }

    [Fact]
    public void Rays_end_at_the_radius_and_at_what_is_not_finite()
    {
        var flat = DegenerateLoss.PowerSum(40, 40);
        var volume = BasinVolume.ByRays(flat, new double[2], new RayOptions { Excess = 1, Radius = 0.5 }, Alone);
        Assert.Equal(BasinVolume.OfBall(2, 0.5), volume.LogVolume, 1e-9);
        Assert.Equal(512, volume.EndedAtRadius);
        var walled = Formula.Of(2, θ => Math.Sqrt(1 - (θ[0] * θ[0]) - (θ[1] * θ[1])));
        var inside = BasinVolume.ByRays(walled, new double[2], new RayOptions { Excess = 10, Radius = 5 }, Alone);
        Assert.Equal(Math.Log(Math.PI), inside.LogVolume, 1e-6);
        using var team = new WorkerTeam(3);
        Assert.Equal(
            volume,
            BasinVolume.ByRays(flat, new double[2], new RayOptions { Excess = 1, Radius = 0.5 }, team)
        );
        Assert.Throws<ArgumentException>(() =>
            BasinVolume.ByRays(Formula.Of(1, _ => double.NaN), new double[1], new RayOptions(), Alone)
        );
    }
}
