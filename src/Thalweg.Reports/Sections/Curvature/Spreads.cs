using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Figures of several runs in one cell.</summary>
internal static class Spreads
{
    /// <summary>The median with the lowest and highest; of one run its interval, where it has one.</summary>
    public static string Of(IEnumerable<Uncertain> values)
    {
        var all = values.Where(v => double.IsFinite(v.Value)).OrderBy(v => v.Value).ToList();
        if (all.Count == 0)
        {
            return "not known";
        }
        if (all.Count == 1)
        {
            var one = all[0];
            return one.IsFinite && one.Lower < one.Upper
                ? $"{Markup.Escape(one.ValueText)}<small>{Markup.Escape(one.IntervalText)}</small>"
                : Markup.Escape(Numerals.Significant(one.Value, 3));
        }
        var median = Markup.Escape(Numerals.Significant(Medians.Of([.. all.Select(v => v.Value)]), 3));
        return $"{median}<small>{Numerals.Significant(all[0].Value)} to {Numerals.Significant(all[^1].Value)}</small>";
    }

    /// <summary>The same without intervals.</summary>
    public static string Of(IEnumerable<double> values) => Of(values.Select(v => new Uncertain(v, v, v)));
}
