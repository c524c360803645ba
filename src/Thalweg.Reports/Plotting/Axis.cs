using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Plotting;

/// <summary>A labelled position on an axis, in axis units.</summary>
public readonly record struct Tick(double Value, string Label);

/// <summary>An axis with its range. On a logarithmic axis, range and data are the plain positive values.</summary>
/// <param name="Title">Symbol, meaning and unit.</param>
/// <param name="Ticks">Fixed ticks (categories); null for round numbers.</param>
public sealed record Axis(
    string Title,
    bool Logarithmic,
    double Minimum,
    double Maximum,
    IReadOnlyList<Tick>? Ticks = null
)
{
    /// <summary>Linear axis that covers the finite values, with a margin of the given fraction; [0, 1] without any.</summary>
    public static Axis Linear(string title, IEnumerable<double> values, double margin = 0.04)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(values);
        var (low, high) = Range(values.Where(double.IsFinite));
        if (low > high)
        {
            (low, high) = (0, 1);
        }
        if (low == high)
        {
            var half = low == 0 ? 1 : Math.Abs(low) * 0.1;
            (low, high) = (low - half, high + half);
        }
        var pad = (high - low) * margin;
        return new Axis(title, false, low - pad, high + pad);
    }

    /// <summary>Logarithmic axis over the positive finite values, widened to whole decades when it spans more than two.</summary>
    /// <param name="least">Values below it do not count.</param>
    public static Axis Log(string title, IEnumerable<double> values, double least = 0)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(values);
        var (low, high) = Range(values.Where(v => double.IsFinite(v) && v > 0 && v >= least));
        if (low > high)
        {
            return new Axis(title, true, 0.1, 10);
        }
        var (bottom, top) = (Decades.Log10(low), Decades.Log10(high));
        if (top - bottom > 2)
        {
            return new Axis(title, true, Decades.Power(Math.Floor(bottom)), Decades.Power(Math.Ceiling(top)));
        }
        var pad = Math.Max((top - bottom) * 0.08, 0.06);
        return new Axis(title, true, Decades.Power(bottom - pad), Decades.Power(top + pad));
    }

    /// <summary>Position of a value as a fraction of the axis; NaN where the axis cannot show it.</summary>
    public double Fraction(double value)
    {
        if (!Logarithmic)
        {
            return (value - Minimum) / (Maximum - Minimum);
        }
        if (!(value > 0))
        {
            return double.NaN;
        }
        var low = Decades.Log10(Minimum);
        return (Decades.Log10(value) - low) / (Decades.Log10(Maximum) - low);
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        return (low, high);
    }
}
