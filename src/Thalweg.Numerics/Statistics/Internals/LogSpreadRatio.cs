using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>log of the ratio of two relative spreads over the same rows: what the rows share cancels in its error.</summary>
internal sealed class LogSpreadRatio(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator) : ILogStatistic
{
    private readonly LogSpread upper = new(numerator);
    private readonly LogSpread lower = new(denominator);

    public int Count => upper.Count;

    public (double Value, double Error) Evaluate(ReadOnlySpan<int> rows)
    {
        double n = rows.Length;
        var a = upper.MomentsOf(rows);
        var b = lower.MomentsOf(rows);
        var (deviationA, deviationB) = (Math.Sqrt(a.Second), Math.Sqrt(b.Second));
        var (ca, cb) = (deviationA / a.Mean, deviationB / b.Mean);
        var sum = 0.0;
        foreach (var row in rows)
        {
            var moved = upper.Influence(row, a.Shift, deviationA, ca) - lower.Influence(row, b.Shift, deviationB, cb);
            sum += moved * moved;
        }
        return (Elementary.Log(ca) - Elementary.Log(cb), Math.Sqrt(sum) / n);
    }
}
