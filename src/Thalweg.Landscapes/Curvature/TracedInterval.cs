using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>A trace with an interval that holds what differences of gradients may be wrong by, too.</summary>
/// <param name="Interval">Of Σ H_ii.</param>
public sealed record TracedInterval(double Value, Interval Interval)
{
    /// <summary>What it is from; null where it is the sum of the diagonal.</summary>
    public TraceEstimate? Estimate { get; init; }

    /// <summary>How far the same estimate with steps twice as long is from it; 0 where products are exact.</summary>
    public double DifferenceError { get; init; }

    /// <summary>Estimates it. Cost: <see cref="TraceEstimate.Of"/>, twice where products are differences.</summary>
    /// <param name="level">Of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">The operator is not square, or an option is out of range.</exception>
    public static TracedInterval Of(
        HessianProducts products,
        TraceMethod method,
        EstimateOptions options,
        double level,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var estimate = TraceEstimate.Of(products.Operator, method, options, team);
        var error = products.Coarser is { } coarser
            ? Math.Abs(TraceEstimate.Of(coarser, method, options, team).Estimate - estimate.Estimate)
            : 0;
        var interval = estimate.IntervalAt(level);
        return new TracedInterval(
            estimate.Estimate,
            new Interval(interval.Lower - error, interval.Upper + error, level)
        )
        {
            Estimate = estimate,
            DifferenceError = error,
        };
    }
}
