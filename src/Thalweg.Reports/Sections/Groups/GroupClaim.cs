using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Groups;

/// <summary>Of one quantity: how many pairs of variants are decided, and the clearest of them.</summary>
internal static class GroupClaim
{
    /// <param name="loss">Of which loss, where the study has several; else null.</param>
    public static IReadOnlyList<string> Row(
        StudyView study,
        string quantity,
        string? loss,
        IReadOnlyList<PairedFigure> ratios
    )
    {
        var (subject, more, less) = GroupWords.Claim(quantity);
        var name =
            (loss is null ? "" : $"{Html.Name(study.Styles.Loss(loss))}: ")
            + (
                quantity.Split(", ", 2) is [_, var path] ? $"{subject}, {Markup.Escape(GroupWords.Way(path))}" : subject
            );
        var known = ratios.Where(r => !double.IsNaN(r.IntervalLower)).ToList();
        if (known.Count == 0)
        {
            return
            [
                name,
                "–",
                GroupWords.IsMatched(quantity)
                    ? "the data do not decide: too few pairs of two variants are at one distance"
                    : "too few runs for an interval",
                "–",
            ];
        }
        var decided = known.Where(r => Value(r).Direction != 0).ToList();
        var count = $"{Numerals.Integer(decided.Count)} of {Numerals.Integer(known.Count)}";
        if (decided.Count == 0)
        {
            return [name, count, "the data do not decide", "–"];
        }
        // By how far the nearer end of the interval is from no difference.
        var clearest = decided.MaxBy(r => Math.Max(r.IntervalLower, 1 / r.IntervalUpper))!;
        var value = Value(clearest);
        return
        [
            name,
            count,
            $"{Html.Name(study.Styles[clearest.Numerator])} {(value.Direction > 0 ? more : less)} than {Html.Name(study.Styles[clearest.Denominator])}",
            // No number tells how many times higher than 0 something is.
            value.Value == 0
            || double.IsInfinity(value.Value)
                ? "the lower median is 0"
                : Html.Number(value),
        ];
    }

    private static Uncertain Value(PairedFigure r) => new(r.Ratio, r.IntervalLower, r.IntervalUpper);
}
