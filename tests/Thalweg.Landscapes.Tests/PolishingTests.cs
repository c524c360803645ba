using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

public sealed class PolishingTests
{
    [Fact]
    public void It_goes_on_until_the_decrement_is_below_the_tolerance()
    {
        var rosenbrock = new Rosenbrock();
        double[] start = [-0.5, 0.5];
        var polished = Polishing.From(rosenbrock, start, 1e-12, WorkerTeam.Sequential);
        Assert.True(polished.IsBottom);
        Assert.InRange(polished.Local.Decrement!.Value, 0, 1e-12);
        Assert.All(polished.Parameters, x => Assert.Equal(1, x, 1e-5));
        Assert.InRange(polished.Steps, 5, 100);
        Assert.StartsWith("levenberg-marquardt", polished.Optimizer, StringComparison.Ordinal);
        Assert.Equal(Math.Sqrt(2.5) / Math.Sqrt(0.5), polished.Moved, 1e-4);
        Assert.Equal([-0.5, 0.5], start);
        // There already, nothing is done.
        var still = Polishing.From(rosenbrock, polished.Parameters, 1e-12, WorkerTeam.Sequential);
        Assert.Equal((0, 0, true), (still.Steps, still.Moved, still.IsBottom));
    }

    [Fact]
    public void What_cannot_be_reached_ends_and_says_so()
    {
        // No sum of squares; the rounding of its gradient is in the decrement.
        var polished = Polishing.From(
            ExponentialSum.MullerBrown(),
            (double[])[-0.5, 1.4],
            1e-300,
            WorkerTeam.Sequential
        );
        Assert.False(polished.IsBottom);
        Assert.StartsWith("self-scaled-broyden", polished.Optimizer, StringComparison.Ordinal);
        Assert.Equal(-0.558223634, polished.Parameters[0], 1e-6);
        Assert.Equal(1.441725842, polished.Parameters[1], 1e-6);
        Assert.InRange(polished.Local.Decrement!.Value, 0, 1e-15);
        Assert.InRange(polished.Steps, 5, 3100);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Polishing.From(new Rosenbrock(), (double[])[1, 1], 0, WorkerTeam.Sequential)
        );
    }

    [Fact]
    public void Around_the_bottom_slices_have_no_offset()
    {
        var options = new RoughnessOptions
        {
            Directions = 20,
            Radius = 0.01,
            Rule = new(Directions.Normalization.None, Directions.BiasRule.Keep),
        };
        var valley = new Rosenbrock();
        double[] beside = [0.9, 0.82];
        var polished = Polishing.From(valley, beside, 1e-14, WorkerTeam.Sequential);
        double Offset(double[] at) =>
            MinimiserVerdict.Of(RoughnessIndex.Measure(valley, at, options, WorkerTeam.Sequential).Slices, null).Offset;
        Assert.True(Offset(beside) > 0.1);
        Assert.True(Offset(polished.Parameters) < 1e-3);
    }
}
