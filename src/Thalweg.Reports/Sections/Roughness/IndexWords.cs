using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>What figures of roughness indices share: words for captions, and how far an interval may set an axis.</summary>
internal static class IndexWords
{
    private const double LongestWhisker = 20.0;

    /// <summary>For captions: <c>M = 100 directions, m = 100 intervals, l = 0.01; …</c>.</summary>
    public static string Settings(IReadOnlyList<RoughnessRecord> records) =>
        string.Join(
            " | ",
            records
                .Select(r =>
                    $"M = {r.Directions} directions, m = {r.Intervals} intervals on [−l, l], l = {Numerals.Short(r.Radius)}; standard Gaussian directions, {RuleWords.Normalize(r.Normalize)}, {RuleWords.Bias(r.Bias)}; {r.IntervalMethod}"
                )
                .Distinct()
        );

    /// <summary>The same without what the rules mean, for the captions after the first.</summary>
    public static string Briefly(IReadOnlyList<RoughnessRecord> records) =>
        string.Join(
            " | ",
            records
                .Select(r =>
                    $"M = {Numerals.Integer(r.Directions)}, m = {Numerals.Integer(r.Intervals)}, l = {Numerals.Short(r.Radius)}, {r.Normalize}, biases {r.Bias}"
                )
                .Distinct()
        );

    public static string Text(RoughnessRecord r)
    {
        var index = new Uncertain(r.Roughness, r.IntervalLower, r.IntervalUpper);
        return $"{index.ValueText} ({index.IntervalText})";
    }

    /// <summary>What an axis must hold: an interval can reach down by orders of magnitude where one direction carries all the spread.</summary>
    public static double[] Shown(RoughnessRecord r) =>
        [
            r.Roughness,
            Math.Max(r.IntervalLower, r.Roughness / LongestWhisker),
            Math.Min(r.IntervalUpper, r.Roughness * LongestWhisker),
        ];

    public static string CutOff(IEnumerable<RoughnessRecord> records) =>
        records.Any(r =>
            r.IntervalLower < r.Roughness / LongestWhisker || r.IntervalUpper > r.Roughness * LongestWhisker
        )
            ? " An interval that leaves the axis is cut off; the CSV has it in full."
            : "";

    public static string Resolution(IReadOnlyList<RoughnessRecord> records) =>
        ResolutionWords.Of(
            records.Sum(r => r.NotResolvedSlices),
            records.Sum(r => r.Directions),
            records.Any(r => r.ComputedIn is not null)
        );

    /// <summary>The index over all seeds.</summary>
    public static PointsMark Pooled(CrossCell cell, VariantStyle style, double row) =>
        new("all seeds together", Ink.Text, [cell.Roughness], [row])
        {
            Marker = Marker.Diamond,
            Size = 0.62,
            Lower = [cell.IntervalLower],
            Upper = [cell.IntervalUpper],
            IntervalAlongX = true,
            Outline = style.Ink,
        };
}
