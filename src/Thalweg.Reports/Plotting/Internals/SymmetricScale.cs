using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Plotting;

/// <summary>Numbers of both signs over many decades: linear about 0, logarithmic beyond.</summary>
/// <param name="linear">Up to where it is linear; where that is not above 0, a little of the largest magnitude.</param>
/// <param name="lowest">The smallest number to show.</param>
/// <param name="highest">The largest.</param>
internal sealed class SymmetricScale(double linear, double lowest, double highest)
{
    private const int MostTicks = 5;
    private const double Margin = 0.4;

    /// <summary>Up to where it is linear.</summary>
    public double Linear { get; } =
        linear > 0 && double.IsFinite(linear) ? linear
        : Math.Max(Math.Abs(lowest), Math.Abs(highest)) is > 0 and var largest ? 1e-16 * largest
        : 1;

    /// <summary>Where a value stands: x/linear up to 1, then 1 + log10(x/linear), with its sign.</summary>
    public double At(double value)
    {
        var size = Math.Abs(value) / Linear;
        return Math.CopySign(size <= 1 ? size : 1 + Decades.Log10(size), value);
    }

    /// <summary>The axis, with ticks at 0 and at powers of ten of both signs, every so many decades.</summary>
    public Axis Axis(string title)
    {
        var (low, high) = (Math.Min(-1, At(lowest)) - Margin, Math.Max(1, At(highest)) + Margin);
        var step = Math.Max(1, (int)Math.Ceiling((high - low) / (2 * MostTicks))) * 2;
        var first = (int)Math.Ceiling(Decades.Log10(Linear)) + 1;
        // Those next to 0 are as near to it as to each other when there is one on each side.
        while (At(Decades.Power(first)) < step / 2.0)
        {
            first++;
        }
        var ticks = new List<Tick> { new(0, "0") };
        for (var k = first; At(Decades.Power(k)) <= Math.Max(high, -low); k += step)
        {
            var at = At(Decades.Power(k));
            if (at <= high)
            {
                ticks.Add(new Tick(at, Numerals.PowerOfTen(k)));
            }
            if (-at >= low)
            {
                ticks.Add(new Tick(-at, $"−{Numerals.PowerOfTen(k)}"));
            }
        }
        return new Axis(title, false, low, high, [.. ticks.OrderBy(tick => tick.Value)]);
    }
}
