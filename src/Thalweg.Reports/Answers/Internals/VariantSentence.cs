using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>
/// Which variant ends more accurate, from ratios of the main error that are paired by seed; where no error is known, which ends at
/// the lower loss. A pair counts as decided only where its interval excludes 1.
/// </summary>
internal static class VariantSentence
{
    /// <summary>More pairs than these are left to the table.</summary>
    private const int MostTold = 2;

    public static string Of(StudyView study, ComparisonRecord comparison)
    {
        var quantity = study.MainError ?? "loss";
        // Variants without such an error make pairs without a ratio.
        var pairs = comparison.Paired.Where(f => f.Quantity == quantity && !double.IsNaN(f.Ratio)).ToList();
        var (comparative, superlative) = study.MainError is null
            ? ("lower", "lowest")
            : ("more accurate", "most accurate");
        if (!pairs.Exists(f => double.IsFinite(f.Ratio)))
        {
            return study.MainError is null
                ? "The data do not rank the variants: no solution error is known, and losses have ratios only where they are of one function and positive."
                : $"The data do not rank the variants: no pair of them has a ratio of their {ErrorName.Words(quantity)}s.";
        }
        var words = study.MainError is null ? "losses" : ErrorName.Words(quantity) + "s";
        if (pairs is [var pair])
        {
            return Pair(study, pair, comparative, words);
        }
        var labels = pairs.SelectMany(p => new[] { p.Numerator, p.Denominator }).Distinct().ToList();
        var decided = pairs.FindAll(p => PairedRatios.Value(p).Direction != 0);
        foreach (var label in labels)
        {
            var duels = decided.FindAll(p => Better(p) == label);
            if (duels.Count == labels.Count - 1 && labels.Count == study.All.Variants.Count)
            {
                var parts = duels
                    .Take(MostTold)
                    .Select(d =>
                        $"{(IsOfZero(d) ? "of 0 against" : $"{Ratio(d)} times lower than")} those of {study.Styles[Worse(d)].Name} ({Interval(d)})"
                    );
                return $"{study.Styles[label].Name} ends {superlative} of all {labels.Count} variants: {words} {Listed(parts, duels.Count)}.";
            }
        }
        return decided.Count == 0
            ? $"The data do not decide which of the {labels.Count} variants ends {superlative}: no interval of a ratio of {words} excludes 1."
            : $"No variant ends {superlative} for certain; {decided.Count} of {pairs.Count} pairs are decided: "
                + Listed(
                    decided
                        .OrderByDescending(Factor)
                        .Take(MostTold)
                        .Select(d =>
                            $"{study.Styles[Better(d)].Name} {Times(d, comparative, words)} than {study.Styles[Worse(d)].Name} ({Interval(d)})"
                        ),
                    decided.Count
                )
                + ".";
    }

    private static string Pair(StudyView study, PairedFigure pair, string comparative, string words)
    {
        var (numerator, denominator) = (study.Styles[pair.Numerator].Name, study.Styles[pair.Denominator].Name);
        if (PairedRatios.Value(pair).Direction != 0)
        {
            var (better, worse) = (study.Styles[Better(pair)].Name, study.Styles[Worse(pair)].Name);
            return $"{better} ends {Times(pair, comparative, words)} than {worse}: ratio of their {words}, paired by seed ({Interval(pair)}).";
        }
        var value = PairedRatios.Value(pair);
        return value.IsFinite
            ? $"The data do not decide which of {numerator} and {denominator} ends {comparative}: the ratio of their {words} is {value.ValueText} ({Interval(pair)})."
            : $"The data do not decide which of {numerator} and {denominator} ends {comparative}: the ratio of their {words} is {Numerals.Significant(pair.Ratio)}, and {Seeds(pair)} give no interval.";
    }

    private static string Better(PairedFigure pair) =>
        PairedRatios.Value(pair).Direction switch
        {
            1 => pair.Denominator,
            -1 => pair.Numerator,
            _ => "",
        };

    private static string Worse(PairedFigure pair) =>
        Better(pair) == pair.Numerator ? pair.Denominator : pair.Numerator;

    private static Uncertain Oriented(PairedFigure pair) =>
        PairedRatios.Value(pair).Direction < 0 ? PairedRatios.Value(pair).Inverse : PairedRatios.Value(pair);

    private static double Factor(PairedFigure pair) => Oriented(pair).Value;

    private static string Ratio(PairedFigure pair) => Oriented(pair).ValueText;

    private static string Times(PairedFigure pair, string comparative, string words) =>
        IsOfZero(pair) ? $"{comparative}, with {words} of 0 in most runs," : $"{Ratio(pair)} times {comparative}";

    /// <summary>No number tells how many times lower 0 is.</summary>
    private static bool IsOfZero(PairedFigure pair) => double.IsInfinity(Factor(pair));

    private static string Interval(PairedFigure pair)
    {
        var adjusted = pair.Comparisons > 1 ? $" for {pair.Comparisons} pairs" : "";
        return $"95 %{adjusted}: {Oriented(pair).IntervalText}, {Seeds(pair)}";
    }

    private static string Seeds(PairedFigure pair) => $"{pair.Seeds} {(pair.Seeds == 1 ? "seed" : "seeds")}";

    private static string Listed(IEnumerable<string> parts, int count) =>
        string.Join("; ", parts) + (count > MostTold ? $"; and {count - MostTold} more" : "");
}
