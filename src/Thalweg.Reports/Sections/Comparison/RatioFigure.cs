using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Comparison;

/// <summary>Ratios between variants with their intervals: one row per pair, one panel per quantity.</summary>
internal static class RatioFigure
{
    /// <summary>An interval from few seeds can span many decades; it must not set the axis.</summary>
    private const double LongestWhisker = 100;

    /// <summary>Room beside the narrowest printed panel, in font sizes.</summary>
    private const double LabelRoom = 12;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var drawn = study.Results.Variants.ToHashSet();
        var figures = PairedRatios
            .Of(study)
            .Where(f => drawn.Contains(f.Numerator) && drawn.Contains(f.Denominator))
            .Where(f => double.IsFinite(f.Ratio) && f.Ratio > 0)
            .ToList();
        var equal = figures.GroupBy(f => f.Quantity).Where(g => g.All(IsEqual)).Select(g => g.Key).ToList();
        figures.RemoveAll(f => equal.Contains(f.Quantity));
        // Many pairs by many quantities would fill pages: of several errors the main one speaks.
        var others = study.ErrorNames.Where(name => name != study.MainError).ToHashSet();
        var isLong = figures.Select(f => (f.Numerator, f.Denominator)).Distinct().Count() > 1;
        var hidden = isLong ? figures.RemoveAll(f => others.Contains(f.Quantity)) : 0;
        if (figures.Count == 0)
        {
            yield break;
        }
        var pairs = figures.Select(f => (f.Numerator, f.Denominator)).Distinct().ToList();
        var quantities = figures.Select(f => f.Quantity).Distinct().ToList();
        // One pair alone would leave a panel with one point for each quantity.
        IReadOnlyList<Panel> panels =
            pairs.Count == 1
                ?
                [
                    Panel(
                        study,
                        $"{PairName(study, pairs[0])}, paired by seed",
                        figures,
                        f => quantities.IndexOf(f.Quantity),
                        [.. quantities.Select(QuantityName.Words)]
                    ),
                ]
                :
                [
                    .. quantities.Select(q =>
                    {
                        // Not every quantity is one of every pair, and rows without a figure would say nothing.
                        var own = figures.FindAll(f => f.Quantity == q);
                        var rows = own.Select(f => (f.Numerator, f.Denominator)).Distinct().ToList();
                        return Panel(
                            study,
                            QuantityName.Words(q),
                            own,
                            f => rows.IndexOf((f.Numerator, f.Denominator)),
                            [.. rows.Select(p => PairName(study, p))]
                        );
                    }),
                ];
        var figure = new Figure
        {
            Id = "paired",
            Title = "Ratios between variants, paired by seed",
            Description =
                "Ratios with their intervals on logarithmic axes; the line stands at 1, where two variants are equal.",
            Panels = panels,
            Columns = pairs.Count == 1 ? 1 : 2,
        };
        yield return new Exhibit(
            figure,
            Caption(study, figures, pairs.Count, equal) + (hidden > 0 ? " Other errors are in the table." : ""),
            Data(figures),
            []
        )
        {
            IsLater = true,
            DataId = "paired-drawn",
        };
    }

    private static Panel Panel(
        StudyView study,
        string title,
        List<PairedFigure> figures,
        Func<PairedFigure, int> row,
        IReadOnlyList<string> names
    )
    {
        var (bottom, top) = (-names.Count + 0.4, 0.6);
        var marks = new List<Mark>
        {
            new LineMark("equal", Ink.Mute, [1, 1], [bottom, top]) { Weight = Weight.Thin, Dash = Dash.Dashed },
        };
        foreach (var figure in figures)
        {
            var style = study.Styles[figure.Numerator];
            var value = PairedRatios.Value(figure);
            marks.Add(
                new PointsMark(
                    $"{QuantityName.Words(figure.Quantity)}: {PairName(study, (figure.Numerator, figure.Denominator))}",
                    style.Ink,
                    [figure.Ratio],
                    [-row(figure)]
                )
                {
                    Marker = style.Marker,
                    Size = 0.6,
                    Lower = [figure.IntervalLower],
                    Upper = [figure.IntervalUpper],
                    IntervalAlongX = true,
                    Notes = [$"{value.ValueText} ({value.IntervalText}), {figure.Seeds} seeds"],
                }
            );
        }
        return new Panel
        {
            Title = title,
            X = Axis.Log("ratio", figures.SelectMany(Shown).Append(1)),
            Y = new Axis("", false, bottom, top, [.. names.Select((name, i) => new Tick(-i, name))]),
            Marks = marks,
            Aspect = 0,
            LeastHeight = RowHeight(names) * names.Count + 1,
        };
    }

    private static double RowHeight(IReadOnlyList<string> names) =>
        0.6 + 1.3 * names.Max(name => TextWidth.Wrap(name, LabelRoom).Count);

    private static string PairName(StudyView study, (string Numerator, string Denominator) pair) =>
        $"{study.Styles[pair.Numerator].Name} / {study.Styles[pair.Denominator].Name}";

    private static double[] Shown(PairedFigure figure) =>
        [
            figure.Ratio,
            Math.Max(figure.IntervalLower, figure.Ratio / LongestWhisker),
            Math.Min(figure.IntervalUpper, figure.Ratio * LongestWhisker),
        ];

    private static bool IsEqual(PairedFigure figure) =>
        figure.Ratio == 1 && !(figure.IntervalLower < 1) && !(figure.IntervalUpper > 1);

    private static bool IsCutOff(PairedFigure figure) =>
        figure.IntervalLower < figure.Ratio / LongestWhisker || figure.IntervalUpper > figure.Ratio * LongestWhisker;

    private static string Caption(StudyView study, List<PairedFigure> figures, int pairs, List<string> equal)
    {
        var rows = pairs == 1 ? "One row per quantity" : "One row per pair, one panel per quantity";
        var seconds =
            figures.Exists(f => f.Quantity == "seconds") && study.All.Timings is { } timings
                ? $" Seconds are of {string.Join(", ", timings.Machines)} and exploratory: another machine gives other ratios."
                : "";
        var cut = figures.Exists(IsCutOff)
            ? " An interval that leaves the axis is cut off; the CSV has it in full."
            : "";
        var alone = figures.Exists(f => double.IsNaN(f.IntervalLower))
            ? " A ratio of one seed has no interval, nor has one of fewer than six where a figure is 0 or infinite."
            : "";
        var same =
            equal.Count == 0
                ? ""
                : $" Not shown, for it is equal in all runs of a seed: {string.Join(", ", equal.Select(QuantityName.Words))}.";
        var different =
            pairs > 1 && figures.GroupBy(f => f.Quantity).Any(g => g.Count() < pairs)
                ? " A pair that a panel lacks has no ratio of that quantity: its losses do not compare, or one of its figures is 0."
                : "";
        return $"{rows}; left of the line at 1 the first variant has less. {Numerals.Integer(figures.Max(f => f.Seeds))} seeds at most.{different}{same}{alone}{seconds}{cut}";
    }

    private static CsvTable Data(List<PairedFigure> figures)
    {
        var table = new CsvTable("quantity", "numerator", "denominator", "ratio", "interval_lower", "interval_upper");
        foreach (var f in figures)
        {
            table.Add(f.Quantity, f.Numerator, f.Denominator, f.Ratio, f.IntervalLower, f.IntervalUpper);
        }
        return table;
    }
}
