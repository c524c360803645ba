using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Plotting;

/// <summary>Round numbers for an axis: steps of 1, 2 or 5 times a power of ten; powers of ten on a logarithmic one.</summary>
internal static class AxisTicks
{
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    public static IReadOnlyList<Tick> For(Axis axis, int most) =>
        axis.Ticks
        ?? (axis.Logarithmic ? Log(axis.Minimum, axis.Maximum, most) : Linear(axis.Minimum, axis.Maximum, most));

    public static IReadOnlyList<Tick> Linear(double low, double high, int most)
    {
        var raw = (high - low) / Math.Max(1, most - 1);
        if (!(raw > 0) || !double.IsFinite(raw))
        {
            return [];
        }
        var unit = Decades.Power(Math.Floor(Decades.Log10(raw)));
        var step = Steps.Select(s => s * unit).First(s => s >= raw * (1 - 1e-9));
        var decimals = Math.Clamp((int)-Math.Floor(Decades.Log10(step) + 1e-9) + (step / unit == 2.5 ? 1 : 0), 0, 15);
        var largest = Math.Max(Math.Abs(low), Math.Abs(high));
        var ticks = new List<Tick>();
        for (var i = Math.Ceiling(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
        {
            var value = i * step;
            ticks.Add(
                new Tick(
                    value,
                    largest >= 1e5 || largest < 1e-3
                        ? Numerals.Short(value)
                        : Numerals.Fixed(value, decimals, trim: true)
                )
            );
        }
        return ticks;
    }

    public static IReadOnlyList<Tick> Log(double low, double high, int most)
    {
        var (bottom, top) = (Decades.Log10(low), Decades.Log10(high));
        var first = (int)Math.Ceiling(bottom - 1e-9);
        var last = (int)Math.Floor(top + 1e-9);
        if (last - first >= 2)
        {
            var stride = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(2, most)));
            return [.. Enumerable.Range(first, last - first + 1).Where(e => e % stride == 0).Select(Power)];
        }
        double[] within = top - bottom < 0.7 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : [1, 2, 5];
        var ticks = new List<Tick>();
        for (var exponent = first - 1; exponent <= last; exponent++)
        {
            foreach (var digit in within)
            {
                var value = digit * Decades.Power(exponent);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
                {
                    ticks.Add(new Tick(value, Numerals.Short(value)));
                }
            }
        }
        return Thin(ticks, most);
    }

    private static List<Tick> Thin(List<Tick> ticks, int most)
    {
        var stride = (ticks.Count + most - 1) / Math.Max(1, most);
        return stride <= 1 ? ticks : [.. ticks.Where((_, i) => i % stride == 0)];
    }

    private static Tick Power(int exponent) => new(Decades.Power(exponent), Numerals.PowerOfTen(exponent));
}
