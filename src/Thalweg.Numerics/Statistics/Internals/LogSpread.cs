using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>log(s/x̄) of one sample; x_i moves it by (z_i² − 1)/2 − c·z_i, with z_i = (x_i − x̄)/σ and c = σ/x̄.</summary>
internal sealed class LogSpread : ILogStatistic
{
    private readonly double mean;
    private readonly double[] deviations;

    public LogSpread(ReadOnlySpan<double> sample)
    {
        // Deviations from the mean: resampled sums of them do not cancel.
        // They are those of the sample times a power of two: no digit changes, and their fourth powers are in range.
        deviations = sample.ToArray();
        OrderedSums.ScaleByPowerOfTwo(deviations, OrderedSums.ExponentToOne(sample));
        mean = Descriptive.Mean(deviations);
        for (var i = 0; i < deviations.Length; i++)
        {
            deviations[i] -= mean;
        }
    }

    public int Count => deviations.Length;

    public (double Value, double Error) Evaluate(ReadOnlySpan<int> rows)
    {
        double n = rows.Length;
        var moments = MomentsOf(rows);
        var c = Math.Sqrt(moments.Second) / moments.Mean;
        var skewness = moments.Third / (moments.Second * Math.Sqrt(moments.Second));
        var kurtosis = moments.Fourth / (moments.Second * moments.Second);
        var influence = ((kurtosis - 1) / 4) - (c * skewness) + (c * c);
        var value = Elementary.Log(Math.Sqrt(moments.Second * n / (n - 1)) / moments.Mean);
        return (value, Math.Sqrt(influence / n));
    }

    /// <summary>Mean of the sample and the central moments of order 2 to 4 (divided by n).</summary>
    public (double Mean, double Shift, double Second, double Third, double Fourth) MomentsOf(ReadOnlySpan<int> rows)
    {
        double n = rows.Length;
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += deviations[row];
        }
        var shift = sum / n;
        var (second, third, fourth) = (0.0, 0.0, 0.0);
        foreach (var row in rows)
        {
            var d = deviations[row] - shift;
            var square = d * d;
            second += square;
            third += square * d;
            fourth += square * square;
        }
        return (mean + shift, shift, second / n, third / n, fourth / n);
    }

    /// <summary>By how much row number <paramref name="row"/> moves the logarithm, times n.</summary>
    public double Influence(int row, double shift, double deviation, double c)
    {
        var z = (deviations[row] - shift) / deviation;
        return (0.5 * ((z * z) - 1)) - (c * z);
    }
}
