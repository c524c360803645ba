using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Groups;

/// <summary>Of one quantity: how many pairs of variants are decided, and the clearest of them.</summary>
internal static class GroupClaim
{
    public static IReadOnlyList<string> Row(StudyView study, string quantity, IReadOnlyList<PairedFigure> ratios)
    {
        var (subject, more, less) = GroupWords.Claim(quantity);
        var name = quantity.Split(", ", 2) is [_, var path]
            ? $"{subject}, {Markup.Escape(GroupWords.Way(path))}"
            : subject;
        var known = ratios.Where(r => !double.IsNaN(r.IntervalLower)).ToList();
        if (known.Count == 0)
        {
            return [name, "–", "too few seeds for an interval", "–"];
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
            Html.Number(value),
        ];
    }

    private static Uncertain Value(PairedFigure r) => new(r.Ratio, r.IntervalLower, r.IntervalUpper);
}
