using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>Bootstrap and jackknife of a log statistic, and the intervals made of them.</summary>
internal static class Resampling
{
    // 0.04 of 5 %: studentised 95 % limits are kept within bias-corrected limits of 99.8 %.
    private const double LimitingShare = 0.04;

    /// <param name="reach">How far from the statistic studentised limits may lie, in place of the bias-corrected limits that they are kept
    /// within.</param>
    public static Interval IntervalOf(
        ILogStatistic statistic,
        RandomStream stream,
        double level,
        int resamples,
        BootstrapMethod method,
        double? reach = null
    )
    {
        var undefined = new Interval(double.NaN, double.NaN, level);
        var n = statistic.Count;
        if (n < BootstrapInterval.SmallestSample)
        {
            return undefined;
        }
        var rows = new int[n];
        for (var i = 0; i < n; i++)
        {
            rows[i] = i;
        }
        var (value, error) = statistic.Evaluate(rows);
        if (!double.IsFinite(value) || !double.IsFinite(error))
        {
            return undefined;
        }
        if (error == 0)
        {
            return new(Elementary.Exp(value), Elementary.Exp(value), level);
        }
        var (jackknifeError, acceleration) = Jackknife(statistic);
        var values = new double[resamples];
        var errors = new double[resamples];
        var kept = 0;
        for (var draw = 0; draw < resamples; draw++)
        {
            for (var i = 0; i < n; i++)
            {
                rows[i] = stream.NextInt(n);
            }
            var (v, e) = statistic.Evaluate(rows);
            // A resample of a small sample may be constant; it carries no information on the error.
            if (double.IsFinite(v) && e > 0)
            {
                (values[kept], errors[kept]) = (v, e);
                kept++;
            }
        }
        if (kept < resamples / 2)
        {
            return undefined;
        }
        var drawn = values.AsSpan(0, kept);
        if (method == BootstrapMethod.BiasCorrected)
        {
            return Exponential(BiasCorrected(value, drawn.ToArray(), acceleration, level), level);
        }
        // Where one direction carries most of the spread, the resamples without it have next to no error and studentised limits
        // run off to 1e13 times the index; percentiles of the resamples cannot.
        var limits = reach is { } r
            ? (Low: value - r, High: value + r)
            : BiasCorrected(value, drawn.ToArray(), acceleration, 1 - (LimitingShare * (1 - level)));
        var (low, high) = Studentised(value, error, jackknifeError, drawn, errors.AsSpan(0, kept), level);
        return Exponential((Math.Max(low, limits.Low), Math.Min(high, limits.High)), level);
    }

    private static Interval Exponential((double Low, double High) logarithms, double level) =>
        new(Elementary.Exp(logarithms.Low), Elementary.Exp(logarithms.High), level);

    private static (double Low, double High) Studentised(
        double value,
        double error,
        double jackknifeError,
        Span<double> values,
        ReadOnlySpan<double> errors,
        double level
    )
    {
        var shrinkage = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            shrinkage += Elementary.Log(error / errors[i]);
            values[i] = (values[i] - value) / errors[i];
        }
        values.Sort();
        // At most e, so that a handful of nearly constant resamples cannot blow up the interval.
        var scale = jackknifeError * Elementary.Exp(Math.Clamp(shrinkage / values.Length, 0, 1));
        var tail = 0.5 * (1 - level);
        return (
            value - (scale * Descriptive.QuantileOfSorted(values, 1 - tail)),
            value - (scale * Descriptive.QuantileOfSorted(values, tail))
        );
    }

    private static (double Low, double High) BiasCorrected(
        double value,
        Span<double> values,
        double acceleration,
        double level
    )
    {
        var below = 0.0;
        foreach (var v in values)
        {
            below +=
                v < value ? 1
                : v == value ? 0.5
                : 0;
        }
        var bias = NormalDistribution.Quantile((below + 0.5) / (values.Length + 1));
        values.Sort();
        var tail = 0.5 * (1 - level);
        var sorted = values;
        return (Corrected(tail, sorted), Corrected(1 - tail, sorted));

        double Corrected(double probability, ReadOnlySpan<double> ascending)
        {
            var z = bias + NormalDistribution.Quantile(probability);
            var moved = NormalDistribution.Probability(bias + (z / (1 - (acceleration * z))));
            return Descriptive.QuantileOfSorted(ascending, moved);
        }
    }

    /// <summary>Standard error √((n−1)/n Σ (l_i − l̄)²) and acceleration Σ (l̄ − l_i)³ / 6 (Σ (l̄ − l_i)²)^{3/2} from the n values without one row.</summary>
    private static (double Error, double Acceleration) Jackknife(ILogStatistic statistic)
    {
        var n = statistic.Count;
        var left = new double[n];
        var rows = new int[n - 1];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i + 1;
        }
        for (var i = 0; i < n; i++)
        {
            left[i] = statistic.Evaluate(rows).Value;
            if (i < rows.Length)
            {
                rows[i] = i;
            }
        }
        var mean = Descriptive.Mean(left);
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in left)
        {
            var d = mean - value;
            squares += d * d;
            cubes += d * d * d;
        }
        return (Math.Sqrt(squares * (n - 1) / n), cubes / (6 * squares * Math.Sqrt(squares)));
    }
}
