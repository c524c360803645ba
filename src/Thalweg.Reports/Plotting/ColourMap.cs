using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Plotting;

/// <summary>A colour for every fraction: straight lines in sRGB between evenly spaced anchors.</summary>
public sealed class ColourMap
{
    private readonly uint[] _anchors;

    private ColourMap(string name, uint[] anchors)
    {
        Name = name;
        _anchors = anchors;
    }

    public string Name { get; }

    /// <summary>Perceptually uniform, dark violet to yellow [Smith2015].</summary>
    public static ColourMap Viridis { get; } =
        new("viridis", [0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725]);

    /// <summary>Blue over near-white to rust, for signed quantities on a scale centred at zero.</summary>
    public static ColourMap Diverging { get; } =
        new("diverging", [0x123b73, 0x3f7fbf, 0xa9cde6, 0xf5f4f0, 0xf2c2a0, 0xcf6b35, 0x7a2a0c]);

    /// <summary>0xRRGGBB at a fraction, clamped to [0, 1].</summary>
    public uint At(double fraction)
    {
        var position = Math.Clamp(fraction, 0, 1) * (_anchors.Length - 1);
        var index = Math.Min((int)position, _anchors.Length - 2);
        var weight = position - index;
        return (Mix(index, 16, weight) << 16) | (Mix(index, 8, weight) << 8) | Mix(index, 0, weight);
    }

    public string Hex(double fraction) => $"#{At(fraction):x6}";

    /// <summary>Anchors with their fractions, for plots that interpolate the same way.</summary>
    public IEnumerable<(double Fraction, string Hex)> Anchors =>
        _anchors.Select((colour, i) => (i / (double)(_anchors.Length - 1), $"#{colour:x6}"));

    private uint Mix(int index, int shift, double weight)
    {
        var (a, b) = ((_anchors[index] >> shift) & 255, (_anchors[index + 1] >> shift) & 255);
        return (uint)Math.Round(a + weight * ((double)b - a), MidpointRounding.AwayFromZero);
    }
}

/// <summary>A colour map over a range. Where <paramref name="Logarithm"/>, the range and the values are decimal logarithms.</summary>
public sealed record ColourScale(string Title, ColourMap Map, double Minimum, double Maximum, bool Logarithm)
{
    /// <summary>Ticks in scale units where they are given; else round numbers.</summary>
    public IReadOnlyList<Tick>? Given { get; init; }

    public double Fraction(double value) => (value - Minimum) / (Maximum - Minimum);

    /// <summary>Both ends in scale units, labelled with what is shown.</summary>
    internal IReadOnlyList<Tick> Ends =>
        [
            .. new[] { Minimum, Maximum }.Select(end => new Tick(
                end,
                Numerals.Significant(Logarithm ? Decades.Power(end) : end)
            )),
        ];

    /// <summary>Ticks in scale units, labelled with what is shown.</summary>
    internal IReadOnlyList<Tick> Ticks(int most) =>
        Given is { } given ? Some(given, most)
        : Logarithm
            ?
            [
                .. AxisTicks
                    .Log(Decades.Power(Minimum), Decades.Power(Maximum), most)
                    .Select(t => new Tick(Decades.Log10(t.Value), t.Label)),
            ]
        : AxisTicks.Linear(Minimum, Maximum, most);

    /// <summary>So many of them about the middle one, evenly apart.</summary>
    private static IReadOnlyList<Tick> Some(IReadOnlyList<Tick> given, int most)
    {
        var stride = Math.Max(1, (given.Count + Math.Max(1, most) - 1) / Math.Max(1, most));
        return [.. given.Where((_, i) => (i - (given.Count / 2)) % stride == 0)];
    }
}
