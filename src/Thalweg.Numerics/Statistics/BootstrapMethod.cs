namespace Thalweg.Numerics.Statistics;

/// <summary>How resampling becomes an interval; measured coverage is in benchmarks/results/coverage.md.</summary>
public enum BootstrapMethod
{
    /// <summary>
    /// Studentised on the log scale: log θ − q·s, with q the quantiles of (log θ* − log θ)/s* over the resamples and s* the
    /// delta-method error of each. s is the jackknife error of the sample, times the factor by which resamples underestimate
    /// their own: heavy tails make every estimate of s too small
    /// [DiCiccio1996, Sec. 4]. Kept within the bias-corrected limits of 99.8 % (for a level of 95 %).
    /// </summary>
    Studentised,

    /// <summary>Percentiles corrected for bias and acceleration [Efron1987]; narrower, and covers less, where the sample is skewed.</summary>
    BiasCorrected,
}
