using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>How a trace is estimated.</summary>
public enum TraceMethod
{
    /// <summary>Mean of zᵀHz over random signs z: error of the order ‖H‖_F/√N [Hutchinson1990].</summary>
    Hutchinson,

    /// <summary>The trace on a random range, and Hutchinson's mean on the rest: error of the order 1/N for decaying spectra
    /// [Meyer2021].</summary>
    HutchPlusPlus,

    /// <summary>Every vector takes part in the range and, left out of it, in the mean on the rest [Epperly2024].</summary>
    XTrace,
}

/// <summary>A trace by random vectors.</summary>
/// <param name="Estimate">NaN where a product was not finite.</param>
/// <param name="StandardError">Of the estimate, rounding included.</param>
/// <param name="Samples">Numbers that the standard error is from.</param>
/// <param name="Products">Products that were taken.</param>
public sealed record TraceEstimate(double Estimate, double StandardError, int Samples, int Products, EstimateStop Stop)
{
    /// <summary>Student's interval of the trace.</summary>
    public Interval IntervalAt(double level)
    {
        var reach = StandardError * StudentDistribution.Quantile(0.5 + (0.5 * level), Math.Max(1, Samples - 1));
        return new Interval(Estimate - reach, Estimate + reach, level);
    }

    /// <summary>Estimates Σ H_ii. Cost: the products, and of <see cref="TraceMethod.XTrace"/> and <see cref="TraceMethod.HutchPlusPlus"/> 4P
    /// operations for every pair of vectors.</summary>
    /// <exception cref="ArgumentException">The operator is not square, or an option is out of range.</exception>
    public static TraceEstimate Of(
        ILinearOperator symmetric,
        TraceMethod method,
        EstimateOptions options,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(symmetric);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        SquareOperator.Require(symmetric, nameof(symmetric));
        options.Check();
        return method switch
        {
            TraceMethod.Hutchinson => HutchinsonTrace.Of(symmetric, options, team),
            TraceMethod.HutchPlusPlus => HutchPlusPlusTrace.Of(symmetric, options, team),
            _ => LeftOutTrace.Of(symmetric, options, team),
        };
    }
}
