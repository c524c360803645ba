using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Where the gradient is large beside the curvature, what differences of it show is rounding and no curvature.</summary>
public sealed class SteepSlopeTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(-1.7)]
    [InlineData(12.5)]
    public void A_slope_without_curvature_has_none_beyond_its_error(double along)
    {
        var local = LocalQuadratic.At(new Slope(), new[] { 0.4, along }, WorkerTeam.Sequential);
        Assert.Equal((0, 1), (local.Negative, local.Zero));
        // Between what the rounding of a slope of 10⁶ makes and the curvature of 1 that there is.
        Assert.InRange(local.LeastCurvature!.Value, 1e-6, 0.1);
        var exact = 0.5 * 0.4 * 0.4;
        Assert.Equal(exact, local.Decrement!.Value, 1e-3);
    }

    /// <summary>½x² + 10⁶ y, whose second gradient is rounded as that of a sum is.</summary>
    private sealed class Slope : IObjective
    {
        public string Name => "slope";

        public int ParameterCount => 2;

        public IReadOnlyList<string> TermNames => [];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => null;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => throw new NotSupportedException();

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var (x, y) = (parameters.Span[0], parameters.Span[1]);
            gradient.Span[0] = x;
            gradient.Span[1] = 1e6 + (3 * y) - (3 * y);
            return (0.5 * x * x) + (1e6 * y);
        }
    }
}
