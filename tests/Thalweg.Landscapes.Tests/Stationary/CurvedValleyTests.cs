using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Stationary;

/// <summary>½ (y − x²)² + ε (x² − 1)²/4: a stiff, curved valley along which a soft loss has minima at (±1, 1) and a pass at 0 of height ε/4.</summary>
public sealed class CurvedValleyTests
{
    private const double Soft = 1e-4;

    private static readonly Polynomial Valley = new(
        "valley",
        2,
        [new(0.5, 0, 2), new(-1, 2, 1), new(0.5 + (Soft / 4), 4, 0), new(-Soft / 2, 2, 0), new(Soft / 4, 0, 0)]
    );

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.8)]
    public void A_pass_is_reached_in_few_steps(double x)
    {
        var pass = new Refinement(Valley).From([x, (x * x) + 0.01], WorkerTeam.Sequential, 1);
        Assert.Equal((PointLabel.Regular, 1), (pass.Label, pass.Index));
        Assert.Equal(Soft / 4, pass.Value, 1e-15);
        Assert.InRange(pass.Steps, 1, 100);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(-0.02)]
    public void The_way_down_is_followed_in_few_steps(double x)
    {
        var end = new Descent(Valley).From([x, 0], WorkerTeam.Sequential);
        Assert.Equal((PointLabel.Regular, 0), (end.Label, end.Index));
        Assert.Equal(Math.Sign(x), end.Parameters[0], 1e-9);
        Assert.InRange(end.Steps, 1, 250);
    }
}
