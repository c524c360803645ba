using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Sharpness of quadratics, where every measure is known.</summary>
public sealed class SharpnessTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;
    private static readonly double[] Spectrum = [1, 2, 3, 4, 100];

    [Fact]
    public void At_the_bottom_of_a_bowl_the_ball_shows_the_largest_eigenvalue()
    {
        var bowl = Quadratic.Create(Spectrum, basisSeed: 3, offset: -5);
        var options = new SharpnessOptions { Radius = 0.2, Pairs = 400 };
        var sharpness = Sharpness.At(bowl, new double[5], options, Alone);
        Assert.Equal(-5, sharpness.Loss);
        // There is no gradient to follow.
        Assert.Equal(0, sharpness.Ball.Step);
        Assert.Equal(0.5 * 100 * 0.04, sharpness.Ball.Rise, 1e-9);
        // θ = 0 does not move.
        Assert.Equal(0, sharpness.Adaptive.Rise);
        // E |δ_i|² = ρ²/(P + 2) in a ball.
        var mean = 0.5 * Spectrum.Sum() * 0.04 / 7;
        Assert.True(sharpness.AverageAt(0.999).Contains(mean));
        Assert.InRange(sharpness.AverageError, 0, 0.1 * mean);
        // 1 + L is negative.
        Assert.True(double.IsNaN(sharpness.BoxPercent));
    }

    [Fact]
    public void On_axes_the_adaptive_ball_and_the_box_are_known_too()
    {
        var bowl = Quadratic.Create(Spectrum);
        double[] θ = [1, -2, 3, -4, 0.5];
        var sharpness = Sharpness.At(
            bowl,
            θ,
            new SharpnessOptions
            {
                AdaptiveRadius = 0.1,
                Box = 0.01,
                Starts = 8,
            },
            Alone
        );
        // The box rises most at its corner away from 0.
        var corner = θ.Select(x => x + (0.01 * (Math.Abs(x) + 1) * Math.Sign(x))).ToArray();
        var rise = Value(corner) - Value(θ);
        Assert.Equal(rise, sharpness.Box.Rise, 1e-9);
        Assert.Equal(rise, sharpness.Box.Step, 1e-9);
        Assert.Equal(100 * rise / (1 + Value(θ)), sharpness.BoxPercent, 1e-9);
        // On δ = |θ| e the loss is ½ Σ λθ²(1 + e)²: a search over a fine sphere finds no more.
        var best = LargestOnSphere(θ, 0.1);
        Assert.InRange(sharpness.Adaptive.Rise, best - 1e-3 * best, best + 1e-3 * best);
        Assert.InRange(sharpness.Adaptive.Step, 0, sharpness.Adaptive.Rise);
        // The step of sharpness-aware minimization.
        double[] gradient = [.. θ.Select((x, i) => Spectrum[i] * x)];
        var length = Vectors.Norm(gradient);
        var step = Value([.. θ.Select((x, i) => x + (0.05 * gradient[i] / length))]) - Value(θ);
        Assert.Equal(step, sharpness.Ball.Step, 1e-9);
        Assert.True(sharpness.Ball.Rise >= step);
    }

    [Fact]
    public void Of_a_plane_the_rise_is_radius_times_slope_and_the_average_nothing()
    {
        var tilted = DegenerateLoss.PowerSum(1, 1, 1);
        var sharpness = Sharpness.At(tilted, new double[] { 5, 5, 5 }, new SharpnessOptions { Radius = 0.1 }, Alone);
        Assert.Equal(0.1 * Math.Sqrt(0.75), sharpness.Ball.Rise, 1e-12);
        Assert.Equal(0, sharpness.Average, 1e-14);
    }

    [Fact]
    public void Figures_do_not_depend_on_threads_and_options_are_checked()
    {
        var bowl = Quadratic.Create(Spectrum, basisSeed: 5);
        double[] θ = [1, 2, 3, 4, 5];
        using var team = new WorkerTeam(3);
        var options = new SharpnessOptions();
        Assert.Equal(Sharpness.At(bowl, θ, options, Alone), Sharpness.At(bowl, θ, options, team));
        Assert.NotEqual(
            Sharpness.At(bowl, θ, options, Alone).Average,
            Sharpness.At(bowl, θ, options with { Seed = 2 }, Alone).Average
        );
        foreach (
            var wrong in new[]
            {
                options with
                {
                    Radius = 0,
                },
                options with
                {
                    AdaptiveRadius = double.NaN,
                },
                options with
                {
                    Box = double.PositiveInfinity,
                },
                options with
                {
                    Starts = 0,
                },
                options with
                {
                    Steps = 0,
                },
                options with
                {
                    Pairs = 1,
                },
            }
        )
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Sharpness.At(bowl, θ, wrong, Alone));
        }
    }

    private static double Value(IReadOnlyList<double> x) => 0.5 * x.Select((v, i) => Spectrum[i] * v * v).Sum();

    private static double LargestOnSphere(double[] θ, double radius)
    {
        // One multiplier: e = (μ − A)⁻¹ A 1 with A = λθ² maximises 1ᵀA e + ½ eᵀA e on a sphere.
        double[] a = [.. θ.Select((x, i) => Spectrum[i] * x * x)];
        var (low, high) = (a.Max() * (1 + 1e-12), 1e9);
        for (var k = 0; k < 200; k++)
        {
            var μ = 0.5 * (low + high);
            var norm = Math.Sqrt(a.Sum(v => v / (μ - v) * v / (μ - v)));
            (low, high) = norm > radius ? (μ, high) : (low, μ);
        }
        return a.Sum(v => v * ((v / (low - v)) + (0.5 * v / (low - v) * v / (low - v))));
    }
}
