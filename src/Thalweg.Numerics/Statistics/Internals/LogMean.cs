using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>log x̄ of one sample of positive numbers; x_i moves it by x_i/x̄ − 1.</summary>
internal sealed class LogMean(ReadOnlySpan<double> sample) : ILogStatistic
{
    private readonly double[] sample = sample.ToArray();

    public int Count => sample.Length;

    public (double Value, double Error) Evaluate(ReadOnlySpan<int> rows)
    {
        double n = rows.Length;
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += sample[row];
        }
        var mean = sum / n;
        var squares = 0.0;
        foreach (var row in rows)
        {
            var moved = (sample[row] / mean) - 1;
            squares += moved * moved;
        }
        return (Elementary.Log(mean), Math.Sqrt(squares / (n * (n - 1))));
    }
}
