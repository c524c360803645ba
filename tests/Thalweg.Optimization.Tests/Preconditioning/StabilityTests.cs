using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Preconditioning;

/// <summary>The edge of stability on a quadratic: steps grow where the largest eigenvalue is above what a method bears, and only there.</summary>
public sealed class StabilityTests
{
    // Far above what gradients are here, so that it is all that Adam and RMSProp divide by.
    private const double Epsilon = 1e9;

    private static readonly double[] Spectrum = [0.5, 1, 3, 7];

    public static TheoryData<string> Names =>
        [
            "gd",
            "decay",
            "momentum",
            "dampened",
            "nesterov",
            "adam",
            "adam-decay",
            "adamw",
            "rmsprop",
            "rmsprop-momentum",
        ];

    private static IMethod Method(string name, double rate) =>
        name switch
        {
            "gd" => new Sgd(rate),
            "decay" => new Sgd(rate, Decay: 2),
            "momentum" => new Sgd(rate, 0.9),
            "dampened" => new Sgd(rate, 0.8, Dampening: 0.3),
            "nesterov" => new Sgd(rate, 0.9, Nesterov: true),
            "adam" => new Adam(rate * Epsilon, 0.9, 0.999, Epsilon),
            "adam-decay" => new Adam(rate * Epsilon, 0.5, 0.99, Epsilon, Decay: 2),
            "adamw" => new AdamW(rate * Epsilon, 0.9, 0.999, Epsilon, Decay: 0.3 / (rate * Epsilon)),
            "rmsprop" => new RmsProp(rate * Epsilon, 0.99, Epsilon),
            _ => new RmsProp(rate * Epsilon, 0.99, Epsilon, 0.9),
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_method_diverges_exactly_where_the_curvature_it_sees_is_above_its_threshold(string name)
    {
        // What it sees: (7 + decay)/ε, where the moments count for nothing.
        var sees = Spectrum[^1] + (Method(name, 1).GradientDecay);
        var scale =
            name.StartsWith("adam", StringComparison.Ordinal) || name.StartsWith("rms", StringComparison.Ordinal)
                ? Epsilon
                : 1;
        var edge = Edge(name, sees / scale);
        Assert.True(Growth(Method(name, 0.99 * edge)) < 1, "below");
        Assert.True(Growth(Method(name, 1.01 * edge)) > 1, "above");
    }

    [Fact]
    public void Thresholds_are_those_of_the_sources()
    {
        Assert.Equal(2 / 0.01, new Sgd(0.01).LargestStable(0.01));
        Assert.Equal(3.8 / 0.01, new Sgd(0.01, 0.9).LargestStable(0.01)!.Value, 1e-9);
        Assert.Equal(38 / 0.01, new Adam(0.01).LargestStable(0.01)!.Value, 1e-9);
        Assert.Null(((IMethod)new ImplicitSgd()).LargestStable(0.01));
    }

    /// <summary>The rate at which the threshold is what is seen, by bisection.</summary>
    private static double Edge(string name, double seen)
    {
        var (low, high) = (1e-6, 1e3);
        for (var k = 0; k < 200; k++)
        {
            var middle = Math.Sqrt(low * high);
            var method = Method(name, middle);
            (low, high) = method.LargestStable(method.Rate) > seen ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>How θ grows late in a run, over forty steps.</summary>
    private static double Growth(IMethod method)
    {
        var quadratic = Quadratic.Create(Spectrum, basisSeed: 9);
        var late = 1e-300;
        var early = 0.0;
        foreach (var steps in new[] { 400, 440 })
        {
            var trainer = new Trainer(
                new TrainingOptions(method, steps) { Records = StepPlan.Ends, SaveInterval = 0 },
                quadratic
            );
            double[] start = [1e-60, -2e-60, 1e-60, 3e-60];
            var θ = trainer.Run(trainer.Begin(start), WorkerTeam.Sequential).Parameters;
            (early, late) = (late, θ.Max(Math.Abs));
        }
        return late / early;
    }
}
