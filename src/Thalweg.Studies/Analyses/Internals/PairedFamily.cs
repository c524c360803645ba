using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>The pairs of variants that are compared by one quantity: together they decide wrongly in one study of twenty at most (Holm).</summary>
internal static class PairedFamily
{
    /// <param name="pairs">Labels of two variants and their figures by seed.</param>
    public static IReadOnlyList<PairedFigure> Of(
        string quantity,
        IReadOnlyList<(string Numerator, string Denominator, IFigurePairs Figures)> pairs
    )
    {
        var intervals = HolmIntervals.Of(pairs.Count, (k, level) => pairs[k].Figures.IntervalAt(level));
        var tested = intervals.Count(i => !double.IsNaN(i.Lower));
        return
        [
            .. pairs.Zip(
                intervals,
                (pair, interval) =>
                {
                    // From 0 to infinity says nothing.
                    var isOpen = interval is { Lower: 0, Upper: double.PositiveInfinity };
                    return new PairedFigure(
                        quantity,
                        pair.Numerator,
                        pair.Denominator,
                        pair.Figures.Ratio,
                        isOpen ? double.NaN : interval.Lower,
                        isOpen ? double.NaN : interval.Upper,
                        pair.Figures.Seeds,
                        Math.Max(tested, 1),
                        $"{pair.Figures.Method}, {LevelWords(interval.Level, tested)}"
                    );
                }
            ),
        ];
    }

    /// <summary>For example <c>98.3 %, the level of its step for 3 comparisons that decide at 95 % together (Holm)</c>.</summary>
    public static string LevelWords(double level, int comparisons) =>
        comparisons <= 1
            ? "95 %"
            : FormattableString.Invariant(
                $"{100 * level:0.##} %, the level of its step for {comparisons} comparisons that decide at 95 % together (Holm)"
            );
}
