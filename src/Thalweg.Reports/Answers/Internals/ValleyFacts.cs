using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>Up to where at most one slice in twenty oscillates around the trained points of one variant.</summary>
/// <param name="Label">Of the variant.</param>
/// <param name="Name">Of the variant.</param>
/// <param name="Radii">Valley radii in ascending order, one per seed; infinite where no more oscillate up to <paramref name="Largest"/>.</param>
/// <param name="Interval">Of the only seed.</param>
/// <param name="Largest">The largest half-width that was looked at.</param>
internal sealed record ValleyFacts(
    string Label,
    string Name,
    IReadOnlyList<double> Radii,
    Uncertain? Interval,
    double Largest
)
{
    /// <summary>The quantity of the comparison that holds the ratios.</summary>
    private const string Quantity = "valleyRadius";

    private bool IsInfinite => double.IsPositiveInfinity(Median);

    private double Median => (Radii[(Radii.Count - 1) / 2] + Radii[Radii.Count / 2]) / 2;

    /// <summary>Null where no valley radius was computed for every seed.</summary>
    public static ValleyFacts? Of(StudyView study, string label)
    {
        var records = LandscapeFacts.Records(study, label);
        List<ValleyRadiusRecord> valleys =
        [
            .. records.Select(r => r.Valley).OfType<ValleyRadiusRecord>().Where(v => !double.IsNaN(v.ValleyRadius)),
        ];
        return valleys.Count == 0 || valleys.Count < records.Count
            ? null
            : new ValleyFacts(
                label,
                study.Styles[label].Name,
                [.. valleys.Select(v => v.ValleyRadius).Order()],
                valleys is [var only]
                    ? new Uncertain(only.ValleyRadius, only.ValleyRadiusLower, only.ValleyRadiusUpper)
                    : null,
                valleys.Max(v => v.LargestRadius)
            );
    }

    /// <summary>For the end of a sentence on slices that do not oscillate: <c>one slice in twenty does from l = 0.5 on for Ritz and for
    /// Galerkin from l = 0.6 on</c>.</summary>
    public static string Clause(IReadOnlyList<ValleyFacts> variants)
    {
        if (variants.All(v => v.IsInfinite))
        {
            return $"fewer than one slice in twenty do up to l = {Numerals.Short(variants.Min(v => v.Largest))}";
        }
        return "one slice in twenty does "
            + string.Join(
                " and ",
                variants.Select(v =>
                    (v.IsInfinite ? $"not up to l = {Numerals.Short(v.Largest)}" : $"from l = {v.Value} on")
                    + (variants.Count == 1 ? "" : $" for {v.Name}")
                )
            );
    }

    /// <summary>The radii with what is known of their scatter, and which is larger.</summary>
    public static string Sentence(StudyView study, ComparisonRecord comparison, IReadOnlyList<ValleyFacts> variants)
    {
        var radii = string.Join(
            ", ",
            variants.Select(v => (variants.Count == 1 ? "" : v.Name + " ") + v.Value + v.Scatter)
        );
        var pair = comparison.Paired.FirstOrDefault(p =>
            p.Quantity == Quantity
            && variants.Count == 2
            && variants.Any(v => v.Label == p.Numerator)
            && variants.Any(v => v.Label == p.Denominator)
        );
        return $"Up to the valley radius at most one slice in twenty oscillates: {radii}{Verdict(study, pair)}.";
    }

    private static string Verdict(StudyView study, PairedFigure? pair)
    {
        if (pair is null || double.IsNaN(pair.Ratio))
        {
            return "";
        }
        var value = PairedRatios.Value(pair);
        if (value.Direction == 0)
        {
            return double.IsNaN(pair.IntervalLower)
                ? ", which the data do not tell apart"
                : $", which the data do not tell apart (ratio of {study.Styles[pair.Numerator].Name} to {study.Styles[pair.Denominator].Name} {value.ValueText}, {RoughnessWords.Interval(value, pair.Seeds, pair.Comparisons)})";
        }
        var (larger, oriented) = value.Direction > 0 ? (pair.Numerator, value) : (pair.Denominator, value.Inverse);
        return $"; that of {study.Styles[larger].Name} is {oriented.ValueText} times larger ({RoughnessWords.Interval(oriented, pair.Seeds, pair.Comparisons)})";
    }

    private string Value => IsInfinite ? "∞" : Interval?.ValueText ?? Numerals.Significant(Median);

    private string Scatter =>
        Interval is { } interval
            ? $" ({(double.IsPositiveInfinity(interval.Lower) ? $"beyond l = {Numerals.Short(Largest)}" : RoughnessWords.Bare(interval))})"
        : Radii[0] == Radii[^1] ? (IsInfinite ? $" (none up to l = {Numerals.Short(Largest)})" : "")
        : $" ({Numerals.Significant(Radii[0])} to {Numerals.Significant(Radii[^1])} over {Numerals.Integer(Radii.Count)} seeds)";
}
