namespace Thalweg.Reports.Wording;

/// <summary>A value with its interval, printed with the digits that the interval supports.</summary>
internal readonly record struct Uncertain(double Value, double Lower, double Upper)
{
    private const double WideFactor = 3;
    private const double MostRatio = 1e3;

    // An interval of rounding alone has more digits than anybody reads.
    private const int MostDigits = 6;

    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Lower) && double.IsFinite(Upper);

    /// <summary>The same for 1/x.</summary>
    public Uncertain Inverse => new(1 / Value, 1 / Upper, 1 / Lower);

    /// <summary>Of a ratio: 1 where its interval lies above 1, −1 where it lies below, 0 where the data do not decide. An end may be 0 or
    /// infinite where figures are.</summary>
    public int Direction =>
        Lower > 1 ? 1
        : Upper < 1 ? -1
        : 0;

    /// <summary>True where both intervals are known and share no point.</summary>
    public bool SeparatedFrom(Uncertain other) =>
        IsFinite && other.IsFinite && (Upper < other.Lower || other.Upper < Lower);

    /// <summary>The value alone, for example <c>0.0134</c>.</summary>
    public string ValueText => Format(Value);

    /// <summary>The interval alone, for example <c>0.0121–0.0147</c>, or <c>above 1.3</c>.</summary>
    public string IntervalText =>
        IsFinite ? $"{Format(Lower)}–{Format(Upper)}"
        : Lower > 0 && double.IsPositiveInfinity(Upper) && double.IsFinite(Lower) ? $"above {Format(Lower)}"
        : double.IsPositiveInfinity(Lower) ? "infinite"
        : "no interval";

    // Whether an interval holds 1 must be seen from what is printed.
    private static int DigitsTellingFromOne(double number)
    {
        var digits = 2;
        while (digits < 5 && number != 1 && Numerals.Significant(number, digits).TrimEnd('0') == "1.")
        {
            digits++;
        }
        return digits;
    }

    /// <summary>An end that is not 0 or 1 is not printed as either: what is decided by it must be seen. No more than three decimals beyond the
    /// first: what is nearer decides by a hair.</summary>
    private int DecimalsTellingEnds()
    {
        var decimals = 0;
        foreach (var end in (double[])[Lower, Upper])
        {
            foreach (var mark in (double[])[0, 1])
            {
                var distance = Math.Abs(end - mark);
                if (distance is > 5e-5 and < 0.5)
                {
                    decimals = Math.Max(decimals, (int)Math.Ceiling(-Decades.Log10(2 * distance)));
                }
            }
        }
        return decimals;
    }

    private string Format(double number)
    {
        if (!IsFinite || Upper == Lower || Value == 0)
        {
            return Numerals.Significant(number, Math.Max(3, DigitsTellingFromOne(number)));
        }
        // The half-width says nothing of the lower end of an interval that spans a good part of a decade.
        if (Lower > 0 && Upper > WideFactor * Lower)
        {
            return Numerals.Significant(number, DigitsTellingFromOne(number));
        }
        // Ends of such different size share no number of decimals.
        if (Math.Max(Math.Abs(Lower), Math.Abs(Upper)) > MostRatio * Math.Abs(Value))
        {
            return Numerals.Significant(number, DigitsTellingFromOne(number));
        }
        // Round to the first digit of the half-width, or to its second where the first is 1 or 2: a coarser step would be
        // comparable with the uncertainty itself.
        var half = (Upper - Lower) / 2;
        var (mantissa, place) = Numerals.Split(half, 2);
        var last = mantissa[0] is '1' or '2' ? place - 1 : place;
        var leading = (int)Math.Floor(Decades.Log10(Math.Abs(Value)));
        last = Math.Clamp(last, leading - MostDigits + 1, leading);
        if (leading is >= -4 and <= 4)
        {
            return Numerals.Fixed(number, Math.Clamp(Math.Max(-last, DecimalsTellingEnds()), 0, 12));
        }
        var scaled = number / Decades.Power(leading);
        return $"{Numerals.Fixed(scaled, Math.Clamp(leading - last, 0, 12))}·{Numerals.PowerOfTen(leading)}";
    }
}
