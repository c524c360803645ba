using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Comparison;

/// <summary>Every pair of variants with the ratios of all quantities.</summary>
internal static class RatioTable
{
    /// <summary>Pairs that have a column each; more of them have a row each.</summary>
    private const int MostColumns = 3;

    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var figures = PairedRatios.Of(study);
        if (figures.Count == 0)
        {
            yield break;
        }
        var quantities = figures.Select(f => f.Quantity).Distinct().ToList();
        var pairs = figures.Select(f => (f.Numerator, f.Denominator)).Distinct().ToList();
        string[] across = [.. quantities.Select(q => Markup.Escape(QuantityName.Words(q)))];
        string[] down =
        [
            .. pairs.Select(p => $"{Html.Name(study.Styles[p.Numerator])} / {Html.Name(study.Styles[p.Denominator])}"),
        ];
        string At(int pair, int quantity) =>
            figures.FirstOrDefault(f =>
                f.Quantity == quantities[quantity] && (f.Numerator, f.Denominator) == pairs[pair]
            )
                is { } figure
                ? Cell(figure)
                : "–";
        var isTall = pairs.Count <= MostColumns;
        IReadOnlyList<string>[] rows = isTall
            ? [.. across.Select((name, q) => (string[])[name, .. pairs.Select((_, p) => At(p, q))])]
            : [.. down.Select((name, p) => (string[])[name, .. quantities.Select((_, q) => At(p, q))])];
        yield return new PageTable(
            "paired",
            "Ratios between variants",
            ["", .. isTall ? down : across],
            rows,
            Note(study, figures),
            Data(figures)
        )
        {
            IsFolded = true,
        };
    }

    private static string Cell(PairedFigure figure)
    {
        var text = Html.Number(PairedRatios.Value(figure));
        return PairedRatios.Value(figure).Direction == 0 ? text : $"<b>{text}</b>";
    }

    private static string Note(StudyView study, IReadOnlyList<PairedFigure> figures)
    {
        var seeds = figures.Select(f => f.Seeds).Distinct().Order().Select(s => Numerals.Integer(s));
        var machine =
            figures.Any(f => f.Quantity == "seconds") && study.All.Timings is { } timings
                ? $" Seconds: on {string.Join(", ", timings.Machines)}, {string.Join(" or ", timings.Threads)} {(timings.Threads is [1] ? "thread" : "threads")}. {timings.Caution}"
                : "";
        var vanishing = figures.Any(f => f.Method.StartsWith("median", StringComparison.Ordinal))
            ? " Where a figure is 0 or infinite, as of a training that diverged, the ratio is the median over seeds, decided by the sign test, which takes six seeds; 0 against 0 counts as 1."
            : "";
        var losses =
            study.All.Study.Variants.Select(v => v.Loss).Distinct().Count() > 1
                ? " Losses and their gradients are compared only where both variants are trained on one loss."
                : "";
        return $"Paired by seed, {string.Join(" or ", seeds)} seeds with figures on both sides. Bold: the pair is decided, its interval excludes 1.{vanishing}{losses}{machine}";
    }

    private static CsvTable Data(IReadOnlyList<PairedFigure> figures)
    {
        var table = new CsvTable(
            "quantity",
            "numerator",
            "denominator",
            "ratio",
            "interval_lower",
            "interval_upper",
            "seeds",
            "comparisons",
            "method"
        );
        foreach (var f in figures)
        {
            table.Add(
                f.Quantity,
                f.Numerator,
                f.Denominator,
                f.Ratio,
                f.IntervalLower,
                f.IntervalUpper,
                f.Seeds,
                f.Comparisons,
                f.Method
            );
        }
        return table;
    }
}
