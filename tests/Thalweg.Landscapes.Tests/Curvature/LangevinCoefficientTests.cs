using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Langevin dynamics where means are known; no interval is claimed.</summary>
public sealed class LangevinCoefficientTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    [Fact]
    public void A_regular_minimum_has_half_its_parameters_at_any_temperature()
    {
        var bowl = Quadratic.Create([100, 200, 300, 400], basisSeed: 2, offset: -3);
        var result = LangevinCoefficient.Of(bowl, new double[4], new LangevinOptions(), Alone);
        Assert.Equal(3, result.Temperatures.Count);
        foreach (var temperature in result.Temperatures)
        {
            Assert.InRange(
                temperature.Coefficient,
                2 - (4 * temperature.StandardError) - 0.1,
                2 + (4 * temperature.StandardError) + 0.1
            );
            Assert.InRange(temperature.StandardError, 0.005, 0.3);
            Assert.InRange(temperature.Acceptance, 0.4, 0.8);
        }
    }

    [Fact]
    public void A_product_is_too_small_at_any_temperature_and_extrapolated_it_is_not()
    {
        // What integration over a square gives at 10⁴ and 10⁶.
        Assert.Equal(0.5, LangevinCoefficient.Extrapolate(1e4, 0.411, 1e6, 0.437), 0.005);
        Assert.Equal(0.5, LangevinCoefficient.Extrapolate(1e3, 0.387, 1e4, 0.411), 0.01);
        // Where it does not rise there is nothing to take away.
        Assert.Equal(2, LangevinCoefficient.Extrapolate(10, 2.1, 100, 1.9), 1e-12);
        var options = new LangevinOptions { InverseTemperatures = [1e2, 1e3], Steps = 20_000 };
        var result = LangevinCoefficient.Of(DegenerateLoss.Cross(), new double[2], options, Alone);
        foreach (var temperature in result.Temperatures)
        {
            var truth = Mean(temperature.InverseTemperature);
            Assert.InRange(truth, 0.3, 0.42);
            Assert.Equal(truth, temperature.Coefficient, 0.06);
        }
    }

    [Fact]
    public void Chains_do_not_depend_on_threads_and_options_are_checked()
    {
        using var team = new WorkerTeam(3);
        var (loss, options) = (new Rosenbrock(3), new LangevinOptions { Steps = 200, Chains = 2 });
        double[] centre = [1, 1, 1];
        var (one, same) = (
            LangevinCoefficient.Of(loss, centre, options, Alone),
            LangevinCoefficient.Of(loss, centre, options, team)
        );
        Assert.Equal(one.Temperatures, same.Temperatures);
        Assert.Equal(one.Extrapolated, same.Extrapolated);
        foreach (
            var wrong in new[]
            {
                options with
                {
                    InverseTemperatures = [1],
                },
                options with
                {
                    InverseTemperatures = [2, 1],
                },
                options with
                {
                    InverseTemperatures = [0, 1],
                },
                options with
                {
                    Localization = 0,
                },
                options with
                {
                    Chains = 1,
                },
                options with
                {
                    Steps = 99,
                },
            }
        )
        {
            Assert.ThrowsAny<ArgumentException>(() => LangevinCoefficient.Of(loss, centre, wrong, Alone));
        }
    }

    /// <summary>β⟨x²y²⟩ with weights exp(−βx²y² − ½(x² + y²)), y integrated by hand.</summary>
    private static double Mean(double β)
    {
        var (weight, sum) = (0.0, 0.0);
        for (var k = 0; k < 2_000_000; k++)
        {
            var x = (k + 0.5) * 4e-6;
            var factor = Math.Exp(-0.5 * x * x) / Math.Sqrt((2 * β * x * x) + 1);
            weight += factor;
            sum += factor * β * x * x / ((2 * β * x * x) + 1);
        }
        return sum / weight;
    }
}
