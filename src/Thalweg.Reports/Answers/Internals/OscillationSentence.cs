using Thalweg.Reports.Figures;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>Which of two landscapes oscillates more, from oscillation indices that are paired by seed.</summary>
internal static class OscillationSentence
{
    /// <summary>The quantity of the comparison that holds the ratios.</summary>
    private const string Quantity = "oscillationIndex";

    /// <summary>Ratios of oscillation indices in the form of those of roughness indices.</summary>
    public static List<RoughnessRatio> Ratios(ComparisonRecord comparison) =>
        [
            .. comparison
                .Paired.Where(p => p.Quantity == Quantity)
                .Select(p => new RoughnessRatio(
                    p.Numerator,
                    p.Numerator,
                    p.Denominator,
                    p.Denominator,
                    p.Ratio,
                    p.IntervalLower,
                    p.IntervalUpper,
                    p.Seeds,
                    p.Method,
                    p.Comparisons
                )),
        ];

    /// <param name="place">Within which l of what.</param>
    public static string Of(
        StudyView study,
        ComparisonRecord comparison,
        (LandscapeFacts Facts, string Label) first,
        (LandscapeFacts Facts, string Label) second,
        string place
    )
    {
        if (!first.Facts.Oscillates || !second.Facts.Oscillates)
        {
            var (one, other) = first.Facts.Oscillates ? (first.Facts, second.Facts) : (second.Facts, first.Facts);
            return $"Only the {one.Name} landscape oscillates {place}: along {one.ShareText}, and {other.Name} along {other.ShareText} ({RoughnessWords.Seeds(one.Seeds)}).";
        }
        var shares =
            $"{first.Facts.Name} along {first.Facts.ShareText}, {second.Facts.Name} along {second.Facts.ShareText}";
        var pair = comparison.Paired.FirstOrDefault(p =>
            p.Quantity == Quantity
            && (p.Numerator, p.Denominator) is var (a, b)
            && ((a, b) == (first.Label, second.Label) || (a, b) == (second.Label, first.Label))
        );
        if (pair is null || PairedRatios.Value(pair) is { IsFinite: false, Direction: 0 })
        {
            return $"Both landscapes oscillate {place}, and the data do not decide which more: {shares} ({RoughnessWords.Seeds(first.Facts.Seeds)}).";
        }
        if (PairedRatios.Value(pair).Direction is 0)
        {
            var ratio = PairedRatios.Value(pair);
            return $"Both landscapes oscillate {place}, and the data do not decide which more: {shares} (ratio of the oscillation indices of {study.Styles[pair.Numerator].Name} to {study.Styles[pair.Denominator].Name} {ratio.ValueText}, {RoughnessWords.Interval(ratio, pair.Seeds, pair.Comparisons)}).";
        }
        var (more, less, value) =
            PairedRatios.Value(pair).Direction > 0
                ? (pair.Numerator, pair.Denominator, PairedRatios.Value(pair))
                : (pair.Denominator, pair.Numerator, PairedRatios.Value(pair).Inverse);
        return $"The {study.Styles[more].Name} landscape oscillates {value.ValueText} times more than the {study.Styles[less].Name} landscape {place} (oscillation index, {RoughnessWords.Interval(value, pair.Seeds, pair.Comparisons)}): {shares}.";
    }
}
